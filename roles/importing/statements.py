"""A section's statements as a file wishes them, held against those that are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capframe.base.alignment import align
from capframe.plans.builder import Held
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.report import Findings
from capframe.spreadsheets.texts import plain
from roles.importing.desired_roles import Line
from skills.importing.indicators import bare, positions_of


@dataclass(frozen=True, slots=True)
class StatementWish:
    """One statement as it should be.

    Args:
        entry: the one that is there, None where it is new.
        values: those wished for.
        line: the file's.
    """

    entry: Held | None
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
        wishes: as they should be, in order.
        removed: those that the file leaves out.
    """

    wishes: Sequence[StatementWish]
    removed: Sequence[Held]

    @property
    def differ(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.removed) or any(wish.differs for wish in self.wishes)


def statements(held: Sequence[Held], lines: Sequence[Line]) -> Statements:
    """The statements of a file, each with the one that it continues."""
    old = [plain(entry.values["text"]) for entry in held]
    new = [line.text for line in lines]
    kept = dict(enumerate(range(len(old)))) if old == new else align(old, new)
    positions = positions_of(kept, [entry.values["position"] for entry in held], len(new))
    wishes = []
    for place, (line, position) in enumerate(zip(lines, positions, strict=True)):
        entry = held[kept[place]] if place in kept else None
        wishes.append(StatementWish(entry, values_of(entry, line, position), line))
    left = set(range(len(old))).difference(kept.values())
    return Statements(wishes, [held[place] for place in sorted(left)])


def values_of(entry: Held | None, line: Line, position: int) -> dict[str, Any]:
    """What is wished for a statement; a note that is not said stays."""
    values = {"position": position}
    if entry is None:
        return {**values, "text": line.text, "note": line.note}
    said = {"text": line.text, "note": line.note}
    differing = {k: v for k, v in said.items() if v and plain(entry.values[k]) != v}
    return {"text": entry.values["text"], **values, **differing}


def find_near_statements(
    held: Iterable[Held], wished: Iterable[Statements], findings: Findings
) -> None:
    """Warn of new words that differ from others of the role level in case, spacing or punctuation.

    Args:
        held: every statement of the level that is there.
        wished: all that the file wishes for it.
        findings: is told of them.
    """
    wishes = [wish for group in wished for wish in group.wishes]
    if not any(wish.is_reworded for wish in wishes):
        return
    seen: dict[str, str] = {}
    for text in [plain(entry.values["text"]) for entry in held]:
        seen.setdefault(bare(text), text)
    for wish in wishes:
        text = wish.line.text
        other = seen.setdefault(bare(text), text) if bare(text) else text
        if wish.is_reworded and other != text:
            findings.warn(
                Remark.NEAR,
                wish.line.record,
                "statement",
                "The statement differs from another of the same role level in case, spacing or "
                "punctuation only.",
                "If it is the same, write it alike.",
            )
