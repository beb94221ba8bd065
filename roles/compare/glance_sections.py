"""Statements at a glance: a row for all of them, and one for each section type."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from capframe.base.outcomes import Outcome
from capframe.base.typography import fold_typography
from roles.compare.bands import Band
from roles.compare.bars import Bar, bar_of
from roles.compare.comparison import Comparison, SectionRow
from roles.compare.statement_rows import Likeness, StatementRow
from roles.compare.tiles import (
    Edge,
    Kind,
    Names,
    Place,
    Row,
    Tile,
    is_start,
    not_stated,
    spans_of,
    step_number,
    the_same,
    then_the_same,
    without_empty_bands,
)
from roles.compare.words import count_statements
from roles.section_texts import SectionText

# A row in which no column has more statements than these needs no bar.
MOST_WITHOUT_BAR = 3
CHANGED = "changed"
SAME_BUT_FOR_NOTES = "the same words, another note or strength"
CHANGES = {
    Outcome.REWORDED: "Reworded",
    Outcome.REWRITTEN: "Rewritten",
    Outcome.KEPT: SAME_BUT_FOR_NOTES.capitalize(),
    Outcome.NEW: "New",
}


@dataclass(frozen=True)
class Statements:
    """Statements across the columns: of one section type, or of all.

    Args:
        slug, title: of the section type; the slug is empty for all.
        sections: what each column says; None where it has no such section. Empty for all.
        numbers: how many statements each column has.
        outcomes: how many rows have each outcome, in each column; ``CHANGED`` is what is in other
            words, few or many.
    """

    comparison: Comparison
    names: Names
    slug: str
    title: str
    rows: Sequence[StatementRow]
    sections: Sequence[SectionText | None]
    numbers: Sequence[int]
    outcomes: Sequence[Mapping[str | None, int]]

    @cached_property
    def is_single(self) -> bool:
        """Whether each column that says anything says one thing: then its text is shown."""
        return bool(self.slug) and max(self.numbers) == 1

    @cached_property
    def most(self) -> int:
        """How many statements the longest bar shows: none where numbers alone say enough."""
        if self.slug and max(self.numbers) <= MOST_WITHOUT_BAR:
            return 0
        steps = (step.column for step in self.comparison.steps)
        return max((sum(self.counts_at(column).values()) for column in steps), default=0)

    def states(self, column: int) -> bool:
        return self.numbers[column] > 0

    def is_as_before(self, column: int) -> bool:
        """Whether a column says the very same as the one before it, or both nothing."""
        same = all(row.cells[column].repeats for row in self.rows)
        return same and self.states(column) == self.states(column - 1)

    def counts_at(self, column: int) -> dict[str, int]:
        """Against the column before, in the order of a bar's parts."""
        found = self.outcomes[column]
        return {
            "kept": found[Outcome.KEPT],
            "changed": found[CHANGED],
            "new": found[Outcome.NEW],
            "not-stated": found[Outcome.NOT_STATED],
        }

    def unmatched_at(self, column: int) -> int:
        """How many stand in sections that only this column or the one before has."""
        return self.outcomes[column][Outcome.UNMATCHED]

    def tiles(self) -> tuple[Tile, ...]:
        spans = spans_of(self.comparison, self.is_as_before)
        tiles = tuple(self.tile_at(band, columns) for band, columns in spans)
        return without_empty_bands(self.comparison, tiles)

    def tile_at(self, band: Band, columns: range) -> Tile:
        first = columns.start
        # A heading without a statement states nothing either.
        if not self.numbers[first]:
            return not_stated(columns)
        if is_start(band, first) or not self.states(first - 1):
            return self.start_tile(band, columns)
        return self.changed_tile(columns)

    def start_tile(self, band: Band, columns: range) -> Tile:
        """Where it begins, or where nothing orders the columns."""
        first = columns.start
        same = the_same(band, columns, self.names)
        lines: tuple[str, ...] = ()
        if not band.is_ordered:
            same, lines = self.without_order(columns)
        number = count_statements(self.numbers[first])
        if self.is_single:
            words = same or (f"At {self.names.short[first]}" if len(band.columns) > 1 else number)
        else:
            words, lines = number, (*([same[:1].lower() + same[1:]] if same else []), *lines)
        return Tile(
            columns,
            Edge.START,
            words,
            lines=lines,
            heading=self.heading_at(band, first),
            text=self.text_at(first),
            leads_to=Place(self.slug, first),
            spoken=self.spoken(first),
        )

    def changed_tile(self, columns: range) -> Tile:
        """What changes at its first column from the one before."""
        first = columns.start
        counts, most = self.counts_at(first), self.most
        tail = then_the_same(columns, self.names)
        lines = self.lines_at(first, counts)
        bar: Bar | None = None
        if self.is_single:
            words, lines = CHANGES[self.single_outcome(first)] + tail, ()
        elif most:
            words, bar = count_statements(self.numbers[first]), bar_of(counts, most)
            lines = (*lines, *([tail.removeprefix(", ")] if tail else []))
        else:
            words, lines = ", ".join(lines) + tail, ()
        return Tile(
            columns,
            Edge.CHANGED,
            words[:1].upper() + words[1:],
            lines=lines,
            text=self.text_at(first),
            bar=bar,
            leads_to=Place(self.slug, first, step_number(self.comparison, first)),
            spoken=self.spoken(first),
            is_change=self.is_single,
        )

    def lines_at(self, column: int, counts: dict[str, int]) -> tuple[str, ...]:
        """The numbers in words, always in this order, noughts left out."""
        unmatched = self.unmatched_at(column)
        numbered = {
            "new": counts["new"],
            "changed": counts["changed"],
            "not stated": counts["not-stated"],
            "in sections that only one of the two has": unmatched,
        }
        lines = tuple(f"{number} {what}" for what, number in numbered.items() if number)
        return lines or (SAME_BUT_FOR_NOTES if self.slug else "the same",)

    def single_outcome(self, column: int) -> Outcome:
        """What became of the only statement; it may be a heading's first, after none."""
        cells = (row.cells[column] for row in self.rows)
        return next(cell.outcome for cell in cells if cell.statement and cell.outcome)

    def without_order(self, columns: range) -> tuple[str, tuple[str, ...]]:
        """Of columns that nothing orders: where else the same stands, or how many are alike."""
        first = columns.start
        if self.slug:
            section = next(one for one in self.comparison.sections if one.slug == self.slug)
            sharing = next((one for one in section.columns_by_text if first in one), ())
            if len(sharing) > 1:
                is_all = len(sharing) == len(self.comparison.columns)
                return f"The same at {sharing_words(len(sharing), is_all=is_all)}", ()
        return self.alike_words(first)

    def alike_words(self, column: int) -> tuple[str, tuple[str, ...]]:
        found = Counter(row.likeness for row in self.rows if row.cells[column].statement)
        numbered = {
            "only here": found[Likeness.ONLY],
            "in the same words elsewhere": found[Likeness.SAME_WORDS],
            "in other words elsewhere": found[Likeness.OTHER_WORDS],
        }
        said = {what: number for what, number in numbered.items() if number}
        if self.is_single and said:
            return next(iter(said)).capitalize(), ()
        return "", tuple(f"{number} {what}" for what, number in said.items())

    def heading_at(self, band: Band, column: int) -> str:
        """The source's own heading, where bands of several sources stand beside each other."""
        section = self.sections[column] if self.sections else None
        if len(self.comparison.bands) == 1 or section is None:
            return ""
        own, title = (fold_typography(each).casefold() for each in (section.heading, self.title))
        return "" if own == title else section.heading

    def text_at(self, column: int) -> str:
        section = self.sections[column] if self.is_single else None
        return section.statements[0].bare if section and section.statements else ""

    def spoken(self, column: int) -> str:
        return f"{self.title} at {self.names.full[column]}"


