"""The databases of the tests: one is migrated, once a run, and every process has copies of it."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection


@contextmanager
def migrated_database(
    folder: Path, process: str, *, reuse: bool = False, keep: bool = False
) -> Iterator[str]:
    """The name of a migrated and empty database that nobody connects to.

    The first process of a run makes it, while the others wait; the last one takes it away.

    Args:
        folder: of the run, for all its processes.
        process: a name of this one, for a file.
        reuse: one that an earlier run has kept, migrated on if need be.
        keep: this one for a later run.
    """
    usual, said, users = connection.settings_dict["NAME"], folder / "migrated", folder / "users"
    with one_at_a_time(folder):
        users.mkdir(exist_ok=True)
        (users / process).touch()
        if not said.exists():
            name = connection.creation.create_test_db(
                verbosity=0, autoclobber=True, serialize=False, keepdb=reuse
            )
            said.write_text(str(name))
            use_database(usual)
    yield said.read_text()
    with one_at_a_time(folder):
        (users / process).unlink()
        if not any(users.iterdir()) and not keep:
            drop_database(said.read_text())
            said.unlink()


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def use_database(name: str) -> None:
    """Let the connection, and every connection made from now on, lead to this database."""
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def copy_database(source: str, target: str) -> None:
    """Make the target what the source is, whatever it was before; nobody may use either."""
    drop_database(target)
    if connection.vendor == "sqlite":
        shutil.copy(source, target)
    else:
        run_beside(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop_database(name: str) -> None:
    """Take a database away, if there is one."""
    if connection.vendor == "sqlite":
        for rest in ("", "-wal", "-shm"):
            Path(f"{name}{rest}").unlink(missing_ok=True)
    else:
        run_beside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def url_of(name: str) -> str:
    """The DATABASE_URL by which another process finds a database of the tests."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def run_beside(sql: str) -> None:
    """Run what PostgreSQL allows only outside the database that it is about."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)
