"""A section's statements as a file wishes them, held against those that are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capframe.base.alignment import align
from capframe.plans.existing import ExistingEntry
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import plain
from roles.importing.desired_roles import Line
from skills.importing.indicators import bare, positions_of


@dataclass(frozen=True, slots=True)
class DesiredStatement:
    """One statement as it should be.

    Args:
        entry: the one that is there, None where it is new.
        values: those wished for.
        line: the file's.
    """

    entry: ExistingEntry | None
    values: Mapping[str, Any]
    line: Line

    @property
    def differs(self) -> bool:
        """Whether anything is to be done."""
        return self.entry is None or any(
            self.entry.values[name] != value for name, value in self.values.items()
        )

    @property
    def is_reworded(self) -> bool:
        """Whether its words are not in the catalogue as they are."""
        return self.entry is None or self.entry.values["text"] != self.values["text"]


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of a section.

    Args:
        desired: as they should be, in order.
        removed: those that the file leaves out.
    """

    desired: Sequence[DesiredStatement]
    removed: Sequence[ExistingEntry]

    @property
    def differ(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.removed) or any(wish.differs for wish in self.desired)


def statements(existing: Sequence[ExistingEntry], lines: Sequence[Line]) -> Statements:
    """The statements of a file, each with the one that it continues."""
    old = [plain(entry.values["text"]) for entry in existing]
    new = [line.text for line in lines]
    kept = dict(enumerate(range(len(old)))) if old == new else align(old, new)
    positions = positions_of(kept, [entry.values["position"] for entry in existing], len(new))
    desired = []
    for place, (line, position) in enumerate(zip(lines, positions, strict=True)):
        entry = existing[kept[place]] if place in kept else None
        desired.append(DesiredStatement(entry, values_of(entry, line, position), line))
    left = set(range(len(old))).difference(kept.values())
    return Statements(desired, [existing[place] for place in sorted(left)])


def values_of(entry: ExistingEntry | None, line: Line, position: int) -> dict[str, Any]:
    """What is wished for a statement; a note that is not said stays."""
    values = {"position": position}
    if entry is None:
        return {**values, "text": line.text, "note": line.note}
    said = {"text": line.text, "note": line.note}
    differing = {k: v for k, v in said.items() if v and plain(entry.values[k]) != v}
    return {"text": entry.values["text"], **values, **differing}


def find_near_statements(
    existing: Iterable[ExistingEntry], wished: Iterable[Statements], report: Report
) -> None:
    """Warn of new words that differ from others of the role level in case, spacing or punctuation.

    Args:
        existing: every statement of the level that is there.
        wished: all that the file wishes for it.
        report: is told of them.
    """
    desired = [wish for group in wished for wish in group.desired]
    if not any(wish.is_reworded for wish in desired):
        return
    seen: dict[str, str] = {}
    for text in [plain(entry.values["text"]) for entry in existing]:
        seen.setdefault(bare(text), text)
    for wish in desired:
        text = wish.line.text
        other = seen.setdefault(bare(text), text) if bare(text) else text
        if wish.is_reworded and other != text:
            report.warn(
                Remark.NEAR,
                wish.line.record,
                "statement",
                "The statement differs from another of the same role level in case, spacing or "
                "punctuation only.",
                "If it is the same, write it alike.",
            )
