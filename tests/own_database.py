"""A database that a test has for itself, and that other processes may write to and be killed in."""

import os
import shutil
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

SUFFIX = "_own"


class OwnDatabase:
    """The connection's database while ``in_use`` lasts: migrated, empty, on SQLite in a folder."""

    def __init__(self, folder: Path):
        self.is_file = connection.vendor == "sqlite"
        self.usual = connection.settings_dict["NAME"]
        self.name = str(folder / "own.sqlite3") if self.is_file else f"{self.usual}{SUFFIX}"
        self.kept = f"{self.name}_kept"

    @property
    def url(self) -> str:
        """Its DATABASE_URL."""
        if self.is_file:
            return f"sqlite:///{self.name}"
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{self.name}").geturl()

    @contextmanager
    def in_use(self, first: Sequence[tuple[str, str]] = ()):
        """Use it, migrated to the newest state, or to the ``first`` one where that is given."""
        connection.close()
        if not self.is_file:
            self.drop()
            self.run(f'CREATE DATABASE "{self.name}"')
        connection.settings_dict["NAME"] = self.name
        try:
            if first:
                MigrationExecutor(connection).migrate(list(first))
            else:
                call_command("migrate", verbosity=0)
            yield self
        finally:
            connection.close()
            connection.settings_dict["NAME"] = self.usual
            self.drop()

    def keep(self):
        """Keep it as it stands."""
        connection.close()
        if self.is_file:
            shutil.copy(self.name, self.kept)
        else:
            self.run(f'CREATE DATABASE "{self.kept}" TEMPLATE "{self.name}"')

    def put_back(self):
        """Make it what it was when it was kept."""
        connection.close()
        if self.is_file:
            for rest in ("-wal", "-shm"):
                Path(f"{self.name}{rest}").unlink(missing_ok=True)
            shutil.copy(self.kept, self.name)
        else:
            self.run(f'DROP DATABASE "{self.name}" WITH (FORCE)')
            self.run(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.kept}"')

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

    def drop(self):
        for name in () if self.is_file else (self.name, self.kept):
            self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def run(self, sql: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql)


def value_of(sql: str):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
