"""What stands in the way of deleting an entry: the entries that use it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from capframe.base.models import Entry
from capframe.base.parts import whole_field, whole_of

# A source stands behind thousands of entries: enough of each kind to see what they are.
MOST_SHOWN_OF_A_KIND = 20


def users_of(entries: Sequence[Model]) -> list[str]:
    """A list for the page that refuses a deletion: what uses these entries, with links to it."""
    if not entries:
        return []
    collector = NestedObjects(using=router.db_for_write(type(entries[0])), origin=entries)
    collector.collect(entries)
    return [line for users in _by_kind(collector.protected) for line in _lines(users)]


def _by_kind(entries: Iterable[Any]) -> list[list[Any]]:
    kinds = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.pk):
        kinds[entry._meta.label].append(entry)
    return [kinds[label] for label in sorted(kinds)]


def _lines(users: list[Any]) -> Iterable[str]:
    for user in users[:MOST_SHOWN_OF_A_KIND]:
        yield _line(user)
    rest = len(users) - MOST_SHOWN_OF_A_KIND
    if rest > 0:
        meta = users[0]._meta
        yield f"and {rest} more {meta.verbose_name if rest == 1 else meta.verbose_name_plural}"


def _line(user: Entry) -> SafeString:
    """The user with a link; of a part, the entry that it stands in, where it is edited."""
    noun = capfirst(user._meta.verbose_name)
    if not whole_field(type(user)):
        return format_html("{}: {}", noun, _link(user))
    whole = whole_of(user)
    return format_html("{} “{}” of {}: {}", noun, user, whole._meta.verbose_name, _link(whole))


def _link(entry: Entry) -> SafeString:
    address = f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change"
    return format_html('<a href="{}">{}</a>', reverse(address, args=[entry.pk]), entry)
