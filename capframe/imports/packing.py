"""Large values as they are kept with an import: JSON, compressed."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

from capframe.plans.plan import Plan, dumped
from capframe.spreadsheets.faults import Fault, Remark

# Above this zlib takes several times as long and gains little.
LEVEL = 3


def packed(value: Any) -> bytes:
    """A value of JSON, compressed."""
    return zlib.compress(dumped(value), LEVEL)


def unpacked(kept: bytes) -> Any:
    """The value that ``packed`` was given."""
    return json.loads(zlib.decompress(kept))


def packed_plan(plan: Plan) -> bytes:
    """The plan, compressed."""
    return zlib.compress(plan.as_json(), LEVEL)


def unpacked_plan(kept: bytes) -> Plan:
    """The plan that ``packed_plan`` was given; an empty one where nothing is kept."""
    return Plan.from_json(zlib.decompress(kept)) if kept else Plan()


def packed_faults(faults: list[Fault]) -> bytes:
    """Faults and warnings, compressed."""
    return packed([[f.line, f.column, f.value, f.message, f.remedy, f.remark] for f in faults])


def unpacked_faults(kept: bytes) -> list[Fault]:
    """What ``packed_faults`` was given; none where nothing is kept."""
    rows = unpacked(kept) if kept else []
    return [
        Fault(line, column, value, message, remedy, Remark(remark))
        for line, column, value, message, remedy, remark in rows
    ]


def packed_keys(made: Mapping[int, int]) -> bytes:
    """The primary keys of what a plan made, compressed."""
    return packed(list(made.items()))


def unpacked_keys(kept: bytes) -> dict[int, int]:
    """What ``packed_keys`` was given; none where nothing is kept."""
    return dict(unpacked(kept)) if kept else {}
