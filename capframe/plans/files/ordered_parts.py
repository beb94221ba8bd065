"""A list of texts of a file (statements, behaviours), compared with the one that is there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from capframe.base.alignment import align
from capframe.plans.existing import ExistingEntry
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.names import NO_WORD
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record


class PartRow(Protocol):
    """What a file says of one part of a list."""

    @property
    def record(self) -> Record: ...


R = TypeVar("R", bound=PartRow)


@dataclass(frozen=True, slots=True)
class DesiredPart:
    """One part of a list as it should be: the entry, if it is there, with these values."""

    entry: ExistingEntry | None
    values: Mapping[str, Any]
    row: Any

    @property
    def differs(self) -> bool:
        return self.entry is None or not self.entry.has(self.values)


@dataclass(frozen=True, slots=True)
class MatchedParts:
    """All parts of a list as they should be, in order, and those that are left out."""

    desired: Sequence[DesiredPart] = ()
    removed: Sequence[ExistingEntry] = ()

    @property
    def differ(self) -> bool:
        return bool(self.removed) or any(part.differs for part in self.desired)


def match_parts(
    existing: Sequence[ExistingEntry],
    rows: Sequence[R],
    texts: tuple[Sequence[str], Sequence[str]],
    values_of: Callable[[ExistingEntry | None, R], Mapping[str, Any]],
) -> MatchedParts:
    """The parts of a file, each with the one that it continues, and its position.

    Args:
        existing: what is there, in order.
        rows: what the file has, in order.
        texts: what each of both says, by which they are matched.
        values_of: the values of a part but its position, from the one that is there and the row.
    """
    old, new = texts
    matches = dict(enumerate(range(len(old)))) if old == new else align(old, new)
    positions = desired_positions(
        matches, [entry.values["position"] for entry in existing], len(rows)
    )
    desired = []
    for place, (row, position) in enumerate(zip(rows, positions, strict=True)):
        entry = existing[matches[place]] if place in matches else None
        desired.append(DesiredPart(entry, {**values_of(entry, row), "position": position}, row))
    left = set(range(len(existing))).difference(matches.values())
    return MatchedParts(desired, [existing[place] for place in sorted(left)])


def desired_positions(
    matches: Mapping[int, int], existing: Sequence[int], number: int
) -> list[int]:
    """The position of each of a list: as they are, where that gives the desired order.

    ``matches`` are places in the desired list to places among the existing positions.
    """
    places = [matches.get(place) for place in range(number)]
    stay = [place for place in places if place is not None]
    if stay == sorted(stay) and places[: len(stay)] == stay:
        last = max(existing, default=0)
        return [existing[p] for p in stay] + list(range(last + 1, last + 1 + number - len(stay)))
    return list(range(1, number + 1))


def find_near_texts(
    existing: Iterable[str],
    said: Iterable[tuple[str, Record]],
    report: Report,
    *,
    column: str,
    problem: str,
) -> None:
    """Warn of texts of the file that differ from others in case, spacing or punctuation only.

    ``problem`` is the warning's beginning: “The statement differs from another of the same level”.
    """
    first: dict[str, str] = {}
    for text in existing:
        first.setdefault(bare(text), text)
    for text, record in said:
        other = first.setdefault(bare(text), text) if bare(text) else text
        if other != text:
            report.warn(
                Remark.NEAR,
                record,
                column,
                f"{problem} in case, spacing or punctuation only.",
                "If it is the same, write it alike.",
            )


def bare(text: str) -> str:
    """The text without case, spacing and punctuation; long texts are not worth remembering."""
    return NO_WORD.sub("", text.casefold())
