"""What the next grade adds to a role level, in a few words for each role at it.

The numbers are those of the step view to which each leads.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from capframe.base.outcomes import Outcome
from grades.plain import Pay
from roles.addresses import comparison_address, step_up_address
from roles.careers.next_grade_words import skill_numbers, statement_numbers
from roles.careers.next_levels import NextLevel, NextLevels
from roles.compare.comparison import Comparison, compare
from roles.loading import load_profiles
from roles.profiles import Profile
from roles.references import parse_reference
from roles.section_texts import StatementText

# The new statements of a next level of the same role that its page names.
MOST_NEW = 3


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step to one role level of the next grade.

    Args:
        statements, skills: how many are new, changed and so on; empty where neither source has any.
        new: the statements that are new, of a level of the same role.
    """

    title: str
    url: str
    compare_url: str
    step_up_url: str
    statements: str
    skills: str
    new: tuple[StatementText, ...]

    @property
    def first_new(self) -> tuple[StatementText, ...]:
        return self.new[:MOST_NEW]

    @property
    def more_new(self) -> int:
        """How many new statements are not named."""
        return len(self.new) - len(self.first_new)


@dataclass(frozen=True, slots=True)
class NextGrade:
    """The role levels one step up.

    Args:
        title: the grade's; where they have no one grade, the level's, or “the next levels”.
        is_grade: whether it is a grade's.
        family: in which they are.
        is_inferred: whether they are of other roles: no document states such a step.
        is_whole: whether all of them are among the steps.
        pay: what it pays at the place where the role level is based, where all pay the same there.
        compare_url: compares the role level with all of them; empty where they are too many.
    """

    title: str
    is_grade: bool
    family: str
    is_inferred: bool
    is_whole: bool
    pay: Pay | None
    compare_url: str
    steps: tuple[NextStep, ...]

    @property
    def has_skills(self) -> bool:
        return any(step.skills for step in self.steps)


def load_next_grade(profile: Profile, levels: NextLevels) -> NextGrade | None:
    """What stands one step up from a role level; None where nothing does. Three queries."""
    if not levels.up:
        return None
    here = replace(profile, role_place=levels.order.places.get(profile.pk))
    above = load_above(levels.up)
    steps = tuple(chain.from_iterable(steps_to(here, one) for one in above))
    if not steps:
        return None
    grade = above[0].grade
    is_one_grade = grade is not None and {one.grade for one in above} == {grade}
    return NextGrade(
        title=grade.title if grade and is_one_grade else name_levels(above),
        is_grade=is_one_grade,
        family=profile.family,
        is_inferred=levels.up_is_inferred,
        is_whole=not levels.has_more_up,
        pay=pay_at(profile.pay_here, above),
        compare_url=""
        if levels.has_more_up
        else comparison_address(*(one.reference for one in (here, *above))),
        steps=steps,
    )


def load_above(levels: Sequence[NextLevel]) -> list[Profile]:
    """Each with its place in its role, which tells the order of two levels of one role."""
    loaded = load_profiles([parse_reference(one.reference) for one in levels], with_order=False)
    found = {profile.reference: profile for profile in loaded}
    return [
        replace(found[level.reference], role_place=level.rank.place)
        for level in levels
        if level.reference in found
    ]


def name_levels(levels: Sequence[Profile]) -> str:
    return levels[0].level_title if len(levels) == 1 else "the next levels"


def pay_at(here: Pay | None, above: Sequence[Profile]) -> Pay | None:
    """What all these pay at the same place, where each does and it is the same."""
    if here is None:
        return None
    paid = {next((pay for pay in one.pay if pay.location == here.location), None) for one in above}
    return paid.pop() if len(paid) == 1 else None


def steps_to(here: Profile, above: Profile) -> Iterator[NextStep]:
    """The step; none where, since it was found, somebody took their order away."""
    comparison = compare((here, above))
    is_same_role = here.role_pk == above.role_pk
    for step in comparison.steps:
        yield NextStep(
            title=title_in_grade(above, is_same_role=is_same_role),
            url=above.url,
            compare_url=comparison_address(here.reference, above.reference, view="steps"),
            step_up_url=step_up_address(here.reference, above.reference),
            statements=statement_numbers(step),
            skills=skill_numbers(comparison.skills, step.column),
            new=tuple(new_statements(comparison, step.column)) if is_same_role else (),
        )


def title_in_grade(level: Profile, *, is_same_role: bool) -> str:
    """What it is called below its grade, and where its role is known if that is the same."""
    if is_same_role:
        return level.level_title
    is_grade = level.grade is not None and level.level_title == level.grade.title
    return level.role if is_grade else level.title


def new_statements(comparison: Comparison, column: int) -> Iterator[StatementText]:
    cells = (row.cells[column] for row in comparison.rows)
    return (one.statement for one in cells if one.outcome is Outcome.NEW and one.statement)
