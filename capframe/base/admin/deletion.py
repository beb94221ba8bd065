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
from capframe.base.titles import noun_and_title

# A source stands behind thousands of entries: enough of each model to see what they are.
MOST_SHOWN_OF_A_MODEL = 20


def list_uses(entries: Sequence[Model]) -> list[str]:
    """What uses these entries, with links to it, for the page that refuses to delete them."""
    if not entries:
        return []
    collector = NestedObjects(using=router.db_for_write(type(entries[0])), origin=entries)
    collector.collect(entries)
    return [line for uses in _group_by_model(collector.protected) for line in _lines(uses)]


def _group_by_model(entries: Iterable[Any]) -> list[list[Any]]:
    groups = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: entry.pk):
        groups[entry._meta.label].append(entry)
    return [groups[label] for label in sorted(groups)]


def _lines(uses: list[Any]) -> Iterable[str]:
    for use in uses[:MOST_SHOWN_OF_A_MODEL]:
        yield _line(use)
    rest = len(uses) - MOST_SHOWN_OF_A_MODEL
    if rest > 0:
        meta = uses[0]._meta
        yield f"and {rest} more {meta.verbose_name if rest == 1 else meta.verbose_name_plural}"


def _line(use: Entry) -> SafeString:
    """The entry with a link; of a part, the entry that it stands in, where it is edited."""
    if not whole_field(type(use)):
        return format_html("{}: {}", capfirst(use._meta.verbose_name), _link(use))
    whole = whole_of(use)
    named = capfirst(noun_and_title(type(use), str(use)))
    return format_html("{} of {}: {}", named, whole._meta.verbose_name, _link(whole))


def _link(entry: Entry) -> SafeString:
    address = f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change"
    return format_html('<a href="{}">{}</a>', reverse(address, args=[entry.pk]), entry)
