"""Small, signed changes: each keeps who made it and why."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import CASCADE

from capframe.base.models import Entry, Status
from capframe.base.parts import parts_of

# Why something was changed is a sentence or two, in whatever way it is said.
LONGEST_REASON = 500


def sign(entry: Any, *, by: Any, reason: str) -> None:
    """Have the entry's next history row name its author and reason."""
    entry._history_user, entry._change_reason = by, reason or None


@transaction.atomic
def delete(*, entry: Entry, by: Any, reason: str) -> None:
    """Delete the entry and the parts that go with it, each with its own signed history row.

    Raises ProtectedError where something else refers to it.
    """
    for part, field in parts_of(type(entry)):
        if field.remote_field.on_delete is CASCADE:
            for one in part._base_manager.filter(**{field.name: entry}):
                delete(entry=one, by=by, reason=reason)
    sign(entry, by=by, reason=reason)
    entry.delete()


def is_shown_as_withdrawn(entry: Any) -> bool:
    """Whether readers who come to its page see it, marked as withdrawn."""
    seen = type(entry).objects.published_or_withdrawn().filter(pk=entry.pk)
    return any(reasons_hidden(entry)) and seen.exists()


def reasons_hidden(entry: Entry) -> Iterator[str]:
    """Why readers do not find the entry, in words: “the role is withdrawn”. None if they do."""
    wording = {Status.DRAFT: "is a draft", Status.WITHDRAWN: "is withdrawn"}
    for lookup in entry.published_lookups:
        holder: Any = entry
        *path, field = lookup.split("__")
        for step in path:
            holder = getattr(holder, step)
        status = getattr(holder, field)
        if status != Status.PUBLISHED:
            name = f"the {holder._meta.verbose_name}" if path else "it"
            yield f"{name} {wording[Status(status)]}"
