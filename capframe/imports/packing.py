"""Large values as they are kept with an import: JSON, compressed."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

from capframe.plans.plan import Plan, dumped
from capframe.spreadsheets.faults import Fault, Remark

# Above this zlib takes several times as long and gains little.
LEVEL = 3


def pack(value: Any) -> bytes:
    return zlib.compress(dumped(value), LEVEL)


def unpack(kept: bytes) -> Any:
    return json.loads(zlib.decompress(kept))


def pack_plan(plan: Plan) -> bytes:
    return zlib.compress(plan.as_json(), LEVEL)


def unpack_plan(kept: bytes) -> Plan:
    """The plan that ``pack_plan`` was given; an empty one where nothing is kept."""
    return Plan.from_json(zlib.decompress(kept)) if kept else Plan()


def pack_faults(faults: list[Fault]) -> bytes:
    return pack([[f.line, f.column, f.value, f.message, f.remedy, f.remark] for f in faults])


def unpack_faults(kept: bytes) -> list[Fault]:
    """What ``pack_faults`` was given; none where nothing is kept."""
    rows = unpack(kept) if kept else []
    return [
        Fault(line, column, value, message, remedy, Remark(remark))
        for line, column, value, message, remedy, remark in rows
    ]


def pack_keys(made: Mapping[int, int]) -> bytes:
    """The primary keys of what a plan made, compressed."""
    return pack(list(made.items()))


def unpack_keys(kept: bytes) -> dict[int, int]:
    """What ``pack_keys`` was given; none where nothing is kept."""
    return dict(unpack(kept)) if kept else {}
