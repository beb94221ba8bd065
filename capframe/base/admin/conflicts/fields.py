"""The fields of one form of an entry or a part, merged with what others saved meanwhile."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import Truncator, capfirst

from capframe.base.admin.conflicts.choices import Decisions, Moved
from capframe.base.admin.conflicts.values import field_names, line_noun, shown_value
from capframe.base.http import as_key
from capframe.base.merging import Change, MergedLine, Side, merge_lines

# Where a part stands among the others: settled for all of them together, never asked about.
POSITION = "position"
# Of a field of lines, beside it: which of them come back.
BACK = "-back"
# As many letters of a line as name it.
LONGEST_NAME = 70


@dataclass(frozen=True)
class Sides:
    """One form three times.

    Args:
        key: what the keys of its values begin with.
        label: what it is about, empty for the entry's own form.
        seen: as it was opened; None where nobody knows.
        now: as it would be opened now.
        sent: gives the text that was sent of the field with this name.
        differences: gives what others changed of a part, as ``describe_differences`` has it.
    """

    key: str
    label: str
    seen: forms.ModelForm | None
    now: forms.ModelForm
    sent: Callable[[str], str]
    differences: Callable[[Any, Any], tuple[str, str]]

    def names(self) -> Iterator[str]:
        """The fields that are compared, each by itself."""
        return (name for name in field_names(self.now) if name != POSITION or not self.label)

    def change_of(self, name: str) -> Change:
        """What became of a field."""
        base = shown_value(self.seen, name) if self.seen else None
        return Change(base, shown_value(self.now, name), self.sent(name))


def settle_fields(decisions: Decisions, sides: Sides) -> dict[str, str]:
    """The values to be sent in place of those that were."""
    settled = {}
    for name in sides.names():
        field, change = sides.now.fields[name], sides.change_of(name)
        label = ": ".join(filter(None, (sides.label, capfirst(str(field.label or name)))))
        key = f"{sides.key}{name}"
        if line_noun(field):
            value = _settle_lines(decisions, sides, name, change)
        else:
            value = decisions.settle(key, label, change, field) or ""
        if value != change.mine:
            settled[name] = value
    return settled


def _settle_lines(decisions: Decisions, sides: Sides, name: str, change: Change) -> str:
    """The lines of a list, each settled by itself."""
    field, kept, back = sides.now.fields[name], [], {}
    base, theirs, mine = (_lines(text) for text in (change.base, change.theirs, change.mine))
    for number, line in enumerate(merge_lines(base, theirs, mine), start=1):
        place = int(line.key) + 1 if line.change.base is not None else number
        key, where = f"{sides.key}{name}-{line.key}", f"{sides.label}, {line_noun(field)} {place}"
        unseen = _find_unseen(sides, name, line)
        text = decisions.settle(key, where, unseen or line.change, None if unseen else field)
        if text and unseen:
            text = line.change.theirs
        if text:
            kept.append(text)
            if line.change.base is not None and line.change.theirs is None:
                back[_part_of(sides, name, line).pk] = text
            if line.moved is not Side.NEITHER:
                said = f"{where}: “{Truncator(text).chars(LONGEST_NAME)}” moved"
                decisions.moved.append(Moved(said, is_theirs=line.moved is Side.THEIRS))
    if back:
        decisions.back[f"{sides.key}{name}"] = write_lines_back(back)
    return "\n".join(kept)


def _find_unseen(sides: Sides, name: str, line: MergedLine) -> Change | None:
    """What others changed of a line that I removed, though it says the same; None for nothing.

    A line is a part with more than its text: a note on it was never shown to who removed it.
    """
    if sides.seen is None or line.change.side is not Side.MINE or line.change.mine is not None:
        return None
    part = _part_of(sides, name, line)
    before, after = sides.differences(type(part), part.pk)
    if not before and not after:
        return None
    said, says = (
        "\n".join(filter(None, both))
        for both in ((line.change.base, before), (line.change.theirs, after))
    )
    return Change(said, says, None)


def _part_of(sides: Sides, name: str, line: MergedLine) -> Any:
    """What a line of the form was that was seen: a statement."""
    seen: Any = sides.seen
    return list(getattr(seen.instance, name).all())[int(line.key)]


def write_lines_back(lines: Mapping[int, str]) -> str:
    """Lines that others removed and that come back, by the keys of their parts, as a form sends."""
    return json.dumps(lines)


def read_lines_back(sent: str) -> dict[str, int]:
    """What ``write_lines_back`` made this of: keys by the lines; nothing of anything else."""
    try:
        keys = {str(text): as_key(pk) for pk, text in json.loads(sent).items()}
    except (ValueError, AttributeError, RecursionError):
        return {}
    return {text: pk for text, pk in keys.items() if pk is not None}


def add_lines_back(sent: str, more: str) -> str:
    """Those that came back already, and more of them."""
    lines = read_lines_back(sent) | read_lines_back(more)
    return write_lines_back({pk: text for text, pk in lines.items()})


def _lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []
