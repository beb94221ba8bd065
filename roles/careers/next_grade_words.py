"""The numbers of a step to the next grade, in a few words."""

from collections.abc import Iterable, Sequence

from capframe.base.outcomes import Outcome
from roles.compare.comparison import SkillCell, SkillRow
from roles.compare.steps import StepSummary

# What becomes of a skill, in the order in which it is counted.
SAME, HIGHER, LOWER, OTHER = "the same", "at a higher level", "at a lower level", "at another level"
NEW, NOT_STATED = "new", "not stated"
SKILL_OUTCOMES = (SAME, HIGHER, LOWER, OTHER, NEW, NOT_STATED)


def statement_numbers(step: StepSummary) -> str:
    """“2 new, 6 changed, 1 not stated”; empty where neither states anything."""
    numbers = (
        (step.new, "new"),
        (step.changed, "changed"),
        (step.not_stated, "not stated"),
        (step.unmatched, "in a section that only one has"),
    )
    return in_words(numbers) or in_words([(step.kept, "the same")])


def skill_numbers(rows: Sequence[SkillRow], column: int) -> str:
    """“5 at a higher level, 1 new”: how a column asks for skills beside the one before.

    Empty where neither source lists any.

    Args:
        rows: of a comparison in which the column follows the one before.
        column: its number, counted from 0.
    """
    pairs = [row.cells[column - 1 : column + 1] for row in rows]
    here, there = (sum(bool(pair[side].skill) for pair in pairs) for side in (0, 1))
    if not (here and there):
        listed = f"{there} listed; none for this role" if there else "None listed"
        return listed if here or there else ""
    found = [skill_outcome(*pair) for pair in pairs]
    return in_words((found.count(outcome), outcome) for outcome in SKILL_OUTCOMES)


def skill_outcome(before: SkillCell, after: SkillCell) -> str:
    """What became of a skill, where both sources list some."""
    if before.skill is None or after.skill is None:
        return NEW if after.outcome is Outcome.NEW else NOT_STATED
    lower, upper = before.skill.level_position, after.skill.level_position
    if lower == upper:
        return SAME
    if lower is None or upper is None:  # one source names the level, the other does not
        return OTHER
    return HIGHER if lower < upper else LOWER


def in_words(numbers: Iterable[tuple[int, str]]) -> str:
    """The numbers with what they count; noughts left out."""
    return ", ".join(f"{number} {what}" for number, what in numbers if number)
