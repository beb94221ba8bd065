"""What a comparison says in sentences, the same on its page and in its files."""

from collections.abc import Iterable, Iterator, Sequence

from capframe.base.worddiff import Piece, WordChange
from roles.compare.bands import Band
from roles.compare.comparison import Comparison
from roles.compare.statement_rows import Likeness, StatementRow
from roles.compare.steps import BandSteps
from roles.order_words import ORDER_NOT_STATED, SET_BY_EDITORS

REWRITTEN = (
    "A text is called rewritten where fewer than half of the words stay: no words are marked in it."
)
EMPTY_CELLS = (
    "Where a cell is empty, its source says nothing there; where a skill is asked for without a "
    "level, or raised without behaviours, its source gives none."
)
HOW_TO_READ = (
    Piece(WordChange.SAME, "How to read the marks:"),
    Piece(WordChange.ADDED, " added words"),
    Piece(WordChange.SAME, ","),
    Piece(WordChange.REMOVED, " removed words"),
    Piece(WordChange.SAME, " and"),
    Piece(WordChange.MOVED, " moved sentences"),
    Piece(
        WordChange.SAME, f", compared with the role level to the left. {REWRITTEN} {EMPTY_CELLS}"
    ),
)
# Where the words of the old text stand beside those of the new one.
HOW_TO_READ_A_STEP = (
    *HOW_TO_READ[:-1],
    Piece(WordChange.SAME, f". {REWRITTEN}"),
)
# In words, as many as there can be columns.
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
STEP_HEADS = ("Step", "Kept", "Changed", "New", "Not stated", "Size")
# Stands over the last number, where there is any such section.
UNMATCHED_HEAD = "Under a heading of one only"


def title_of(comparison: Comparison) -> str:
    """What the comparison is called: by its most junior role level and its most senior one.

    Where no order goes through all, by each of them.
    """
    what = f"Comparison of {len(comparison.columns)} role levels"
    if comparison.is_ordered:
        return f"{what}: {comparison.columns[0].title} to {comparison.names[-1]}"
    first = comparison.columns[0].title
    return f"{what}: {join_names((first, *comparison.names[1:]))}"


def heading_of(comparison: Comparison) -> str:
    """“Policy and Performance: 8 levels compared”, “4 roles of two organisations compared”."""
    columns = comparison.columns
    families = {column.family_pk for column in columns}
    of = comparison.role or (columns[0].family if len(families) == 1 else "")
    roles = len({column.role_pk for column in columns})
    what = "levels" if roles == 1 else "roles" if roles == len(columns) else "role levels"
    organisations = len({column.grade.organisation for column in columns if column.grade})
    where = f" of {NUMBERS[organisations]} organisations" if organisations > 1 else ""
    return f"{f'{of}: ' if of else ''}{len(columns)} {what}{where} compared"


def sentences_of(comparison: Comparison) -> Iterator[str]:
    """What no document orders, and what is alike without an order."""
    yield from order_sentences(comparison)
    yield from likeness_sentences(comparison)


def order_sentences(comparison: Comparison) -> Iterator[str]:
    """What no document says of the order of the columns; nothing where all are in order."""
    organisations = [band.title for band in comparison.bands if band.is_graded]
    if len(organisations) == 2:
        yield "No document compares the grades of {} with those of {}.".format(*organisations)
    elif len(organisations) > 2:
        yield f"No document compares the grades of {join_names(organisations)} with each other."
    if comparison.role and not all(column.role_place for column in comparison.columns):
        yield ORDER_NOT_STATED
        return
    yield from editors_sentences(comparison)
    for band in comparison.bands:
        if len(comparison.bands) > 1 and not band.is_graded:
            names = join_names(comparison.names[number] for number in band.columns)
            yield f"No grade is stated for {names}: no document orders it among the others."
        if not band.is_ordered:
            yield unordered_sentence(band, comparison.names)


