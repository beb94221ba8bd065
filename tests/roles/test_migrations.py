"""What was said of whole families in their columns and statements moves into sections.

Taking the migrations back and running them takes seconds, so it is done once for all tests here,
which only read.
"""

import importlib

import pytest
from django.db import connection, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor

from capframe.base.history.rows import find_gaps
from roles.models import FamilySection, FamilyStatement
from tests.databases import EARLIER
from tests.own_database import OwnDatabase

BEFORE = "before family sections"
AFTER = ("roles", "0005_remove_family_texts")
REASON = "Moved into a section of its own"
LONG_AGO = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def moved(django_db_setup, empty_database, django_db_blocker, tmp_path_factory):
    """A database that had the texts before the migrations, as these left it."""
    own = OwnDatabase(tmp_path_factory.mktemp("own"))
    with django_db_blocker.unblock(), own.in_use_at(BEFORE, empty_database) as executor:
        fill(executor.loader.project_state(EARLIER[BEFORE]).apps)
        executor.migrate(executor.loader.graph.leaf_nodes())
        yield


def fill(apps):
    """A family of which everything was said, in every way, and one of which nothing was."""
    add_source = apps.get_model("base", "Source").objects.create
    source = add_source(pk=1, slug="paper", title="A paper", publisher="A council")
    add_source(pk=2, slug="other", title="Another", publisher="A ministry")
    add_family = apps.get_model("roles", "JobFamily").objects.create
    add_family(pk=2, slug="it", title="IT", source=source, place="Page 1")
    texts = {"purpose": "To plan\nahead.\n\nThree:\n- one\n- two", "levels_of_work": "By scale."}
    add_family(pk=1, slug="policy", title="Policy", source=source, place="Page 1", **texts)
    add_history(apps, "JobFamily", "+", id=1, slug="policy", **{**texts, "purpose": "To do"})
    editor = apps.get_model("auth", "User").objects.create(username="editor")
    edited = {"id": 1, "slug": "policy", "history_user_id": editor.pk}
    edited["history_user_name"] = "Edith Moss"
    add_history(apps, "JobFamily", "~", **edited, **texts)
    add_statement(apps, "criterion", 1, "Be qualified")
    add_statement(apps, "characteristic", 2, "Advising")
    add_statement(apps, "characteristic", 1, "Shaping")
    add_statement(apps, "member", 1, "Managers", pk=77)
    add_statement(apps, "member", 2, "Leads", editors_note="So printed.")
    add_statement(apps, "member", 3, "Experts", source_id=2, place="Page 9")
    gone = add_statement(apps, "member", 4, "Clerks")
    values = {"family_id": 1, "kind": "member", "text": "Clerks", "position": 4}
    add_history(apps, "FamilyStatement", "-", id=gone.pk, **values)
    gone.delete()


def add_statement(apps, kind, position, text, **values):
    said = {"kind": kind, "position": position, "text": text}
    values = {"source_id": 1, "place": "Page 2", **values}
    statements = apps.get_model("roles", "FamilyStatement").objects
    return statements.create(family_id=1, **said, **values)


def add_history(apps, model, history_type, **values):
    when = {"history_type": history_type, "history_date": LONG_AGO}
    apps.get_model("roles", f"Historical{model}").objects.create(**when, **values)


pytestmark = pytest.mark.usefixtures("moved")


def test_it_works():
    found = [
        (section.heading, section.layout, [one.text for one in section.statements.in_order()])
        for section in FamilySection.objects.in_order()
    ]
    assert found == [
        ("Purpose", "prose", ["To plan ahead.", "Three:", "- one", "- two"]),
        ("Levels of work", "prose", ["By scale."]),
        ("Key characteristics", "bullets", ["Shaping", "Advising"]),
        ("Kinds of member", "bullets", ["Managers", "Leads", "Experts"]),
        ("Key criteria for all roles", "bullets", ["Be qualified"]),
    ]


def test_sections_have_the_source_and_place_of_what_moved_into_them():
    places = FamilySection.objects.in_order().values_list("position", "source_id", "place")
    assert list(places) == [
        *((1, 1, "Page 1"), (2, 1, "Page 1")),
        *((3, 1, "Page 2"), (4, 1, "Page 2"), (5, 1, "Page 2")),
    ]


def test_statements_stay_themselves():
    assert FamilyStatement.objects.get(text="Managers").pk == 77


@pytest.mark.parametrize("model", [FamilySection, FamilyStatement])
def test_every_entry_is_what_its_history_says(model):
    assert not list(find_gaps(model))
    rows = model.history.exclude(history_type="-")
    assert {row.history_change_reason for row in rows} == {REASON}


def test_a_text_that_somebody_wrote_stays_theirs():
    written = FamilySection.objects.get(heading="Purpose")
    for entry in (written, *written.statements.all()):
        assert [row.history_user_name for row in entry.history.all()] == ["Edith Moss"]
        assert entry.history.get().history_user.username == "editor"
    for entry in FamilySection.objects.exclude(heading="Purpose"):
        assert {row.history_user for row in entry.history.all()} == {None}


def test_what_a_section_cannot_say_of_one_statement_becomes_its_note():
    assert FamilySection.objects.get(heading="Kinds of member").editors_note == (
        "“Leads”: So printed.\n\n“Experts”: From Another (A ministry), Page 9."
    )


def test_a_statement_removed_before_stays_in_the_familys_history():
    section = FamilySection.objects.get(heading="Kinds of member")
    assert FamilyStatement.history.get(text="Clerks").section_id == section.pk


def test_no_key_of_a_removed_statement_is_given_again():
    section = FamilySection.objects.first()
    with transaction.atomic():
        given = set(FamilyStatement.history.values_list("id", flat=True))
        assert FamilyStatement.objects.create(section=section, text="New").pk not in given
        transaction.set_rollback(True)


def test_it_is_not_taken_back_while_families_have_sections():
    migration = importlib.import_module("roles.migrations.0005_remove_family_texts")
    state = MigrationExecutor(connection).loader.project_state([AFTER])
    with pytest.raises(IrreversibleError, match="Restore a backup"):
        migration.refuse(state.apps, None)
