"""What a database knows of how its tables are filled, by which it chooses its way through them."""

from collections.abc import Sequence

from django.db import connection


def gather_statistics() -> None:
    """Have SQLite look at its tables; PostgreSQL does so by itself.

    Without, or with none since a migration made a table anew, a query may take four times as long.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def gather_after_migrating(*, using: str, plan: Sequence = (), **kwargs: object) -> None:
    """A receiver of ``post_migrate``: tables that were made anew have lost theirs."""
    if plan and using == connection.alias:
        gather_statistics()