def editors_sentences(comparison: Comparison) -> Iterator[str]:
    """Of which roles several levels stand in an order that editors gave."""
    roles = [column.role for column in comparison.columns if column.order_is_by_editors]
    if comparison.role and roles:
        yield SET_BY_EDITORS
        return
    for role in dict.fromkeys(roles):
        yield SET_BY_EDITORS.replace("these levels", f"the levels of {role}")


def band_words(band: Band) -> str:
    """Whose grades they are, and whether they run from the most junior to the most senior."""
    if len(band.columns) == 1:
        return band.title
    return f"{band.title} ({'most junior first' if band.is_ordered else 'no order stated'})"


def unordered_sentence(band: Band, names: Sequence[str]) -> str:
    apart = join_names(names[number] for number in band.without_order)
    if len(band.without_order) == len(band.columns):
        return f"No document gives an order of {apart}: they are compared without direction."
    every = join_names(names[number] for number in band.columns)
    return f"No document gives an order of {apart}, so {every} are compared without direction."


def likeness_sentences(comparison: Comparison) -> Iterator[str]:
    """How many statements are stated in several runs of columns, and how many only in one."""
    if comparison.is_ordered or not comparison.rows:
        return
    shared = comparison.likenesses
    number = shared.same_words + shared.other_words
    where = "both" if len(comparison.runs) == 2 else "more than one of them"
    if number:
        yield (
            f"{count_statements(number)} {'is' if number == 1 else 'are'} stated by {where}: "
            f"{shared.same_words} in the same words, {shared.other_words} in other words."
        )
    else:
        yield "No pair of statements is alike."
    for run, only in zip(comparison.runs, shared.only, strict=True):
        if only:
            yield f"Only at {name_columns(run, comparison.names)}: {count_statements(only)}."


def step_heads(band: BandSteps) -> tuple[str, ...]:
    """What stands over the names and the numbers of the steps."""
    return (*STEP_HEADS, UNMATCHED_HEAD) if band.has_unmatched_sections else STEP_HEADS


def step_rows(band: BandSteps) -> Iterator[tuple[str, tuple[int, ...]]]:
    for number, step in enumerate(band.steps, start=1):
        name = "{}. {} to {}".format(number, *step.names)
        numbers = (step.kept, step.changed, step.new, step.not_stated, step.size)
        yield name, (*numbers, step.unmatched) if band.has_unmatched_sections else numbers


def step_cells(band: BandSteps) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The name of each step, and its numbers as texts, each with what stands over it."""
    heads = step_heads(band)[1:]
    for name, numbers in step_rows(band):
        yield name, list(zip(heads, map(str, numbers), strict=True))


def count_statements(number: int) -> str:
    return f"{number} statement{'' if number == 1 else 's'}"


def row_words(row: StatementRow, comparison: Comparison) -> str:
    """Which columns state what is in a row, and without an order through all, how alike it is."""
    where = columns_in_words(row.columns, comparison)
    if row.likeness is None:
        return where
    return f"Only {where}" if row.likeness is Likeness.ONLY else f"{where}: {row.likeness}"


def columns_in_words(columns: Iterable[int], comparison: Comparison) -> str:
    """The names of columns; “PAP10 to PAP14” only where these are in order."""
    numbers = list(columns)
    if comparison.is_ordered or any(set(numbers) <= set(run) for run in comparison.runs):
        return name_columns(numbers, comparison.names)
    return join_names(comparison.names[number] for number in numbers)


def name_columns(columns: Iterable[int], names: Sequence[str]) -> str:
    """The names of columns in order: "PAP10", "PAP10 and PAP11", "PAP10 to PAP14"; else a list.

    Args:
        columns: their numbers, counted from 0, ascending.
        names: what each column is called.
    """
    numbers = list(columns)
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 2 and numbers == list(range(first, last + 1)):
        return f"{names[first]} to {names[last]}"
    return join_names(names[number] for number in numbers)


def join_names(names: Iterable[str]) -> str:
    *others, end = names
    return f"{', '.join(others)} and {end}" if others else end
