"""Keeps everybody else from changing the catalogue while a plan is made and applied."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic, sleep

from django.db import OperationalError, connection, transaction

from capframe.base.models import entry_models
from capframe.plans import bulk

# PostgreSQL's code for a lock that was not to be had at once.
LOCK_NOT_AVAILABLE = "55P03"
MOST_SECONDS = 10
SECONDS_BETWEEN_TRIES = 0.02


class Busy(Exception):
    """Raised where somebody was changing the catalogue all the time."""


@contextmanager
def hold_catalogue() -> Iterator[None]:
    """A transaction in which nobody else changes an entry: they wait for its end.

    Readers do not wait. Keep it short. Raises Busy where it cannot begin.
    """
    with ExitStack() as held:
        _begin(held)
        yield


def _begin(held: ExitStack) -> None:
    """Begin the transaction between two changes of others: never wait while holding anything.

    Whoever holds one lock and waits for another may wait for somebody who waits for the first. On
    SQLite the transaction itself is the only lock, which Django waits for.
    """
    deadline = monotonic() + MOST_SECONDS
    while True:
        try:
            with ExitStack() as attempt:
                attempt.enter_context(transaction.atomic())
                bulk.wait_for_other_imports()
                _lock_tables()
                held.push(attempt.pop_all())
                return
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
            if monotonic() > deadline:
                raise Busy("Somebody was changing the catalogue all the time.") from error
        sleep(SECONDS_BETWEEN_TRIES)


def _lock_tables() -> None:
    if connection.vendor == "postgresql":
        quote = connection.ops.quote_name
        tables = ", ".join(quote(model._meta.db_table) for model in entry_models())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE NOWAIT")
