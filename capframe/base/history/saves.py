"""Histories as people made them: what was saved together, newest first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, overload

from capframe.base.history.entry_rows import HistoryHead, describe_heads, history_heads
from capframe.base.history.lines import Line, describe_in_full, describe_save, parts_in_words
from capframe.base.history.origins import Origin
from capframe.base.models import Entry
from capframe.base.parts import tree_of

# Rows without a number that one person wrote for one reason within this time are one save.
ONE_SAVE = timedelta(seconds=5)
# Of a save so many lines are shown at once, and so many rows are looked at.
LINES_SHOWN = 5
MOST_DESCRIBED = 300


@dataclass(frozen=True, slots=True)
class Save:
    """What one person changed at one time for one reason.

    Args:
        when, who, reason: as the history has them.
        label, history_id: of its newest history row, by which it is asked for.
        number: what its rows have in common; None where it is from before saves had numbers.
        lines: what was changed, in words.
        is_first: whether the entry was made by it for the first time.
        is_summary: whether the lines sum up what a page of its own has in full.
        is_current: whether the entry is as it left it.
        is_removal: whether it deleted the entry.
        left_out: how many history rows the lines say nothing of.
        origin: what it belongs to, where somebody knows it.
    """

    when: datetime
    who: str
    reason: str
    label: str
    history_id: int
    number: int | None
    lines: tuple[Line, ...]
    is_first: bool = False
    is_summary: bool = False
    is_current: bool = False
    is_removal: bool = False
    left_out: int = 0
    origin: Origin | None = None

    @property
    def key(self) -> str:
        """What an address calls it."""
        return f"{self.label}-{self.history_id}"

    @property
    def first_lines(self) -> tuple[Line, ...]:
        """Those that are shown at once: all, unless several are left to be opened."""
        return self.lines if len(self.lines) <= LINES_SHOWN + 1 else self.lines[:LINES_SHOWN]

    @property
    def more_lines(self) -> tuple[Line, ...]:
        return self.lines[len(self.first_lines) :]


class RecordedSaves(Sequence[Save]):
    """Every save of an entry and its parts, newest first. A slice describes no more than it holds.

    Args:
        entry: the entry, which may have been deleted.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @cached_property
    def groups(self) -> list[list[HistoryHead]]:
        return put_together(history_heads(self.entry))

    @property
    def since(self) -> datetime | None:
        """When the oldest was made."""
        return self.groups[-1][-1].when if self.groups else None

    def __len__(self) -> int:
        return len(self.groups)

    @overload
    def __getitem__(self, index: int) -> Save: ...
    @overload
    def __getitem__(self, index: slice) -> list[Save]: ...
    def __getitem__(self, index: int | slice) -> Save | list[Save]:
        if isinstance(index, slice):
            return self._describe(self.groups[index])
        return self._describe([self.groups[index]])[0]

    def find(self, key: str) -> Save | None:
        """The save that a history row belongs to, each part by itself; None where there is none.

        Args:
            key: of the save, or of any of its rows.
        """
        for group in self.groups:
            if any(f"{head.label.lower()}-{head.history_id}" == key for head in group):
                changes = describe_heads(group, self.entry)
                return _save(group, describe_in_full(changes[::-1]), **self._about(group))
        return None

    def _describe(self, groups: Sequence[list[HistoryHead]]) -> list[Save]:
        shown = {id(group): self._told_of(group) for group in groups}
        heads = [head for some in shown.values() for head in some]
        changes = dict(zip(heads, describe_heads(heads, self.entry), strict=True))
        saves = []
        for group in groups:
            told = shown[id(group)]
            lines = describe_save([changes[head] for head in reversed(told)])
            about = self._about(group)
            if self._has_own(group, "+"):
                lines, about["is_summary"] = [self._made(group), *lines], True
            else:
                about["left_out"] = len(group) - len(told)
            saves.append(_save(group, lines, **about))
        return saves

    def _told_of(self, group: Sequence[HistoryHead]) -> list[HistoryHead]:
        """The rows that are told one by one: where the entry was made, what was not made too."""
        if self._has_own(group, "+"):
            group = [head for head in group if head.kind != "+"]
        return list(group[:MOST_DESCRIBED])

    def _about(self, group: Sequence[HistoryHead]) -> dict[str, Any]:
        """What the save was to the entry itself."""
        is_removal = self._has_own(group, "-")
        return {
            "is_first": group is self.groups[-1] and self._has_own(group, "+"),
            "is_current": group is self.groups[0] and not is_removal,
            "is_removal": is_removal,
        }

    def _has_own(self, group: Sequence[HistoryHead], kind: str) -> bool:
        """Whether a row of this type is of the entry itself, and of none of its parts."""
        own = type(self.entry)._meta.label
        return any(head.kind == kind and head.label == own for head in group)

    def _made(self, group: Sequence[HistoryHead]) -> Line:
        own = type(self.entry)
        labels = Counter(head.label for head in group if head.kind == "+")
        numbers = {model: labels[model._meta.label] for model in tree_of(own) if model is not own}
        parts = parts_in_words(own, numbers)
        kind = "First version" if group is self.groups[-1] else "Put back"
        return Line(kind, note=f"Added with {parts}" if parts else "Added")


def put_together(heads: Iterable[HistoryHead]) -> list[list[HistoryHead]]:
    """History rows, newest first, put together as they were saved."""
    groups: list[list[HistoryHead]] = []
    for head in heads:
        if groups and _saved_together(groups[-1][-1], head):
            groups[-1].append(head)
        else:
            groups.append([head])
    return groups


def _saved_together(later: HistoryHead, earlier: HistoryHead) -> bool:
    if later.save is not None or earlier.save is not None:
        return later.save == earlier.save
    same = (later.who, later.reason) == (earlier.who, earlier.reason)
    return same and abs(later.when - earlier.when) <= ONE_SAVE


def _save(group: Sequence[HistoryHead], lines: Iterable[Line], **more: Any) -> Save:
    newest = group[0]
    return Save(
        when=newest.when,
        who=newest.who,
        reason=newest.reason,
        label=newest.label.lower(),
        history_id=newest.history_id,
        number=newest.save,
        lines=tuple(lines),
        **more,
    )
