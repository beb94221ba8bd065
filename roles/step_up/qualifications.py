"""What becomes of the qualifications that two role levels ask for: plain, frozen objects."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from roles.profiles import Profile
from roles.section_texts import AskedQualification
from roles.strengths import is_stronger, strength_words

NO_STRENGTH = "no strength stated"


class QualificationOutcome(StrEnum):
    """In the order in which they are told: first what is to be done."""

    RAISED = "raised"
    NEW = "new"
    # In another strength, of which no document says whether it is more or less.
    CHANGED = "changed"
    KEPT = "kept"
    LOWERED = "lowered"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class QualificationChange:
    """A qualification that either role level asks for; None where it does not."""

    outcome: QualificationOutcome
    before: AskedQualification | None
    after: AskedQualification | None

    @property
    def title(self) -> str:
        asked = self.after or self.before
        assert asked, "one of the two role levels asks for it"
        return asked.title

    @property
    def strength(self) -> str:
        """How strongly it is asked for, or from what to what; empty where no source says."""
        before, after = (asked and asked.strength for asked in (self.before, self.after))
        if before is None or after is None or before == after:
            return strength_words(after or before or "")
        return strength_change(before, after)


def qualification_changes(start: Profile, goal: Profile) -> tuple[QualificationChange, ...]:
    """The qualifications by what becomes of them; in the goal's order, then in the start's."""
    order = list(QualificationOutcome)
    return tuple(sorted(changes_of(start, goal), key=lambda change: order.index(change.outcome)))


def changes_of(start: Profile, goal: Profile) -> Iterator[QualificationChange]:
    before = {one.slug: one for one in start.qualifications}
    after = {one.slug: one for one in goal.qualifications}
    for slug in {**after, **before}:
        asked = before.get(slug), after.get(slug)
        yield QualificationChange(outcome_of(*asked), *asked)


def outcome_of(
    before: AskedQualification | None, after: AskedQualification | None
) -> QualificationOutcome:
    """What becomes of a qualification: it rises only where both strengths are stated."""
    if before is None or after is None:
        return QualificationOutcome.NEW if after else QualificationOutcome.NOT_STATED
    if is_stronger(after.strength, before.strength):
        return QualificationOutcome.RAISED
    if is_stronger(before.strength, after.strength):
        return QualificationOutcome.LOWERED
    differs = before.strength and after.strength and before.strength != after.strength
    return QualificationOutcome.CHANGED if differs else QualificationOutcome.KEPT


def strength_change(before: str, after: str) -> str:
    """From which strength to which, in words; empty where they are the same."""
    if before == after:
        return ""
    first, then = (strength_words(strength) or NO_STRENGTH for strength in (before, after))
    is_ordered = is_stronger(before, after) or is_stronger(after, before)
    return f"from {first} to {then}" if is_ordered else f"{first}, then {then}"
