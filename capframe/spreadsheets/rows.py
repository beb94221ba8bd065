"""Rows as a file holds them, of any length, with what its reader found in their cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from capframe.spreadsheets.faults import Remark


@dataclass(frozen=True, slots=True)
class CellRemark:
    """What a reader of XLSX, ODS or CSV found in one cell.

    Args:
        index: of the cell in its row, from 0; None where it is about the whole row.
        message: as in Fault, likewise the others.
    """

    index: int | None
    message: str
    remedy: str
    remark: Remark = Remark.FAULT
    line: int | None = None
    about: str = ""


class RawRow(NamedTuple):
    """A row as a file holds it, of any length.

    Args:
        line: as in Row.
        cells: as in Row.
        remarks: what its reader found in it.
        broken: whether its cells may not be where they belong, so that none is missed.
        looked_at: whether its texts have been looked at: that there is something in them, and
            nothing that needs a closer look.
    """

    line: int
    cells: Sequence[str]
    remarks: Sequence[CellRemark] = ()
    broken: bool = False
    looked_at: bool = False


def last_filled(cells: Sequence[str], least: int) -> int:
    """How many cells there are up to the last that is not empty, at least so many."""
    return next((i for i in range(len(cells), least, -1) if cells[i - 1]), least)
