"""Imports that wait while the database is migrated go on afterwards."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from capframe.imports.models import Import
from tests.databases import EARLIER
from tests.imports.files import ROLES, confirm_all
from tests.own_database import OwnDatabase

BEFORE = "before kept sheets"
COLUMNS = ["job_family", "role", "level", "statement", "section"]
TEXT = ROLES.replace("statement", "Text").encode()


@pytest.fixture(scope="module")
def migrated(django_db_setup, empty_database, django_db_blocker, tmp_path_factory):
    """The primary keys of imports made before the migration, which has been run since."""
    own = OwnDatabase(tmp_path_factory.mktemp("own"))
    with django_db_blocker.unblock(), own.in_use_at(BEFORE, empty_database) as executor:
        model = executor.loader.project_state(EARLIER[BEFORE]).apps.get_model
        made = make_imports(model("imports", "Import"))
        executor.migrate(executor.loader.graph.leaf_nodes())
        User.objects.create(username="importer", is_superuser=True)
        Import.objects.update(by=User.objects.get())
        yield made


def make_imports(model):
    def make(content, **values):
        about = {"kind": "roles", "file_name": "roles.csv", "digest": "0" * 64, "size": 1}
        choices = {"source_title": "Our roles", "publisher": "Home Office"}
        return model.objects.create(content=content, choices=choices, **about, **values).pk

    headings = ["job_family", "role", "level", "Text", "section"]
    return {
        "at columns": make(TEXT, headings=headings),
        "failed": make(TEXT, headings=headings, columns=COLUMNS, state="failed"),
        "applied": make(b"", state="applied", applied_at=timezone.now()),
        "old": make(TEXT, made_at=timezone.now() - timedelta(days=2)),
    }


@pytest.fixture
def browser():
    client = Client()
    client.force_login(User.objects.get())
    return client


@pytest.fixture(autouse=True)
def in_the_migrated_database(migrated, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def test_it_works(migrated):
    kept = {name: Import.objects.get(pk=pk).file_pieces.count() for name, pk in migrated.items()}
    assert kept == {"at columns": 1, "failed": 1, "applied": 0, "old": 1}
    assert bytes(Import.objects.get(pk=migrated["failed"]).file_pieces.get().content) == TEXT


def test_what_waited_for_its_columns_is_matched_checked_and_imported(migrated, browser):
    imported = Import.objects.get(pk=migrated["at columns"])
    address = imported.get_absolute_url()
    assert browser.get(f"{address}columns/").status_code == 200
    form = {f"column-{place}": name for place, name in enumerate(COLUMNS)}
    browser.post(f"{address}columns/", form)
    imported.refresh_from_db()
    assert (imported.state, imported.file_pieces.count()) == ("checked", 0)
    confirm_all(browser, imported)
    browser.post(f"{address}preview/", {"plan": imported.plan_digest})
    imported.refresh_from_db()
    assert imported.state == "applied"


def test_what_had_failed_is_checked_again(migrated, browser):
    imported = Import.objects.get(pk=migrated["failed"])
    assert browser.get(f"{imported.get_absolute_url()}messages.csv").status_code == 200
    browser.post(imported.get_absolute_url(), {"do": "again"})
    imported.refresh_from_db()
    assert imported.state == "checked"


def test_what_is_old_expires_with_its_file(migrated):
    Import.objects.expire_old(timezone.now())
    old = Import.objects.get(pk=migrated["old"])
    assert (old.state, old.file_pieces.count()) == ("expired", 0)
