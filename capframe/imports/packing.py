"""Faults as they are kept with an import: JSON, compressed."""

from dataclasses import fields
from operator import attrgetter

from capframe.plans.packing import pack, unpack
from capframe.spreadsheets.faults import Fault, Remark

as_row = attrgetter(*(field.name for field in fields(Fault)))


def pack_faults(faults: list[Fault]) -> bytes:
    return pack(list(map(as_row, faults)))


def unpack_faults(kept: bytes) -> list[Fault]:
    """What ``pack_faults`` was given; none where nothing is kept."""
    rows = unpack(kept) if kept else []
    return [
        # Those kept by an earlier version do not say what others they are like.
        Fault(line, column, value, message, remedy, Remark(remark), *alike)
        for line, column, value, message, remedy, remark, *alike in rows
    ]
