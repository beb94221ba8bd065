"""Several changes of one entry in one save, as the one change that they come to."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from capframe.base.history.changes import FieldChange, RecordedChange, Subject


def fold(changes: Iterable[RecordedChange]) -> list[RecordedChange]:
    """One change of each entry, or none where it was added and removed again.

    Args:
        changes: of one save, in the order in which they were saved.
    """
    found: dict[Any, RecordedChange] = {}
    for number, change in enumerate(changes):
        subject = change.subject
        key = (subject.model, subject.pk) if subject else number
        earlier = found.get(key)
        if earlier and earlier.word == "added" and change.word == "removed":
            del found[key]
        else:
            found[key] = _both(earlier, change) if earlier else change
    return list(found.values())


def _both(earlier: RecordedChange, later: RecordedChange) -> RecordedChange:
    if earlier.word == "changed" == later.word:
        return replace(
            later,
            fields=_both_fields(earlier.fields, later.fields),
            compared=earlier.compared,
            subject=_since(earlier.subject, later.subject),
        )
    return replace(later, word=earlier.word) if later.word == "changed" else later


def _both_fields(
    earlier: Iterable[FieldChange], later: Iterable[FieldChange]
) -> tuple[FieldChange, ...]:
    fields = {field.name: field for field in earlier}
    for field in later:
        before = fields.pop(field.name, field)
        fields[field.name] = replace(field, old=before.old)
    return tuple(field for field in fields.values() if field.old != field.new)


def _since(earlier: Subject | None, later: Subject | None) -> Subject | None:
    if earlier is None or later is None:
        return later
    return replace(later, old_position=earlier.old_position)
