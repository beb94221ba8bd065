"""What the next grade adds to a role level, in a few words for each role at it.

The numbers are those of the step view to which each leads.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from capframe.base.pairing import Letters
from grades.plain import Pay
from roles.addresses import comparison_address, step_up_address
from roles.careers.next_grade_words import skill_numbers, statement_numbers
from roles.careers.next_levels import NextLevel, NextLevels
from roles.compare.bands import is_junior
from roles.compare.step_numbers import count_step, read_sections
from roles.profiles import Profile
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


def next_grade_of(here: Profile, levels: NextLevels, above: Sequence[Profile]) -> NextGrade | None:
    """What stands one step up from a role level; None where nothing does.

    Args:
        here: the role level, with its place in its role.
        levels: the steps from it.
        above: the role levels one step up, as ``with_places_of`` has them.
    """
    steps = tuple(steps_to(here, above))
    if not steps:
        return None
    grade = above[0].grade
    is_one_grade = grade is not None and {one.grade for one in above} == {grade}
    return NextGrade(
        title=grade.title if grade and is_one_grade else name_levels(above),
        is_grade=is_one_grade,
        family=here.family,
        is_inferred=levels.up_is_inferred,
        is_whole=not levels.has_more_up,
        pay=pay_at(here.pay_here, above),
        compare_url=""
        if levels.has_more_up
        else comparison_address(*(one.reference for one in (here, *above))),
        steps=steps,
    )


def with_places_of(levels: Sequence[NextLevel], profiles: Iterable[Profile]) -> list[Profile]:
    """The profiles of these levels, each with its place in its role, in the levels' order.

    The places tell the order of two levels of one role.
    """
    found = {profile.reference: profile for profile in profiles}
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


def steps_to(here: Profile, above: Iterable[Profile]) -> Iterator[NextStep]:
    """The step to each; none where, since it was found, somebody took their order away."""
    own, letters = read_sections(here), Letters()
    for one in above:
        if not is_junior(here, one):
            continue
        is_same_role = here.role_pk == one.role_pk
        numbers = count_step(own, read_sections(one), letters)
        yield NextStep(
            title=title_in_grade(one, is_same_role=is_same_role),
            url=one.url,
            compare_url=comparison_address(here.reference, one.reference, view="steps"),
            step_up_url=step_up_address(here.reference, one.reference),
            statements=statement_numbers(numbers),
            skills=skill_numbers(here.required_skills, one.required_skills),
            new=numbers.new if is_same_role else (),
        )


def title_in_grade(level: Profile, *, is_same_role: bool) -> str:
    """What it is called below its grade, and where its role is known if that is the same."""
    if is_same_role:
        return level.level_title
    is_grade = level.grade is not None and level.level_title == level.grade.title
    return level.role if is_grade else level.title
