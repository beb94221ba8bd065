from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from roles.models import Statement
from tests.factories import make_role_level, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    return make_role_level({"Duties": ["Plan"]}).sections.get().statements.get()


def check():
    """What it says, and its exit code."""
    said = StringIO()
    try:
        call_command("check_history", stdout=said)
    except CommandError as error:
        return said.getvalue() + str(error), error.returncode
    return said.getvalue(), 0


def test_it_works(statement):
    statement.text = "Plan ahead"
    statement.save()
    assert check() == ("Every entry is as its newest history row says.\n", 0)


def test_an_empty_catalogue_is_whole():
    assert check()[1] == 0


def test_an_entry_that_was_written_past_its_history(statement):
    Statement.objects.update(text="Plan ahead", position=2)
    said, code = check()
    assert code == 1
    assert said == (
        f"Statement {statement.pk}, “Plan ahead”: its newest history row differs in position, "
        "text.\n1 entry is not as the history says."
    )


def test_an_entry_without_history(statement):
    statement.history.all().delete()
    said, code = check()
    assert code == 1
    assert f"Statement {statement.pk}, “Plan”: it has no history." in said


def test_an_entry_that_its_history_has_as_removed(statement):
    pk = statement.pk
    statement.delete()
    statement.save_without_historical_record()
    Statement.history.update(id=statement.pk)
    said, _ = check()
    assert pk
    assert f"Statement {statement.pk}, “Plan”: its history says that it was removed." in said


def test_an_entry_that_was_removed_past_its_history(statement):
    Statement.objects.filter(pk=statement.pk)._raw_delete("default")
    said, _ = check()
    assert f"Statement {statement.pk}: it was removed, and its history does not say so." in said


def test_every_entry_is_listed():
    make_source(title="A").history.all().delete()
    make_source(title="B").history.all().delete()
    assert check()[0].endswith("2 entries are not as the history says.")
