"""The databases of the tests: one is migrated, once a run, and every process has copies of it."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# What tests of migrations begin at, each on the way from the one before to the newest.
EARLIER = {
    "first": [(app, "0001_initial") for app in ("base", "grades", "skills", "roles")],
    "before family sections": [("roles", "0002_keep_names_and_fill_blanks")],
    "before order": [("roles", "0005_remove_family_texts")],
    "before employers": [("grades", "0002_keep_names_and_fill_blanks"), ("roles", "0006_order")],
    "before kept sheets": [("imports", "0004_problem_time")],
}


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
            if not reuse or not are_kept():
                make_earlier_databases()
            name = connection.creation.create_test_db(
                verbosity=0, autoclobber=True, serialize=False, keepdb=True
            )
            said.write_text(str(name))
            use_database(usual)
    yield said.read_text()
    with one_at_a_time(folder):
        (users / process).unlink()
        if not any(users.iterdir()) and not keep:
            for name in ("", *EARLIER):
                drop_database(earlier_name(said.read_text(), name))
            said.unlink()


def are_kept() -> bool:
    """Whether an earlier run has left the database of the tests and its earlier states."""
    name = connection.creation._get_test_db_name()
    return all(database_exists(earlier_name(name, earlier)) for earlier in ("", *EARLIER))


def make_earlier_databases() -> None:
    """Begin the database of the tests, and keep a copy of it at each of the earlier states."""
    usual = connection.settings_dict["NAME"]
    name = str(connection.creation._create_test_db(verbosity=0, autoclobber=True))
    use_database(name)
    for earlier, states in EARLIER.items():
        MigrationExecutor(connection).migrate(states)
        connection.close()
        copy_database(name, earlier_name(name, earlier))
    use_database(usual)


def earlier_name(name: str, earlier: str) -> str:
    """What the copy of a database at an earlier state is called; without one, the database."""
    return "_".join([name, *earlier.split()])


def made_once(folder: Path, name: str, make: Callable[[], Any]) -> Any:
    """What the first process of a run makes, while the others wait to read it.

    Args:
        folder: of the run, for all its processes.
        name: of a file in it.
        make: gives something that can be pickled.
    """
    kept = folder / name
    with one_at_a_time(folder):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
    return pickle.loads(kept.read_bytes())


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
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


def database_exists(name: str) -> bool:
    if connection.vendor == "sqlite":
        return Path(name).exists()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def url_of(name: str) -> str:
    """The DATABASE_URL by which another process finds a database of the tests."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def run_beside(sql: str) -> None:
    """Run what PostgreSQL allows only outside the database that it is about."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)
