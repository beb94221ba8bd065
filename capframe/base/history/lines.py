"""What one save changed, line by line, as a history shows it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import Truncator, capfirst, get_text_list

from capframe.base.history.changes import POSITION, FieldChange, RecordedChange, Subject
from capframe.base.history.folding import fold
from capframe.base.history.moves import Shift, find_shifts
from capframe.base.models import Entry
from capframe.base.parts import tree_of

LONGEST_TITLE = 60
NOT_RECORDED = "what it said before this is not recorded"
NOT_DIFFERENT = "saved again with nothing changed"
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a save changed.

    Args:
        kind: Added, Reworded, Moved and so on, or the name of a field.
        about: the part that was changed; empty for the entry itself.
        change: the text before and after, if the line shows one.
        text: what stands below instead, where no word of it changed.
        note: what else is to be said of it.
    """

    kind: str
    about: str = ""
    change: FieldChange | None = None
    text: str = ""
    note: str = ""


def describe_save(changes: Sequence[RecordedChange]) -> list[Line]:
    """What was saved together, in words.

    Parts that came or went with what they stand in are counted there. Parts that moved only to
    make room are told once.

    Args:
        changes: in the order in which they were saved.
    """
    changes = fold(changes)
    with_whole = _count_parts(changes)
    told = [one for one in changes if id(one) not in with_whole.counted]
    shifts = find_shifts(told)
    along = {id(one) for shift in shifts for one in shift.changes}
    by_cause = {id(shift.cause): shift for shift in shifts if shift.cause}
    lines: list[Line] = []
    for change in told:
        parts = with_whole.by_whole.get(id(change))
        if change.word != "changed":
            lines.append(_line_of_whole(change, parts, by_cause.get(id(change))))
        else:
            lines += _lines_of_fields(change, id(change) in along, by_cause.get(id(change)))
    return lines + [_line_of_shift(shift) for shift in shifts if shift.cause is None]


def describe_in_full(changes: Sequence[RecordedChange]) -> list[Line]:
    """What was saved together, each part by itself."""
    lines: list[Line] = []
    for change in fold(changes):
        if change.word != "changed":
            lines.append(_line_of_whole(change, None, None))
        else:
            lines += _lines_of_fields(change, is_along=False, shift=None)
    return lines


def parts_in_words(whole: type[Entry], numbers: Mapping[Any, int]) -> str:
    """How many parts of each model an entry has: 4 sections, 23 statements and 1 milestone.

    Each model stands before those of its own parts.
    """
    models = [model for model in tree_of(whole) if numbers.get(model)]
    return get_text_list([counted(model, numbers[model]) for model in models], "and")


def counted(model: type[Model], number: int) -> str:
    names = model._meta
    noun = names.verbose_name if number == 1 else names.verbose_name_plural
    return f"{number:,} {noun}"


@dataclass(frozen=True, slots=True)
class _Parts:
    """Changes that came or went with another one: which, and how many of what with each."""

    counted: frozenset[int]
    by_whole: Mapping[int, Counter]


def _count_parts(changes: Sequence[RecordedChange]) -> _Parts:
    here = {
        (one.subject.model, one.subject.pk, one.word): one
        for one in changes
        if one.subject and one.word != "changed"
    }
    by_whole: dict[int, Counter] = {}
    found = set()
    for change in here.values():
        whole = change
        while (above := _whole_among(here, whole)) is not None:
            whole = above
        if whole is not change and change.subject:
            found.add(id(change))
            by_whole.setdefault(id(whole), Counter())[change.subject.model] += 1
    return _Parts(frozenset(found), by_whole)


def _whole_among(
    here: Mapping[tuple[Any, Any, str], RecordedChange], change: RecordedChange
) -> RecordedChange | None:
    """The change of what it stands in, if that came or went with it."""
    holder = change.subject.holder if change.subject else None
    return here.get((*holder, change.word)) if holder else None


