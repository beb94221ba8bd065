"""Keeps the index up when an object is saved or deleted.

Signals are right here, and here only: the index is no fact of the catalogue but a copy, and the
apps below must not know of it, since imports go one way. An entry is made anew at once and not on
commit, so that a change and its entry are kept or rolled back together.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from capframe.search.holders import HOLDERS, find_holders
from capframe.search.index import reindex


def connect() -> None:
    """Follow every change of a model whose words are indexed."""
    for model in HOLDERS:
        for signal in (post_save, post_delete):
            signal.connect(refresh, sender=model, dispatch_uid=f"search {model.__name__}")


def refresh(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Make the entries that hold something of the instance anew."""
    for kind, lookup, attribute in HOLDERS[sender]:
        if ids := find_holders(kind, lookup, [getattr(instance, attribute)]):
            reindex(kind, ids)
