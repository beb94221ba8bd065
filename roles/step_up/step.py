"""What somebody in one role level needs for another: kept, raised, new and not stated again.

Plain, frozen objects: they know no request, no query and no template. The sheet, its file and the
shares of “Where next?” are made from them. The level to go to need not be the more senior one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from capframe.base.outcomes import Outcome
from capframe.base.worddiff import Piece
from grades.plain import NO_LOCATION, Pay
from roles.compare.comparison import names_of, section_rows
from roles.compare.level_increases import LevelIncrease, increase_between, is_raised
from roles.compare.pay_rows import PayRow, notes_of, pay_rows
from roles.compare.statement_rows import StatementRow
from roles.profiles import Profile, RequiredSkill
from roles.section_texts import StatementText
from roles.step_up.qualifications import (
    QualificationChange,
    qualification_changes,
    strength_change,
)
from roles.strengths import strength_words


class SkillOutcome(StrEnum):
    RAISED = "raised"
    OTHER = "other"
    NEW = "new"
    KEPT = "kept"
    LOWERED = "lowered"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class SkillChange:
    """A skill that either role level asks for; None where it does not.

    Args:
        increase: of a raised one, what the level reached adds.
    """

    outcome: SkillOutcome
    before: RequiredSkill | None
    after: RequiredSkill | None
    increase: LevelIncrease | None

    @property
    def skill(self) -> RequiredSkill:
        """The skill as it is asked for at last."""
        skill = self.after or self.before
        assert skill, "one of the two role levels asks for it"
        return skill


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement of either role level, or of both.

    Args:
        statement: as it stands at the level to go to, or, where that does not state it, at the
            other.
        pieces: of a reworded one, its text with the changed words marked.
        before: of a rewritten one, what the level to start from says.
        is_qualification: whether it speaks of a qualification.
    """

    outcome: Outcome
    statement: StatementText
    pieces: tuple[Piece, ...]
    asks: str = ""
    before: str = ""

    @property
    def is_qualification(self) -> bool:
        """Whether it asks for a qualification."""
        return bool(self.statement.qualifications)


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """The statements of one section type but for those that ask for a qualification.

    Args:
        in_start, in_goal: whether the role levels have such a section.
    """

    title: str
    in_start: bool
    in_goal: bool
    changes: tuple[StatementChange, ...]


@dataclass(frozen=True, slots=True)
class PayChange:
    """Pay at one location; of each side its pay is None where the source states none there."""

    row: PayRow

    @property
    def before(self) -> Pay | None:
        return self.row.cells[0].pay

    @property
    def after(self) -> Pay | None:
        return self.row.cells[1].pay

    @property
    def is_of_two_units(self) -> bool:
        """Whether both are stated, but for other periods or in other currencies."""
        return bool(self.before and self.after and self.before.unit != self.after.unit)

    @property
    def can_be_compared(self) -> bool:
        """Whether both are stated, for one unit, and may be taken for pay of one place."""
        is_of_one_place = self.row.location != NO_LOCATION
        return bool(self.before and self.after) and is_of_one_place and not self.is_of_two_units

    @property
    def difference(self) -> tuple[Decimal, Decimal] | None:
        """By how much the minimum and the maximum go up; None unless both can be compared."""
        if self.before is None or self.after is None or not self.can_be_compared:
            return None
        return self.after.minimum - self.before.minimum, self.after.maximum - self.before.maximum


@dataclass(frozen=True, slots=True)
class Carried:
    """How much of what the level to go to asks for carries over.

    A skill carries over whole where the other level asks for it too, at the same level or a higher
    one, or where a level is not named; half where it is raised, and where the order of the two
    levels is not known. A statement carries over whole in the same words, half where it is changed.
    """

    asked: int
    whole: int
    half: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing is asked."""
        return (self.whole + self.half / 2) / self.asked if self.asked else None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, rounded down: 100 is all of it."""
        return (200 * self.whole + 100 * self.half) // (2 * self.asked) if self.asked else None


