"""A database that a test has for itself, and that other processes may write to and be killed in."""

from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.databases import copy_database, drop_database, earlier_name, url_of, use_database

SUFFIX = "_own"


class OwnDatabase:
    """The connection's database while it is in use: on SQLite a file in a folder."""

    def __init__(self, folder: Path):
        self.is_file = connection.vendor == "sqlite"
        self.usual = connection.settings_dict["NAME"]
        self.name = str(folder / "own.sqlite3") if self.is_file else f"{self.usual}{SUFFIX}"
        self.kept = f"{self.name}_kept"

    @property
    def url(self) -> str:
        """Its DATABASE_URL."""
        return url_of(self.name)

    @contextmanager
    def in_use(self, empty_database: str):
        """Use it as a copy of the migrated database of this name."""
        copy_database(empty_database, self.name)
        with self.used():
            yield self

    @contextmanager
    def in_use_at(self, earlier: str, empty_database: str):
        """Use it as the empty one was at an earlier state; yields what migrates it from there."""
        copy_database(earlier_name(empty_database, earlier), self.name)
        with self.used():
            yield MigrationExecutor(connection)

    @contextmanager
    def used(self):
        use_database(self.name)
        try:
            yield
        finally:
            use_database(self.usual)
            drop_database(self.name)
            drop_database(self.kept)

    def keep(self):
        """Keep it as it stands."""
        connection.close()
        copy_database(self.name, self.kept)

    def put_back(self):
        """Make it what it was when it was kept."""
        connection.close()
        copy_database(self.kept, self.name)

    def wait_until_alone(self):
        """Wait for the server to notice that somebody who used it is no more."""
        others = (
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        deadline = monotonic() + 20
        while not self.is_file and value_of(others):
            assert monotonic() < deadline
            sleep(0.02)

    def assert_whole(self):
        connection.check_constraints()
        if self.is_file:
            assert value_of("PRAGMA integrity_check") == "ok"


def value_of(sql: str):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
