"""Keeps the index up when an object is saved, deleted or loaded from a fixture.

Signals are right here, and here only: the index is no fact of the catalogue but a copy, and the
apps below must not know of it, since imports go one way. An entry is made anew at once and not on
commit, so that a change and its entry are kept or rolled back together.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.db.models.signals import post_delete, post_migrate, post_save

from capframe.base.signals import objects_loaded
from capframe.base.taken_back import is_taken_back
from capframe.plans import bulk
from capframe.search.holders import HOLDERS, find_holders
from capframe.search.index import rebuild, reindex
from capframe.search.models import SearchEntry


def connect() -> None:
    """Follow every change of a model whose words are indexed."""
    for model in HOLDERS:
        for signal in (post_save, post_delete):
            signal.connect(reindex_one, sender=model, dispatch_uid=f"search {model.__name__}")
    post_migrate.connect(rebuild_lost, dispatch_uid="search")
    objects_loaded.connect(reindex_loaded, dispatch_uid="search")


def reindex_one(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Make the entries that hold something of the instance anew.

    Not where it is saved raw: rows that it refers to may still be missing, and what loads many
    objects has them indexed together at its end. Nor where it is taken back.
    """
    if raw or is_taken_back():
        return
    for kind, lookup, attribute in HOLDERS[sender]:
        if ids := find_holders(kind, lookup, [getattr(instance, attribute)]):
            reindex(kind, ids)


def reindex_loaded(loaded: Mapping[type[Model], Collection[int]], **kwargs: Any) -> None:
    """Make the entries that hold something of what was saved together anew, each once."""
    holders: dict[str, set[int]] = defaultdict(set)
    for model, pks in loaded.items():
        for kind, lookup, attribute in HOLDERS.get(model, ()):
            values = set(pks)
            if attribute != "pk":
                values = {value for (value,) in bulk.read_rows(model, [attribute], pks).values()}
            holders[kind] |= find_holders(kind, lookup, values)
    for kind, ids in holders.items():
        reindex(kind, ids)


def rebuild_lost(
    sender: AppConfig, using: str, plan: Collection[Any] = (), stdout: Any = None, **kwargs: Any
) -> None:
    """Make the index anew where a migration has taken its entries away.

    Once everything is migrated, since entries are made of models as they are in the end.
    """
    if sender.label != "search" or not plan or SearchEntry.objects.exists():
        return
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    number = rebuild()
    if stdout and number:
        stdout.write(f"  The search index was made anew: it holds {number:,} entries.")
