"""A skill level's indicators as a file wishes them, held against those that are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capframe.base.alignment import align
from capframe.plans.existing import ExistingEntry
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.names import NO_WORD
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import plain
from skills.importing.desired_skills import Behaviour

COLUMNS = ("effective", "ineffective")


@dataclass(frozen=True, slots=True)
class DesiredIndicator:
    """One indicator as it should be.

    Args:
        entry: the one that is there, None where it is new.
        values: those wished for.
        line: the line of the file.
    """

    entry: ExistingEntry | None
    values: Mapping[str, Any]
    line: int

    @property
    def differs(self) -> bool:
        """Whether anything is to be done."""
        return self.entry is None or any(
            self.entry.values[name] != value for name, value in self.values.items()
        )


@dataclass(frozen=True, slots=True)
class Indicators:
    """All indicators of a skill level.

    Args:
        desired: as they should be, in order.
        removed: those that the file leaves out.
    """

    desired: Sequence[DesiredIndicator] = ()
    removed: Sequence[ExistingEntry] = ()

    @property
    def differ(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.removed) or any(wish.differs for wish in self.desired)


def indicators(existing: Sequence[ExistingEntry], behaviours: Sequence[Behaviour]) -> Indicators:
    """The behaviours of a file, each with the indicator that it continues.

    A side that is blank in all of them (a file without ineffective behaviours) is left alone.
    """
    if not behaviours:
        return Indicators()
    sides = [side for side in COLUMNS if any(getattr(one, side) for one in behaviours)]
    kept = align(
        ["\n".join(plain(entry.values[side]) for side in sides) for entry in existing],
        ["\n".join(getattr(one, side) for side in sides) for one in behaviours],
    )
    positions = positions_of(
        kept, [entry.values["position"] for entry in existing], len(behaviours)
    )
    desired = []
    for place, (one, position) in enumerate(zip(behaviours, positions, strict=True)):
        entry = existing[kept[place]] if place in kept else None
        values = {**texts(entry, one, sides), "position": position}
        desired.append(DesiredIndicator(entry, values, one.record.line))
    left = set(range(len(existing))).difference(kept.values())
    return Indicators(desired, [existing[place] for place in sorted(left)])


def texts(
    entry: ExistingEntry | None, behaviour: Behaviour, sides: Iterable[str]
) -> dict[str, str]:
    """The texts wished for an indicator; what is held where it says the same."""
    wished = {side: getattr(behaviour, side) for side in sides}
    if entry is None:
        return wished
    existing = {side: entry.values[side] for side in wished}
    return {
        side: existing[side] if plain(existing[side]) == wished[side] else wished[side]
        for side in existing
    }


def positions_of(kept: Mapping[int, int], existing: Sequence[int], number: int) -> list[int]:
    """The position of each wished indicator: kept as they are where that gives the wished order.

    Args:
        kept: places in the wished list to places in the held one.
        existing: the positions of those that are there, in order.
        number: how many are wished.
    """
    places = [kept.get(place) for place in range(number)]
    stay = [place for place in places if place is not None]
    if stay == sorted(stay) and places[: len(stay)] == stay:
        last = max(existing, default=0)
        return [existing[p] for p in stay] + list(range(last + 1, last + 1 + number - len(stay)))
    return list(range(1, number + 1))


def find_near(
    existing: Sequence[ExistingEntry], behaviours: Iterable[Behaviour], report: Report
) -> None:
    """Warn of behaviours that differ from another in case, spacing or punctuation only."""
    for side in COLUMNS:
        seen = {bare(text): plain(text) for entry in existing if (text := entry.values[side])}
        for one in behaviours:
            text = getattr(one, side)
            other = seen.setdefault(bare(text), text) if bare(text) else text
            if other != text:
                report.warn(
                    Remark.NEAR,
                    one.record,
                    side,
                    "The behaviour differs from another of the same level in case, spacing or "
                    "punctuation only.",
                    "If it is the same, write it alike.",
                )


def bare(text: str) -> str:
    """The text without case, spacing and punctuation; long texts are not worth remembering."""
    return NO_WORD.sub("", text.casefold())
