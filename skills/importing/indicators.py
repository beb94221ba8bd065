"""A skill level's indicators as a file has them, compared with those that are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capframe.base.alignment import align
from capframe.plans.existing import ExistingEntry
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.names import NO_WORD
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import tidy_text
from skills.importing.desired_skills import Behaviour

INDICATOR_COLUMNS = ("effective", "ineffective")


@dataclass(frozen=True, slots=True)
class DesiredIndicator:
    """One indicator as it should be.

    Args:
        entry: the one that is there, None where it is new.
        values: those that it should have.
        line: the line of the file.
    """

    entry: ExistingEntry | None
    values: Mapping[str, Any]
    line: int

    @property
    def differs(self) -> bool:
        return self.entry is None or any(
            self.entry.values[name] != value for name, value in self.values.items()
        )


@dataclass(frozen=True, slots=True)
class MatchedIndicators:
    """All indicators of a skill level.

    Args:
        desired: as they should be, in order.
        removed: those that the file leaves out.
    """

    desired: Sequence[DesiredIndicator] = ()
    removed: Sequence[ExistingEntry] = ()

    @property
    def differ(self) -> bool:
        return bool(self.removed) or any(indicator.differs for indicator in self.desired)


def match_indicators(
    existing: Sequence[ExistingEntry], behaviours: Sequence[Behaviour]
) -> MatchedIndicators:
    """The behaviours of a file, each with the indicator that it continues.

    A side that is blank in all of them (a file without ineffective behaviours) is left alone.
    """
    if not behaviours:
        return MatchedIndicators()
    sides = [side for side in INDICATOR_COLUMNS if any(getattr(one, side) for one in behaviours)]
    matches = align(
        ["\n".join(tidy_text(entry.values[side]) for side in sides) for entry in existing],
        ["\n".join(getattr(one, side) for side in sides) for one in behaviours],
    )
    positions = desired_positions(
        matches, [entry.values["position"] for entry in existing], len(behaviours)
    )
    desired = []
    for place, (one, position) in enumerate(zip(behaviours, positions, strict=True)):
        entry = existing[matches[place]] if place in matches else None
        values = {**desired_texts(entry, one, sides), "position": position}
        desired.append(DesiredIndicator(entry, values, one.record.line))
    left = set(range(len(existing))).difference(matches.values())
    return MatchedIndicators(desired, [existing[place] for place in sorted(left)])


def desired_texts(
    entry: ExistingEntry | None, behaviour: Behaviour, sides: Iterable[str]
) -> dict[str, str]:
    """The texts of an indicator; the existing one where the file says the same."""
    texts = {side: getattr(behaviour, side) for side in sides}
    if entry is None:
        return texts
    return {
        side: entry.values[side] if tidy_text(entry.values[side]) == text else text
        for side, text in texts.items()
    }


def desired_positions(
    matches: Mapping[int, int], existing: Sequence[int], number: int
) -> list[int]:
    """The position of each entry in a list: as they are, where that gives the desired order.

    Args:
        matches: places in the desired list to places in the existing one.
        existing: the positions of those that are there, in order.
        number: how many are desired.
    """
    places = [matches.get(place) for place in range(number)]
    stay = [place for place in places if place is not None]
    if stay == sorted(stay) and places[: len(stay)] == stay:
        last = max(existing, default=0)
        return [existing[p] for p in stay] + list(range(last + 1, last + 1 + number - len(stay)))
    return list(range(1, number + 1))


def find_near_behaviours(
    existing: Sequence[ExistingEntry], behaviours: Iterable[Behaviour], report: Report
) -> None:
    """Warn of behaviours that differ from another in case, spacing or punctuation only."""
    for side in INDICATOR_COLUMNS:
        first = {bare(text): tidy_text(text) for entry in existing if (text := entry.values[side])}
        for one in behaviours:
            text = getattr(one, side)
            other = first.setdefault(bare(text), text) if bare(text) else text
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
