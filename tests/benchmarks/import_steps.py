"""The steps of an import as the wizard takes them, each to be metered by itself."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

os.environ.setdefault("CAPFRAME_ENV", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")

import django

django.setup()

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client

from capframe.imports import steps
from capframe.imports.kept_files import keep_file
from capframe.imports.models import Import, ImportState
from tests.benchmarks.costs import Cost, Meter


def importer() -> Any:
    """A user who may import."""
    return get_user_model().objects.get_or_create(
        username="importer", is_staff=True, is_superuser=True
    )[0]


def upload(content: bytes) -> Import:
    """The import of a file of roles, about to be read and checked, as the upload page leaves it."""
    imported = Import.objects.create(
        kind="roles",
        by=importer(),
        file_name="roles.csv",
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        choices={"source_title": "Our roles", "publisher": "Cabinet Office"},
        state=Import.State.CHECKING,
        reason="Benchmark",
    )
    keep_file(imported=imported, pieces=[content])
    return imported


def check(imported: Import) -> None:
    """Read and check the file. Raises ValueError where it has errors."""
    steps.check(imported=imported)
    imported.refresh_from_db()
    if imported.number_of_errors:
        raise ValueError(imported.read_errors()[0])


def look(imported: Import) -> bytes:
    """The first page of the preview. Raises ValueError for anything but a page."""
    return page_of(f"{imported.get_absolute_url()}preview/")


def look_at_undo(imported: Import) -> bytes:
    """The page that says what undoing it would do. Raises ValueError for anything but a page."""
    return page_of(f"{imported.get_absolute_url()}undo/")


def page_of(address: str) -> bytes:
    client = Client(SERVER_NAME="localhost")
    client.force_login(importer())
    response = client.get(address)
    if response.status_code != 200:
        raise ValueError(f"{address} answers {response.status_code}.")
    return b"".join(response)


def apply(imported: Import) -> dict[str, Cost]:
    """Apply it; what all costs, the transaction alone, and search after it."""
    imported.state = Import.State.APPLYING
    imported.save(update_fields=["state"])
    with metered_steps() as meter, meter.running("all"):
        steps.apply(imported=imported, by=importer())
    settle(imported, Import.State.APPLIED)
    return dict(meter.costs)


def undo(imported: Import) -> dict[str, Cost]:
    """Put back what it changed; what all costs, the transaction alone, and search after it."""
    _, conflicts = steps.plan_undo(imported)
    imported.state, imported.undo_digest = Import.State.UNDOING, steps.conflicts_digest(conflicts)
    imported.save(update_fields=["state", "undo_digest"])
    with metered_steps() as meter, meter.running("all"):
        steps.undo(imported=imported, by=importer())
    settle(imported, Import.State.UNDONE)
    return dict(meter.costs)


def settle(imported: Import, state: ImportState) -> None:
    """Raise ValueError unless the import has come to this state, and search with it."""
    imported.refresh_from_db()
    if imported.state != state or not imported.search_done:
        raise ValueError(f"{imported.state}: {imported.problem}")


@contextmanager
def metered_steps() -> Iterator[Meter]:
    """Meter the transactions of ``steps``, until after their commit, and search after them."""
    meter = Meter()

    @contextmanager
    def atomic() -> Iterator[None]:
        with meter.running("transaction"), transaction.atomic():
            yield

    update_search = meter.around("search", steps.update_search)
    with (
        patch.object(steps, "transaction", SimpleNamespace(atomic=atomic)),
        patch.object(steps, "update_search", update_search),
    ):
        yield meter


def queries_of(imported: Import) -> dict[str, int]:
    """How many queries applying takes: in the transaction, and for search after it."""
    counts = {"transaction": 0, "search": 0}
    place = "transaction"

    def count(execute: Callable, *args: Any) -> Any:
        counts[place] += 1
        return execute(*args)

    def update_search(**kwargs: Any) -> None:
        nonlocal place
        place = "search"
        told(**kwargs)

    told = steps.update_search
    with patch.object(steps, "update_search", update_search), connection.execute_wrapper(count):
        apply(imported)
    return counts
