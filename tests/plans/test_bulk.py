import gc

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.plans import bulk
from roles.models import Statement
from tests.factories import make_role_level

pytestmark = pytest.mark.django_db

# What no file that is read holds, and PostgreSQL cannot store, is left out.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@pytest.fixture
def section():
    return make_role_level({"Duties": ["Audit"]}).sections.get()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(texts, min_size=1, max_size=5))
def test_texts_are_written_as_they_are(section, written):
    keys = bulk.reserve_keys(Statement, len(written))
    columns = ["id", "section_id", "position", "text", "note", "strength"]
    rows = [(key, section.pk, 2, text, "", "") for key, text in zip(keys, written, strict=True)]
    bulk.insert_rows(Statement, columns, rows)
    stored = bulk.read_rows(Statement, ["text"], keys)
    assert [stored[key][0] for key in keys] == written
    bulk.update_rows(
        Statement, ["note"], [(text, key) for key, text in zip(keys, written, strict=True)]
    )
    assert [bulk.read_rows(Statement, ["note"], keys)[key][0] for key in keys] == written


def test_reserved_keys_are_no_rows_keys():
    keys = bulk.reserve_keys(Statement, 3)
    assert len(set(keys)) == 3
    assert not Statement.objects.filter(pk__in=keys).exists()


def test_rows_are_read_by_what_they_refer_to(section):
    statement = section.statements.get()
    found = bulk.read_rows(Statement, ["text"], [section.pk], among_column="section_id")
    assert found == {statement.pk: ("Audit",)}


def test_rows_that_are_not_there_are_not_read(section):
    assert bulk.read_rows(Statement, ["text"], [0]) == {}
    assert bulk.read_rows(Statement, ["text"], []) == {}


def test_rows_are_deleted(section):
    bulk.delete_rows(Statement, section.statements.values_list("pk", flat=True))
    assert section.statements.count() == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has one cache for all")
def test_sqlite_has_more_of_its_file_at_hand_until_it_is_done():
    def read_size():
        return connection.connection.execute("PRAGMA cache_size").fetchone()

    before = read_size()
    with bulk.larger_cache():
        assert read_size() == (-bulk.CACHE,) != before
    assert read_size() == before


def test_garbage_is_collected_again_whatever_happens():
    def break_off():
        with bulk.pause_garbage_collection():
            assert not gc.isenabled()
            raise ValueError("Broken")

    with pytest.raises(ValueError, match="Broken"):
        break_off()
    assert gc.isenabled()
