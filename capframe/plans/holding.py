"""Keeps everybody else from changing the catalogue while a plan is made and applied."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic, sleep

from django.db import OperationalError, connection, transaction

from capframe.base.models import entry_models
from capframe.plans import bulk

# PostgreSQL's codes where locks were not to be had: in time, by either timeout, or without two who
# wait for each other.
NOT_TO_BE_HAD = {"55P03", "57014", "40P01"}
# Shorter than PostgreSQL takes to find two who wait for each other (deadlock_timeout, a second) and
# to end one of them: so it is never somebody who saves.
PATIENCE = "800ms"
MOST_SECONDS = 15
SECONDS_BETWEEN_TRIES = 0.05


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
    """Begin the transaction when the changes that others have begun are over.

    Who comes later waits behind it. It lets go of all that it has got where one of those it waits
    for may wait for it. On SQLite the transaction itself is the only lock, which Django waits for.
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
            if getattr(error.__cause__, "sqlstate", "") not in NOT_TO_BE_HAD:
                raise
            if monotonic() > deadline:
                raise Busy("Somebody was changing the catalogue all the time.") from error
        sleep(SECONDS_BETWEEN_TRIES)


def _lock_tables() -> None:
    if connection.vendor == "postgresql":
        quote = connection.ops.quote_name
        tables = ", ".join(quote(model._meta.db_table) for model in entry_models())
        set_timeout = "SELECT set_config('statement_timeout', %s, true)"  # in this transaction
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            usual = cursor.fetchone()
            cursor.execute(set_timeout, [PATIENCE])
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
            cursor.execute(set_timeout, usual)
