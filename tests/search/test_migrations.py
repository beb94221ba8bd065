from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from capframe.search.fulltext import match_all
from capframe.search.words import Query
from tests.factories import make_skill

migration = import_module("capframe.search.migrations.0002_full_text")


def migrate(direction):
    """Run the migration's own statements, which the test's transaction takes back."""
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        migration.run(direction)(None, editor)


@pytest.mark.django_db
def test_the_full_text_index_goes_and_comes_back():
    make_skill(title="Riding")
    migrate("backwards")
    make_skill(title="Riding on")
    migrate("forwards")
    make_skill(title="Riding up")
    (matches,) = match_all(Query.parse("riding"))
    assert len(matches.entries) == 3
