"""Fixtures that any test may ask for."""

import errno
import os
import tempfile

import pytest
from django.contrib.auth.models import Group
from django.core import serializers
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from whitenoise.middleware import WhiteNoiseMiddleware

from capframe.fixtures import FIXTURES
from tests.databases import (
    copy_database,
    drop_database,
    made_once,
    migrated_database,
    use_database,
)
from tests.seeds import insert_seeds, load_seeds

# No test is timed: the machines are shared, and a first example waits for what is loaded once.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers():
    """Two processes for each processor: a browser, a server or a database is often waited for."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    """Where tests were skipped, end in a line that says how many and what to install for them."""
    if skipped := terminalreporter.stats.get("skipped"):
        remedies = {report.longrepr[2].removeprefix("Skipped: ") for report in skipped}
        said = f"Skipped tests: {len(skipped)}. To run them: {'; '.join(sorted(remedies))}"
        terminalreporter.write_line(said)


@pytest.fixture(scope="session", autouse=True)
def static_files_listed_once():
    """Every new client loads the middleware: WhiteNoise would look for all static files again."""
    list_files, listed = WhiteNoiseMiddleware.add_files_from_finders, {}

    def add_listed(self):
        if not listed:
            list_files(self)
            listed.update(self.files)
        self.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add_listed)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """A password is hashed in no time; the site’s way takes a quarter of a second on purpose."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory, worker_id):
    """A folder that all processes of the run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def empty_database(
    django_test_environment,
    django_db_blocker,
    django_db_keepdb,
    django_db_createdb,
    folder_of_run,
    worker_id,
):
    """The name of a migrated, empty database, to copy; ``--reuse-db`` keeps it for later runs."""
    how = {"reuse": django_db_keepdb and not django_db_createdb, "keep": django_db_keepdb}
    with django_db_blocker.unblock(), migrated_database(folder_of_run, worker_id, **how) as name:
        yield name


@pytest.fixture(scope="session")
def django_db_setup(empty_database, django_db_blocker, worker_id):
    """The database of this process. It replaces pytest-django's, which migrates one for each."""
    usual = connection.settings_dict["NAME"]
    name = f"{empty_database}_{worker_id}"
    with django_db_blocker.unblock():
        copy_database(empty_database, name)
        use_database(name)
        yield
        use_database(usual)
        drop_database(name)


@pytest.fixture(scope="session")
def seeds(django_db_setup, django_db_blocker, folder_of_run):
    """The rows of the seeded catalogue after each of its files, loaded once a run."""
    with django_db_blocker.unblock():
        return made_once(folder_of_run, "seeds", load_seeds)


@pytest.fixture
def seed(seeds, db):
    """A function that seeds the database of one test up to a fixture file, all by default."""
    return lambda last=FIXTURES[-1]: insert_seeds(seeds[last])


@pytest.fixture
def catalogue(seed):
    """The seeded catalogue, in the database of one test."""
    seed()


@pytest.fixture(scope="module")
def seeded_module(seeds, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        insert_seeds(seeds[FIXTURES[-1]])
        yield
        transaction.set_rollback(True)


@pytest.fixture
def shared_catalogue(seeded_module, db):
    """The seeded catalogue for a module all of whose tests want it; each may change it."""


@pytest.fixture(scope="module")
def groups_come_back(django_db_setup, django_db_blocker):
    """For a module with a test that commits: at its end every table is emptied, the groups' too.

    They come with the database, and tests of other modules that run in this process want them.
    """
    with django_db_blocker.unblock():
        groups = serializers.serialize("json", Group.objects.all(), use_natural_foreign_keys=True)
    yield
    with django_db_blocker.unblock():
        for group in serializers.deserialize("json", groups):
            group.save()


@pytest.fixture
def admin_user(db, django_user_model):
    """A superuser without a password."""
    return django_user_model.objects.create(username="admin", is_staff=True, is_superuser=True)


@pytest.fixture
def full_temporary_folder(monkeypatch):
    """Nothing can be written to the folder of temporary files: its disk is full."""

    def fail():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "gettempdir", fail)
