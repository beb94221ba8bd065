import pytest
from django.db import OperationalError

from capframe.imports import steps
from capframe.imports.models import Import
from capframe.imports.steps import ImportProgress
from tests.imports.files import make_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """The seconds that have passed, which a test sets."""
    passed = [100.0]
    monkeypatch.setattr(steps, "monotonic", lambda: passed[0])
    return passed


def said(imported):
    imported.refresh_from_db()
    return imported.step, imported.done, imported.total


def test_it_says_how_far_it_is_once_a_second(clock, django_assert_num_queries):
    imported = make_import(state="checking")
    add = ImportProgress(imported)
    add("Reading", 1, 10)
    with django_assert_num_queries(0):
        add("Reading", 2, 10)
    assert said(imported) == ("Reading", 1, 10)
    assert imported.heartbeat
    clock[0] += 1.1
    add("Reading", 3, 10)
    assert said(imported) == ("Reading", 3, 10)


def test_a_new_step_is_said_at_once(clock):
    imported = make_import(state="checking")
    add = ImportProgress(imported)
    add("Reading", 1, 10)
    add("Comparing", 12, 10)
    assert said(imported) == ("Comparing", 10, 10)


def test_where_the_database_is_busy_the_work_goes_on(clock, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    imported = make_import(state="checking")
    monkeypatch.setattr(Import.objects, "filter", fail)
    ImportProgress(imported)("Reading", 1, 10)
