"""What a comparison says in sentences, the same on its page and in its files."""

from collections.abc import Iterable, Iterator, Sequence

from capframe.base.worddiff import Piece, WordChange
from roles.compare.comparison import Comparison

HOW_TO_READ = (
    Piece(WordChange.SAME, "How to read the marks:"),
    Piece(WordChange.ADDED, " added words"),
    Piece(WordChange.SAME, " and"),
    Piece(WordChange.REMOVED, " removed words"),
    Piece(WordChange.SAME, ", against the role level before (to the left)."),
)
# What stands over the numbers of the steps, the last only where there are such.
STEP_HEAD = ("Step", "Kept", "Reworded", "New", "Dropped", "Size")
LONE_HEADINGS = "Under a heading of one only"


def title_of(comparison: Comparison) -> str:
    """What the comparison is called: by its most junior role level and its most senior one."""
    first, last = comparison.columns[0].title, comparison.names[-1]
    return f"Comparison of {len(comparison.columns)} role levels: {first} to {last}"


def sentences_of(comparison: Comparison) -> Iterator[str]:
    """What changes from grade to grade, in words."""
    for step in comparison.steps:
        lower, upper = step.names
        alone = ""
        if step.alone:
            alone = f"; {statements(step.alone)} under headings that only one of the two has"
        yield (
            f"From {lower} to {upper}: {statements(step.kept)} kept, {step.reworded} reworded, "
            f"{step.new} new, {step.gone} dropped{alone}."
        )
    if len(comparison.steps) > 1:
        yield largest_of(comparison)


def largest_of(comparison: Comparison) -> str:
    """Which step changes the most, in words."""
    if not comparison.largest:
        both = " under a heading that both have" if comparison.has_lone_headings else ""
        return f"No statement changes{both} at any step."
    where = ", as large ".join("from {} to {}".format(*step.names) for step in comparison.largest)
    size = statements(comparison.largest[0].size)
    return f"The largest step is {where}: {size} reworded, new or dropped."


def step_head(comparison: Comparison) -> tuple[str, ...]:
    """What stands over the numbers of the steps."""
    return (*STEP_HEAD, LONE_HEADINGS) if comparison.has_lone_headings else STEP_HEAD


def step_rows(comparison: Comparison) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The steps by name, each with its numbers as ``step_head`` names them."""
    for number, step in enumerate(comparison.steps, start=1):
        name = "{}. {} to {}".format(number, *step.names)
        numbers = (step.kept, step.reworded, step.new, step.gone, step.size)
        yield name, (*numbers, step.alone) if comparison.has_lone_headings else numbers


def statements(number: int) -> str:
    """So many statements."""
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
