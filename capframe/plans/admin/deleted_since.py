"""What was deleted since a change was kept, as the pages of the change tell of it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from capframe.plans.admin.history_rows import day_of, say_who
from capframe.plans.admin.permissions import may
from capframe.plans.deleted_since import Deletion


class ShownDeletion(NamedTuple):
    """Something that was deleted since.

    Args:
        deletion: what is gone, and what cannot be published without it.
        said: when it was deleted, by whom and why.
        address: where it is put back, or where those look for it who may not.
        link: what leads there.
    """

    deletion: Deletion
    said: str
    address: str
    link: str


def show_deletions(deletions: Iterable[Deletion], user: Any) -> Iterator[ShownDeletion]:
    for one in deletions:
        label = one.key[0]._meta.label_lower
        said = say_who(one.row, f"Deleted on {day_of(one.row)}") if one.row else ""
        if one.row and may(user, "add", one.key[0]):
            address = reverse("admin:plans_put_back", args=[label, one.row.pk])
            yield ShownDeletion(one, said, address, "Put it back…")
        else:
            address = f"{reverse('admin:plans_deleted')}?{urlencode({'model': label})}"
            yield ShownDeletion(one, said, address, "Look for it in “Recently deleted”")
