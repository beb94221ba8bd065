import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

from capframe.base.management.commands.loaddata import REASON
from capframe.base.models import entry_models
from capframe.management.commands.seed import misses_migrations
from roles.models import RoleLevel, Statement
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def seed():
    said = StringIO()
    call_command("seed", stdout=said)
    return said.getvalue()


def test_it_fills_an_empty_database():
    assert "from 5 documents" in seed()
    assert RoleLevel.objects.published().count() == 21


def test_every_entry_begins_its_history():
    seed()
    for model in entry_models():
        assert model.history.count() == model.objects.count()
    assert {row.history_change_reason for row in Statement.history.all()} == {REASON}


def test_it_goes_on_as_the_server(monkeypatch):
    served = []
    monkeypatch.setattr("gunicorn.app.wsgiapp.run", lambda: served.append(sys.argv[1:]))
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    monkeypatch.setattr("sys.argv", [])
    monkeypatch.delenv("PORT", raising=False)
    said = StringIO()
    call_command("seed", migrate=True, serve=True, stdout=said)
    assert served == [["capframe.wsgi"]]
    assert "Capframe starts at http://127.0.0.1:8000/" in said.getvalue()


def test_it_never_overwrites_an_edit():
    seed()
    statement = Statement.objects.first()
    statement.text = "Edited"
    statement.save()
    assert "nothing was seeded" in seed()
    statement.refresh_from_db()
    assert statement.text == "Edited"


def test_it_leaves_any_database_with_entries_alone():
    make_source()
    assert "nothing was seeded" in seed()
    assert RoleLevel.objects.count() == 0


def test_it_sees_by_its_name_that_a_migration_was_not_applied():
    assert not misses_migrations()
    MigrationRecorder.Migration.objects.filter(app="roles").last().delete()
    assert misses_migrations()
