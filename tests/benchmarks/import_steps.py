"""The steps of an import as the wizard takes them, each to be timed by itself."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter
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
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.matching import match_columns
from capframe.imports.models import Import, ImportState
from capframe.plans.apply import model_of
from capframe.spreadsheets.reading import read_table


class RolledBack(Exception):
    """Ends a transaction of which nothing is kept."""


def importer() -> Any:
    """A user who may import."""
    return get_user_model().objects.get_or_create(
        username="importer", is_staff=True, is_superuser=True
    )[0]


def upload(content: bytes) -> Import:
    """The import of a file of roles, about to be checked, as the upload page leaves it."""
    kind, table = IMPORT_KINDS["roles"], read_table("roles.csv", content)
    columns = match_columns(kind, table.headings)
    return Import.objects.create(
        kind=kind.name,
        by=importer(),
        file_name="roles.csv",
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        headings=list(table.headings),
        columns=columns,
        choices={"source_title": "Our roles", "publisher": "Cabinet Office"},
        state=Import.State.CHECKING,
        reason="Benchmark",
    )


def check(imported: Import) -> None:
    """Read and check the file. Raises ValueError where it has errors."""
    steps.check(imported=imported)
    imported.refresh_from_db()
    if imported.number_of_errors:
        raise ValueError(imported.read_errors()[0])


def look(imported: Import) -> bytes:
    """The first page of the preview. Raises ValueError for anything but a page."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(importer())
    response = client.get(f"{imported.get_absolute_url()}preview/")
    if response.status_code != 200:
        raise ValueError(f"The preview answers {response.status_code}.")
    return response.content


def apply(imported: Import) -> dict[str, float]:
    """Apply it; the seconds of all, of the transaction alone, and of search after it."""
    imported.state = Import.State.APPLYING
    imported.save(update_fields=["state"])
    with timed("update_search") as seconds, timed_transactions(seconds):
        started = perf_counter()
        steps.apply(imported=imported, by=importer())
        seconds["all"] = perf_counter() - started
    settle(imported, Import.State.APPLIED)
    return {
        "apply": seconds["all"],
        "transaction": seconds["transaction"],
        "search": seconds["update_search"],
    }


def undo(imported: Import) -> dict[str, float]:
    """Put back what it changed; the seconds of all, and of search after it."""
    _, conflicts = steps.plan_undo(imported)
    imported.state, imported.undo_digest = Import.State.UNDOING, steps.conflicts_digest(conflicts)
    imported.save(update_fields=["state", "undo_digest"])
    with timed("update_search") as seconds:
        started = perf_counter()
        steps.undo(imported=imported, by=importer())
        seconds["all"] = perf_counter() - started
    settle(imported, Import.State.UNDONE)
    return {"undo": seconds["all"], "undo, search": seconds["update_search"]}


def settle(imported: Import, state: ImportState) -> None:
    """Raise ValueError unless the import has come to this state, and search with it."""
    imported.refresh_from_db()
    if imported.state != state or not imported.search_done:
        raise ValueError(f"{imported.state}: {imported.problem}")


@contextmanager
def timed(*names: str) -> Iterator[dict[str, float]]:
    """How many seconds these functions of ``steps`` take in all while this lasts."""
    seconds = dict.fromkeys(names, 0.0)
    patches = [patch.object(steps, name, stopwatch(name, seconds)) for name in names]
    with ExitStack() as stack:
        for each in patches:
            stack.enter_context(each)
        yield seconds


@contextmanager
def timed_transactions(seconds: dict[str, float]) -> Iterator[None]:
    """Add up how many seconds the transactions of ``steps`` take, until after their commit."""
    seconds["transaction"] = 0.0

    @contextmanager
    def atomic() -> Iterator[None]:
        started = perf_counter()
        try:
            with transaction.atomic():
                yield
        finally:
            seconds["transaction"] += perf_counter() - started

    with patch.object(steps, "transaction", SimpleNamespace(atomic=atomic)):
        yield


def stopwatch(name: str, seconds: dict[str, float]) -> Callable:
    """The function of ``steps``, adding up how long it takes."""
    function = getattr(steps, name)

    def measured(*args: Any, **kwargs: Any) -> Any:
        started = perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            seconds[name] += perf_counter() - started

    return measured


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


def made_by(imported: Import) -> list[tuple[str, list[tuple]]]:
    """For each model, the ``INSERT`` of what an import made and its rows, as the database has."""
    made, tables = imported.read_made(), []
    plan = imported.read_plan()
    for label in dict.fromkeys(change.model for change in plan.changes):
        meta = model_of(label)._meta
        keys = [made[change.pk] for change in plan.changes if change.model == label]
        columns = ", ".join(connection.ops.quote_name(f.column) for f in meta.concrete_fields)
        table = connection.ops.quote_name(meta.db_table)
        marks = ", ".join(["%s"] * len(meta.concrete_fields))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns} FROM {table} WHERE id BETWEEN %s AND %s ORDER BY id",
                [min(keys), max(keys)],
            )
            rows = cursor.fetchall()
        tables.append((f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows))
    return tables


def insert_plainly(tables: list[tuple[str, list[tuple]]]) -> float:
    """Seconds of ``executemany`` of these rows in a transaction, of which nothing is kept."""
    started = perf_counter()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, rows in tables:
                cursor.executemany(sql, rows)
            seconds = perf_counter() - started
            raise RolledBack
    except RolledBack:
        return seconds
