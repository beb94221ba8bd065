"""The rows of a page that asks about many entries, as plain objects."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple, Self

from django.utils.safestring import SafeString

# So many stand open; the others are a press away.
SHOWN_AT_ONCE = 6


class Cell(NamedTuple):
    """What a column says of an entry."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class BulkRow:
    """An entry with what would become of it.

    Args:
        entry: as it is.
        ticked: whether it would be changed; None where there is nothing to choose.
        cells: what is said of it, in the order of the columns.
        errors: why it cannot be changed so.
        field: a field that is sent with it, and its label.
    """

    entry: Any
    ticked: bool | None
    cells: Sequence[Cell] = ()
    errors: Sequence[str] = ()
    field: SafeString | None = None
    field_label: str = ""

    def with_tick(self, ticked: bool) -> Self:
        """The same, ticked or not, where there is something to choose."""
        return self if self.ticked is None else replace(self, ticked=ticked)


@dataclass(frozen=True, slots=True)
class BulkGroup:
    """Entries of which the same is said.

    Args:
        heading: what that is.
        rows: in their order; all have the same columns.
        more: what the rows beyond the first are called: 8 “more that would disappear”.
    """

    heading: str
    rows: Sequence[BulkRow]
    more: str = "more"

    @property
    def columns(self) -> list[str]:
        first = self.rows[0]
        labels = [cell.label for cell in first.cells]
        return [*labels, first.field_label] if first.field_label else labels

    @property
    def has_ticks(self) -> bool:
        return any(row.ticked is not None for row in self.rows)

    @property
    def first(self) -> Sequence[BulkRow]:
        return self.rows[:SHOWN_AT_ONCE]

    @property
    def others(self) -> Sequence[BulkRow]:
        return self.rows[SHOWN_AT_ONCE:]

    @property
    def opens(self) -> bool:
        """Whether what is folded must be seen: something is wrong with it."""
        return any(row.errors for row in self.others)


def all_rows(groups: Sequence[BulkGroup]) -> list[BulkRow]:
    return list(chain.from_iterable(group.rows for group in groups))


def with_rows(*groups: BulkGroup) -> list[BulkGroup]:
    return [group for group in groups if group.rows]