def sharing_words(number: int, *, is_all: bool) -> str:
    if is_all:
        return "both" if number == 2 else f"all {number}"
    return str(number)


def all_statements_row(comparison: Comparison, names: Names) -> Row:
    sections = comparison.sections
    numbers = [
        sum(
            len(text.statements) if (text := section.sections[column]) else 0
            for section in sections
        )
        for column in range(len(comparison.columns))
    ]
    title = "All statements"
    rows = comparison.rows
    outcomes = count_outcomes(rows, len(numbers))
    every = Statements(comparison, names, "", title, rows, (), numbers, outcomes)
    return Row(Kind.ALL, title, every.tiles())


def section_rows(comparison: Comparison, names: Names) -> Iterator[Row]:
    for section in comparison.sections:
        yield Row(Kind.SECTION, section.title, statements_of(section, comparison, names).tiles())


def statements_of(section: SectionRow, comparison: Comparison, names: Names) -> Statements:
    numbers = [len(text.statements) if text else 0 for text in section.sections]
    return Statements(
        comparison,
        names,
        section.slug,
        section.title,
        section.rows,
        section.sections,
        numbers,
        count_outcomes(section.rows, len(numbers)),
    )


def count_outcomes(rows: Sequence[StatementRow], columns: int) -> list[Counter[str | None]]:
    """How many of the rows have each outcome, in each of so many columns."""
    return [
        Counter([CHANGED if cell.change else cell.known_outcome for cell in cells])
        for cells in [[row.cells[column] for row in rows] for column in range(columns)]
    ]
