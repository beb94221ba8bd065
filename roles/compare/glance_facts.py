"""Salary, place and family of role levels at a glance."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from capframe.base.typography import fold_typography
from grades.plain import PERIODS, POUNDS, Pay
from grades.salary_scale import SalaryScale, scales_of
from roles.compare.bands import Band
from roles.compare.comparison import Comparison
from roles.compare.pay_rows import PayCell, PayRow
from roles.compare.tiles import (
    Edge,
    Kind,
    Names,
    Row,
    Tile,
    not_stated,
    spans_of,
    the_same,
    without_empty_bands,
)
from roles.profiles import Profile

Scales = dict[tuple[str, str], SalaryScale]
# What a salary is paid for where its row says nothing else of it.
A_YEAR = ("year", POUNDS)


def fact_rows(comparison: Comparison, names: Names) -> Iterator[Row]:
    """A row for each place at which anything is paid, then what is known of all role levels."""
    scales = scales_of(pay for column in comparison.columns for pay in column.pay)
    for row in comparison.pay:
        yield salary_row(row, scales, comparison, names)
    columns = comparison.columns
    if len({column.family_pk for column in columns}) > 1:
        yield fact_row("Job family", [column.family for column in columns], comparison, names)
    if any(column.location for column in columns):
        yield fact_row("Location", [column.location for column in columns], comparison, names)
    if not says_employers(comparison):
        yield fact_row("Employer", [column.employer for column in columns], comparison, names)


def says_employers(comparison: Comparison) -> bool:
    """Whether salaries or the heads of bands say already who employs each, if anybody does."""
    columns = comparison.columns
    if all(column.pay for column in columns if column.employer):
        return True
    said = [
        (band, {columns[number].employer for number in band.columns}) for band in comparison.bands
    ]
    if len(said) > 1:
        return all(len(employers) == 1 for _, employers in said)
    return all(employers <= {"", band.title} for band, employers in said)


def shared_employer(columns: Iterable[Profile]) -> str:
    """Who employs all of them; empty where that is not one, or not said."""
    employers = {column.employer for column in columns}
    return employers.pop() if len(employers) == 1 else ""


def salary_row(row: PayRow, scales: Scales, comparison: Comparison, names: Names) -> Row:
    """What the columns are paid at one location, all rows on one scale; said once who pays it."""
    cells = row.cells
    is_yearly = all(cell.pay is None or cell.pay.unit == A_YEAR for cell in cells)

    def is_as_before(column: int) -> bool:
        before, here = cells[column - 1 : column + 1]
        return (before.text, before.links) == (here.text, here.links)

    def tile(columns: range) -> Tile:
        return salary_tile(columns, cells[columns.start], scales, is_yearly=is_yearly)

    tiles = tuple(tile(columns) for _, columns in spans_of(comparison, is_as_before))
    what = "Salary a year" if is_yearly and any(cell.pay for cell in cells) else "Salary"
    title = f"{what}, {row.location}" if row.location else what
    return Row(Kind.FACT, title, without_empty_bands(comparison, tiles), row.remark)


def salary_tile(columns: range, cell: PayCell, scales: Scales, *, is_yearly: bool) -> Tile:
    if cell.pay is None:
        if not cell.links:
            return not_stated(columns)
        return Tile(columns, Edge.START, links=cell.links)
    words = without_period(cell.text, cell.pay) if is_yearly else cell.text
    return Tile(columns, Edge.START, words, salary=scales[cell.pay.unit].bar_of(cell.pay))


def without_period(text: str, pay: Pay) -> str:
    """The amounts alone, where the row says once that all are a year's."""
    return text.replace(f" {PERIODS[pay.period]}", "", 1)


def fact_row(title: str, texts: Sequence[str], comparison: Comparison, names: Names) -> Row:
    def is_as_before(column: int) -> bool:
        return fold_typography(texts[column]) == fold_typography(texts[column - 1])

    tile = partial(fact_tile, texts=texts, names=names)
    tiles = tuple(tile(*span) for span in spans_of(comparison, is_as_before))
    return Row(Kind.FACT, title, without_empty_bands(comparison, tiles))


def fact_tile(band: Band, columns: range, *, texts: Sequence[str], names: Names) -> Tile:
    text = texts[columns.start]
    if not text:
        return not_stated(columns)
    same = the_same(band, columns, names) if columns == band.columns else ""
    return Tile(columns, Edge.START, f"{same}:" if same else "", text=text)
