"""The index follows what ``loaddata`` saves."""

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import IntegrityError

from capframe.base.models import Source
from capframe.search.holders import HOLDERS
from capframe.search.index import rebuild, reindex
from capframe.search.models import SearchEntry
from roles.models import Milestone, Statement
from skills.models import Indicator
from tests.factories import make_skill, make_skill_level, make_source
from tests.search.test_index import contents, make_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    """Loads these objects, as they are in memory, from a file."""

    def load_from_file(*rows):
        dump = tmp_path / "rows.json"
        dump.write_text(serializers.serialize("json", rows))
        call_command("loaddata", dump, verbosity=0)

    return load_from_file


@pytest.mark.parametrize("backwards", [False, True])
def test_rows_are_followed_in_whichever_order_they_are_loaded(load, backwards):
    make_source(title="Unused")
    make_everything()
    before = contents()
    rows = [row for model in HOLDERS for row in model.objects.all()]
    for model in (*HOLDERS, SearchEntry):
        model.objects.all()._raw_delete("default")
    load(*rows[::-1] if backwards else rows)
    assert contents() == before


@pytest.mark.parametrize(
    ("model", "field"), [(Source, "publisher"), (Indicator, "ineffective"), (Milestone, "text")]
)
def test_what_a_fixture_changes_is_followed(load, model, field):
    make_everything()
    changed = model.objects.get()
    setattr(changed, field, "zebra")
    load(changed)
    after = contents()
    assert any("zebra" in entry["body_stems"] for entry in after.values())
    rebuild()
    assert contents() == after


def test_a_fixture_that_cannot_be_loaded_leaves_the_index_as_it_was(load):
    make_everything()
    before = contents()
    statement = Statement.objects.get()
    lost = Statement(pk=statement.pk + 1, section_id=10**6, text="Zebra")
    statement.text = "Zebra"
    with pytest.raises(IntegrityError):
        load(statement, lost)
    assert contents() == before


def test_an_entry_is_made_once_however_many_loaded_objects_it_holds(
    load, django_assert_max_num_queries
):
    skill = make_skill()
    make_skill_level(skill, 1, [(f"Behaviour {n}", "") for n in range(50)])
    rows = list(Indicator.objects.all())
    SearchEntry.objects.all().delete()
    with django_assert_max_num_queries(100) as queries:
        load(*rows)
    inserts = [q["sql"] for q in queries if 'INSERT INTO "search_searchentry"' in q["sql"]]
    assert len(inserts) == 1
    assert SearchEntry.objects.get().text.count("Behaviour") == 50


def test_whoever_else_saves_raw_reindexes_by_themselves():
    skill = make_skill(title="Riding")
    skill.title = "Zebra"
    skill.save_base(raw=True)
    assert SearchEntry.objects.get().title == "Riding"
    reindex("skills", [skill.pk])
    assert SearchEntry.objects.get().title == "Zebra"
