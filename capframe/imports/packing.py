"""Faults as they are kept with an import: JSON, compressed."""

from capframe.plans.packing import pack, unpack
from capframe.spreadsheets.faults import Fault, Remark


def pack_faults(faults: list[Fault]) -> bytes:
    return pack(
        [[f.line, f.column, f.value, f.message, f.remedy, f.remark, f.about] for f in faults]
    )


def unpack_faults(kept: bytes) -> list[Fault]:
    """What ``pack_faults`` was given; none where nothing is kept."""
    rows = unpack(kept) if kept else []
    return [
        # Those kept by an earlier version do not say what they are about.
        Fault(line, column, value, message, remedy, Remark(remark), *about)
        for line, column, value, message, remedy, remark, *about in rows
    ]