@dataclass(frozen=True, slots=True)
class StepUp:
    """From one role level, the start, to another, the goal.

    Args:
        names: what the two are called: by the level's title alone where both are of one role.
        asking: the statements that ask for qualifications.
    """

    start: Profile
    goal: Profile
    names: tuple[str, str]
    pay: tuple[PayChange, ...]
    skills: tuple[SkillChange, ...]
    qualifications: tuple[QualificationChange, ...]
    asking: tuple[StatementChange, ...]
    sections: tuple[SectionChanges, ...]

    def skills_that_are(self, outcome: SkillOutcome) -> tuple[SkillChange, ...]:
        """In the goal's order; those not stated there in the start's."""
        return tuple(one for one in self.skills if one.outcome is outcome)

    @property
    def without_skills(self) -> tuple[str, ...]:
        """Which of the two the source names no skills for: then none can be compared."""
        sides = zip(self.names, (self.start, self.goal), strict=True)
        return tuple(name for name, level in sides if not level.required_skills)

    @property
    def pay_notes(self) -> tuple[str, ...]:
        """What the sources say of how pay applies."""
        return notes_of((self.start, self.goal), self.names)

    @property
    def statements(self) -> tuple[StatementChange, ...]:
        """Every statement of both, those that ask for a qualification too."""
        return (*self.asking, *chain.from_iterable(one.changes for one in self.sections))

    @property
    def outcomes(self) -> Counter[Outcome]:
        return Counter(change.outcome for change in self.statements)

    @property
    def changed(self) -> int:
        """How many statements are in other words, few or many."""
        return self.outcomes[Outcome.REWORDED] + self.outcomes[Outcome.REWRITTEN]

    @property
    def skills_carried(self) -> Carried:
        outcomes = Counter(change.outcome for change in self.skills)
        whole = outcomes[SkillOutcome.KEPT] + outcomes[SkillOutcome.LOWERED]
        half = outcomes[SkillOutcome.RAISED] + outcomes[SkillOutcome.OTHER]
        return Carried(len(self.goal.required_skills), whole, half)

    @property
    def statements_carried(self) -> Carried:
        kept, new = (self.outcomes[outcome] for outcome in (Outcome.KEPT, Outcome.NEW))
        return Carried(kept + self.changed + new, kept, self.changed)

    @property
    def nearness(self) -> float:
        """How much carries over, from 0 to 1: of skills and statements alike, where it has both."""
        shares = [self.skills_carried.share, self.statements_carried.share]
        known = [share for share in shares if share is not None]
        return sum(known) / len(known) if known else 0


def step_up(start: Profile, goal: Profile) -> StepUp:
    both = (start, goal)
    first, second = names_of(both)
    asking, sections = statement_changes(start, goal)
    return StepUp(
        start,
        goal,
        (first, second),
        tuple(map(PayChange, pay_rows(both, (first, second)))),
        skill_changes(start, goal),
        qualification_changes(start, goal),
        asking,
        sections,
    )


def skill_changes(start: Profile, goal: Profile) -> tuple[SkillChange, ...]:
    """The goal's skills in its order, then those that only the start asks for."""
    before = {skill.key: skill for skill in start.required_skills}
    after = {skill.key: skill for skill in goal.required_skills}
    return tuple(skill_change(before.get(key), after.get(key)) for key in {**after, **before})


def skill_change(before: RequiredSkill | None, after: RequiredSkill | None) -> SkillChange:
    """What becomes of a skill; where a level is not named, nothing says that it is raised."""
    if before is None or after is None:
        outcome = SkillOutcome.NEW if after else SkillOutcome.NOT_STATED
    elif is_raised(before, after):
        outcome = SkillOutcome.RAISED
    elif is_raised(after, before):
        outcome = SkillOutcome.LOWERED
    else:
        is_other = before.level and after.level and before.level != after.level
        outcome = SkillOutcome.OTHER if is_other else SkillOutcome.KEPT
    return SkillChange(outcome, before, after, increase_between(before, after))


def statement_changes(
    start: Profile, goal: Profile
) -> tuple[tuple[StatementChange, ...], tuple[SectionChanges, ...]]:
    """Those that ask for a qualification, and the sections without them."""
    asking: list[StatementChange] = []
    sections: list[SectionChanges] = []
    for row in section_rows((start, goal)):
        changes = [change for one in row.rows for change in changes_of(one)]
        asking += [change for change in changes if change.is_qualification]
        rest = sort_changes(change for change in changes if not change.is_qualification)
        if rest:
            in_start, in_goal = (section is not None for section in row.sections)
            sections.append(SectionChanges(row.title, in_start, in_goal, rest))
    return sort_changes(asking), tuple(sections)


def changes_of(row: StatementRow) -> list[StatementChange]:
    """What becomes of the statements of a row, which are paired as the comparison pairs them.

    Only where one of a pair asks for a qualification and the other does not, the one is not stated
    again and the other is new.
    """
    first, second = row.cells
    before, after = first.statement, second.statement
    if (
        before
        and after
        and second.outcome
        and bool(before.qualifications) == bool(after.qualifications)
    ):
        asks = strength_change(before.strength, after.strength)
        change = StatementChange(second.outcome, after, second.pieces, asks, second.before)
        return [change]
    new = after and StatementChange(Outcome.NEW, after, (), strength_words(after.strength))
    not_stated = before and StatementChange(Outcome.NOT_STATED, before, ())
    return [change for change in (not_stated, new) if change]


def sort_changes(changes: Iterable[StatementChange]) -> tuple[StatementChange, ...]:
    """First what is to be done: new, changed, kept, not stated again."""
    order = (
        *(Outcome.NEW, Outcome.REWRITTEN, Outcome.REWORDED),
        *(Outcome.KEPT, Outcome.NOT_STATED),
    )
    return tuple(sorted(changes, key=lambda change: order.index(change.outcome)))
