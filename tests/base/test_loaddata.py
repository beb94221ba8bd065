import json

import pytest
from django.core.management import call_command

from capframe.base.history.rows import find_gaps
from capframe.base.management.commands.loaddata import REASON
from capframe.base.models import Source, entry_models
from capframe.base.signals import objects_loaded
from capframe.fixtures import FIXTURES

pytestmark = pytest.mark.django_db


@pytest.fixture
def fixture(tmp_path):
    """Writes a fixture of one source, and gives the file's name."""

    def write(title):
        fields = {"slug": "pack", "title": title, "publisher": "Home Office"}
        file = tmp_path / "pack.json"
        file.write_text(json.dumps([{"model": "base.source", "fields": fields}]))
        return str(file)

    return write


def load(*names, **options):
    call_command("loaddata", *names, verbosity=0, **options)


def rows():
    """The history of sources, oldest first."""
    return list(
        Source.history.order_by("history_id").values_list(
            "history_type", "title", "history_change_reason"
        )
    )


def test_it_works():
    load(*FIXTURES)
    for model in entry_models():
        assert model.history.count() == model.objects.count()
        assert not list(find_gaps(model))


def test_an_entry_that_changes_gets_another_row(fixture):
    load(fixture("Pack"))
    load(fixture("Another pack"))
    assert rows() == [("+", "Pack", REASON), ("~", "Another pack", REASON)]


def test_an_entry_that_does_not_change_gets_none(fixture):
    load(fixture("Pack"))
    load(fixture("Pack"))
    assert len(rows()) == 1


def test_the_reason_may_be_another(fixture):
    load(fixture("Pack"), reason="From the old catalogue")
    assert rows() == [("+", "Pack", "From the old catalogue")]


def test_an_entry_that_was_removed_begins_again(fixture):
    load(fixture("Pack"))
    Source.objects.get().delete()
    load(fixture("Pack"))
    assert [row_type for row_type, *_ in rows()] == ["+", "-", "+"]


def test_other_rooms_are_told_of_what_was_loaded(fixture):
    told = []

    def receive(sender, loaded, **kwargs):
        told.append(dict(loaded))

    objects_loaded.connect(receive)
    try:
        load(fixture("Pack"))
    finally:
        objects_loaded.disconnect(receive)
    assert told == [{Source: {Source.objects.get().pk}}]
