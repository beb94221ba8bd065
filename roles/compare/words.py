"""What a comparison says in sentences, the same on its page and in its files."""

from collections.abc import Iterable, Iterator, Sequence

from capframe.base.worddiff import Piece, WordChange
from roles.compare.comparison import Comparison

REWRITTEN = (
    "A text is called rewritten where less than half of the words stay: no words are marked in it."
)
HOW_TO_READ = (
    Piece(WordChange.SAME, "How to read the marks:"),
    Piece(WordChange.ADDED, " added words"),
    Piece(WordChange.SAME, ","),
    Piece(WordChange.REMOVED, " removed words"),
    Piece(WordChange.SAME, " and"),
    Piece(WordChange.MOVED, " moved sentences"),
    Piece(WordChange.SAME, f", against the role level before (to the left). {REWRITTEN}"),
)
STEP_HEADS = ("Step", "Kept", "Changed", "New", "Not stated", "Size")
# Stands over the last number, where there is any such section.
UNMATCHED_HEAD = "Under a heading of one only"


def title_of(comparison: Comparison) -> str:
    """What the comparison is called: by its most junior role level and its most senior one."""
    first, last = comparison.columns[0].title, comparison.names[-1]
    return f"Comparison of {len(comparison.columns)} role levels: {first} to {last}"


def sentences_of(comparison: Comparison) -> Iterator[str]:
    """What changes from grade to grade, in words."""
    for step in comparison.steps:
        lower, upper = step.names
        unmatched = ""
        if step.unmatched:
            number = count_statements(step.unmatched)
            unmatched = f"; {number} under headings that only one of the two has"
        yield (
            f"From {lower} to {upper}: {count_statements(step.kept)} kept, "
            f"{step.changed} changed, {step.new} new, "
            f"{step.not_stated} not stated at {upper}{unmatched}."
        )
    if len(comparison.steps) > 1:
        yield largest_steps_sentence(comparison)


def largest_steps_sentence(comparison: Comparison) -> str:
    largest = comparison.largest_steps
    if not largest:
        both = " under a heading that both have" if comparison.has_unmatched_sections else ""
        return f"No statement changes{both} at any step."
    where = ", as large ".join("from {} to {}".format(*step.names) for step in largest)
    size = count_statements(largest[0].size)
    return f"The largest step is {where}: {size} changed, new or not stated."


def step_heads(comparison: Comparison) -> tuple[str, ...]:
    """What stands over the names and the numbers of the steps."""
    return (*STEP_HEADS, UNMATCHED_HEAD) if comparison.has_unmatched_sections else STEP_HEADS


def step_rows(comparison: Comparison) -> Iterator[tuple[str, tuple[int, ...]]]:
    for number, step in enumerate(comparison.steps, start=1):
        name = "{}. {} to {}".format(number, *step.names)
        numbers = (step.kept, step.changed, step.new, step.not_stated, step.size)
        yield name, (*numbers, step.unmatched) if comparison.has_unmatched_sections else numbers


def count_statements(number: int) -> str:
    return f"{number} statement{'' if number == 1 else 's'}"


def name_columns(columns: Iterable[int], names: Sequence[str]) -> str:
    """The names of columns: "PAP10", "PAP10 and PAP11", "PAP10 to PAP14"; of others a list.

    Args:
        columns: their numbers, counted from 0, ascending.
        names: what each column is called.
    """
    numbers = list(columns)
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 2 and numbers == list(range(first, last + 1)):
        return f"{names[first]} to {names[last]}"
    *others, end = (names[number] for number in numbers)
    return f"{', '.join(others)} and {end}" if others else end
