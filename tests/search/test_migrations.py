from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from capframe.search.fulltext import match_all
from capframe.search.index import rebuild
from capframe.search.models import SearchEntry
from capframe.search.queries import Query
from capframe.search.signals import rebuild_lost
from tests.factories import make_skill

places_and_spellings = import_module("capframe.search.migrations.0003_places_and_spellings")
classes = import_module("capframe.search.migrations.0004_classes_of_places")
parts = import_module("capframe.search.migrations.0006_parts_of_places")


def migrate(migration, direction):
    """Run the migration's own statements, which the test's transaction takes back."""
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        migration.run(direction)(None, editor)


@pytest.mark.django_db
def test_the_full_text_index_goes_and_comes_back():
    make_skill(title="Riding")
    migrate(parts, "backwards")
    assert not SearchEntry.objects.exists()
    migrate(classes, "backwards")
    migrate(places_and_spellings, "backwards")
    make_skill(title="Riding on")
    migrate(places_and_spellings, "forwards")
    migrate(classes, "forwards")
    migrate(parts, "forwards")
    rebuild()
    make_skill(title="Riding up")
    (matches,) = match_all(Query.parse("riding"))
    assert len(matches.groups) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("plan", "number"), [([], 0), ([("a migration", False)], 1)])
def test_migrating_makes_an_index_anew_that_a_migration_has_emptied(plan, number):
    make_skill(title="Riding")
    SearchEntry.objects.all().delete()
    rebuild_lost(apps.get_app_config("search"), using="default", plan=plan)
    assert SearchEntry.objects.count() == number
