"""What somebody in one role level needs for another: kept, raised, new and not stated again.

Plain, frozen objects: they know no request, no query and no template. The sheet, its file and the
shares of “Where next?” are made from them. The level to go to need not be the more senior one.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from capframe.base.outcomes import Outcome
from grades.plain import NO_LOCATION, Pay
from roles.compare.comparison import names_of
from roles.compare.pay_rows import PayRow, notes_of, pay_rows
from roles.profiles import Profile
from roles.step_up.qualifications import QualificationChange, qualification_changes
from roles.step_up.skill_changes import SkillChange, SkillOutcome, skill_changes
from roles.step_up.statement_changes import (
    SectionChanges,
    StatementChange,
    statement_changes,
)


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
