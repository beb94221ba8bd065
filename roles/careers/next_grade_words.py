"""The numbers of a step to the next grade, in a few words."""

from collections.abc import Iterable, Sequence

from roles.compare.step_numbers import StepNumbers
from roles.profiles import RequiredSkill

# What becomes of a skill, in the order in which it is counted.
SAME, HIGHER, LOWER, OTHER = "the same", "at a higher level", "at a lower level", "at another level"
NEW, NOT_STATED = "new", "not stated"
SKILL_OUTCOMES = (SAME, HIGHER, LOWER, OTHER, NEW, NOT_STATED)


def statement_numbers(step: StepNumbers) -> str:
    """“2 new, 6 changed, 1 not stated”; empty where neither states anything."""
    numbers = (
        (len(step.new), "new"),
        (step.changed, "changed"),
        (step.not_stated, "not stated"),
        (step.unmatched, "in a section that only one has"),
    )
    return in_words(numbers) or in_words([(step.kept, "the same")])


def skill_numbers(before: Sequence[RequiredSkill], after: Sequence[RequiredSkill]) -> str:
    """“5 at a higher level, 1 new”: how a role level asks for skills beside the one before.

    Empty where neither source lists any.
    """
    if not (before and after):
        listed = f"{len(after)} listed; none for this role" if after else "None listed"
        return listed if before or after else ""
    here, there = ({skill.key: skill for skill in skills} for skills in (before, after))
    found = [skill_outcome(here.get(key), there.get(key)) for key in here | there]
    return in_words((found.count(outcome), outcome) for outcome in SKILL_OUTCOMES)


def skill_outcome(before: RequiredSkill | None, after: RequiredSkill | None) -> str:
    """What became of a skill that one of the two asks for, where both sources list some."""
    if before is None or after is None:
        return NEW if after else NOT_STATED
    if before.level == after.level:
        return SAME
    lower, upper = before.level_position, after.level_position
    # One source names the level and the other does not, or the order of the two is not known.
    if lower is None or upper is None:
        return OTHER
    return HIGHER if lower < upper else LOWER


def in_words(numbers: Iterable[tuple[int, str]]) -> str:
    """The numbers with what they count; noughts left out."""
    return ", ".join(f"{number} {what}" for number, what in numbers if number)