def _line_of_whole(change: RecordedChange, parts: Counter | None, shift: Shift | None) -> Line:
    title = _title_of(change)
    old, new = ("", title) if change.word == "added" else (title, "")
    notes = []
    if parts and change.subject:
        notes.append(f"with {parts_in_words(change.subject.model, parts)}")
    notes += [_shift_below(shift)] if shift else []
    return Line(
        kind=str(capfirst(change.word)),
        about=where(change.subject),
        change=FieldChange("", old, new),
        note=", and ".join(notes),
    )


def _lines_of_fields(change: RecordedChange, is_along: bool, shift: Shift | None) -> Iterator[Line]:
    """A line for each field of what was changed, its place in a list among them."""
    if not change.compared or not change.fields:
        note = NOT_DIFFERENT if change.compared else NOT_RECORDED
        yield Line("Changed", _named(change), note=note)
    for field in change.fields:
        subject = change.subject
        if field.name == POSITION and subject and subject.position and subject.old_position:
            if not is_along:
                yield _line_of_move(change, subject, shift)
        elif subject and not subject.is_root and field.name in subject.model.title_fields:
            yield _line_of_words(field, subject)
        else:
            yield Line(field.label, _named(change), field)


def _line_of_words(field: FieldChange, subject: Subject) -> Line:
    about = where(subject)
    if len(subject.model.title_fields) > 1:
        about = f"{about}, {field.label.lower()}"
    if not (field.old and field.new):
        return Line(field.label, where(subject), field)
    return Line("Rewritten" if field.is_rewritten else "Reworded", about, field)


def _line_of_move(change: RecordedChange, subject: Subject, shift: Shift | None) -> Line:
    note = f"from {ordinal(subject.old_position or 0)} to {ordinal(subject.position or 0)}"
    if shift:
        note = f"{note}, and {_others(shift)}"
    retitled = any(field.name in subject.model.title_fields for field in change.fields)
    text = "" if subject.is_root or retitled else _title_of(change)
    return Line("Moved", where(subject), text=text, note=note)


def _line_of_shift(shift: Shift) -> Line:
    subject = shift.changes[0].subject
    holder = subject.holder_title if subject else ""
    number = counted(subject.model, len(shift.changes)) if subject else ""
    return Line("Moved", Truncator(holder).chars(LONGEST_TITLE), note=f"{number} {_places(shift)}")


def _shift_below(shift: Shift) -> str:
    number = len(shift.changes)
    return f"the {number} below it moved {_places(shift)}"


def _others(shift: Shift) -> str:
    return f"{len(shift.changes)} others moved {_places(shift)}"


def _places(shift: Shift) -> str:
    number = abs(shift.by)
    by = SMALL_NUMBERS[number] if number < len(SMALL_NUMBERS) else f"{number:,}"
    return f"{'down' if shift.by > 0 else 'up'} by {by}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th; 11th, 12th, 13th."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    in_teens = number // 10 % 10 == 1
    return f"{number:,}{'th' if in_teens else endings.get(number % 10, 'th')}"


def where(subject: Subject | None) -> str:
    """The part in its place: Key Responsibilities, statement 11. Empty for the entry itself."""
    if subject is None or subject.is_root:
        return ""
    noun = str(subject.model._meta.verbose_name)
    numbered = noun if subject.position is None else f"{noun} {subject.position}"
    holder = Truncator(subject.holder_title).chars(LONGEST_TITLE)
    return f"{holder}, {numbered}" if holder else numbered


def _named(change: RecordedChange) -> str:
    """The part in its place, with what it is called; empty for the entry itself."""
    place = where(change.subject)
    return f"{place} “{Truncator(_title_of(change)).chars(LONGEST_TITLE)}”" if place else ""


def _title_of(change: RecordedChange) -> str:
    title = change.subject.title if change.subject else None
    return change.entry if title is None else title
