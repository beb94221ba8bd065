"""The fields of one form of an entry or a part, merged with what others saved meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django import forms
from django.utils.text import Truncator, capfirst

from capframe.base.admin.conflict_choices import Decisions, Moved
from capframe.base.admin.conflict_values import field_names, line_noun, shown_value
from capframe.base.merging import Change, Side, merge_lines

# Where a part stands among the others: settled for all of them together, never asked about.
POSITION = "position"
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
    """

    key: str
    label: str
    seen: forms.ModelForm | None
    now: forms.ModelForm
    sent: Callable[[str], str]

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
            value = _settle_lines(decisions, key, sides.label or label, field, change)
        else:
            value = decisions.settle(key, label, change, field) or ""
        if value != change.mine:
            settled[name] = value
    return settled


def _settle_lines(
    decisions: Decisions, key: str, label: str, field: forms.Field, change: Change
) -> str:
    """The lines of a list, each settled by itself."""
    base, theirs, mine = (_lines(text) for text in (change.base, change.theirs, change.mine))
    kept = []
    for number, line in enumerate(merge_lines(base, theirs, mine), start=1):
        place = int(line.key) + 1 if line.change.base is not None else number
        where = f"{label}, {line_noun(field)} {place}"
        if text := decisions.settle(f"{key}-{line.key}", where, line.change, field):
            kept.append(text)
            if line.moved is not Side.NEITHER:
                said = f"{where}: “{Truncator(text).chars(LONGEST_NAME)}” moved"
                decisions.moved.append(Moved(said, is_theirs=line.moved is Side.THEIRS))
    return "\n".join(kept)


def _lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []
