import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from capframe.base.actions import delete, sign
from capframe.base.history.newest import LastChange, last_changes
from capframe.base.models import entry_models
from roles.models import QualificationRequirement, RoleLevel, Section, Statement
from tests.factories import (
    make_qualification_requirement,
    make_role_level,
    make_workstream,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """A function that sets the clock to some days after noon of 3 March 2027."""

    def put(days):
        monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=days))

    put(0)
    return put


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="ed", first_name="Edith", last_name="Moss")


@pytest.fixture
def level(clock):
    return make_role_level({"Duties": ["Lead", "Plan"], "Skills": ["Write"]})


def save(entry, by=None, reason="", **values):
    for name, value in values.items():
        setattr(entry, name, value)
    sign(entry, by=by, reason=reason)
    entry.save()


def newest(entry):
    return last_changes(type(entry), [entry.pk])[entry.pk]


def test_it_is_the_newest_of_the_entrys_own(level, clock, editor):
    clock(1)
    save(level, editor, "Moved", location="London")
    assert newest(level) == LastChange(NOON + timedelta(days=1), "Edith Moss", "Moved")


@pytest.mark.parametrize("part", [Section, Statement, QualificationRequirement])
def test_a_change_of_a_part_counts_however_deep(part, level, clock, editor):
    make_qualification_requirement(Statement.objects.first())
    clock(2)
    save(part.objects.first(), editor, "Typo")
    assert newest(level) == LastChange(NOON + timedelta(days=2), "Edith Moss", "Typo")


def test_a_part_that_was_removed_counts(level, clock, editor):
    clock(3)
    delete(entry=level.sections.first(), by=editor, reason="Not needed")
    assert newest(level).reason == "Not needed"


def test_others_do_not_count(level, clock, editor):
    other = make_role_level({"Duties": ["Lead"]})
    clock(4)
    save(other.sections.get().statements.get(), editor, text="Lead well")
    assert newest(level) == LastChange(NOON, "", "")
    assert last_changes(RoleLevel, [level.pk, other.pk])[other.pk].who == "Edith Moss"


def test_of_what_was_never_recorded_nothing_is_known(level):
    RoleLevel.history.all().delete()
    Section.history.all().delete()
    Statement.history.all().delete()
    assert last_changes(RoleLevel, [level.pk]) == {}
    assert last_changes(RoleLevel, []) == {}


def test_it_costs_two_queries_whatever_the_model(catalogue):
    for model in entry_models():
        pks = list(model.objects.values_list("pk", flat=True)[:50])
        with CaptureQueriesContext(connection) as queries:
            found = last_changes(model, pks)
        assert found.keys() == set(pks)
        assert len(queries) == (2 if pks else 0)


def words_of(response):
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def test_a_list_says_it(level, clock, editor, admin_client):
    clock(1)
    save(Statement.objects.first(), editor, text="Lead well")
    page = words_of(admin_client.get(reverse("admin:roles_rolelevel_changelist")))
    assert "Last changed" in page
    assert "by Edith Moss on 4 March 2027" in page


def test_a_list_says_when_nobody_is_recorded(clock, admin_client):
    make_workstream()
    assert "on 3 March 2027" in words_of(admin_client.get("/admin/roles/workstream/"))
    type(make_workstream()).history.all().delete()
    assert "Not recorded" in words_of(admin_client.get("/admin/roles/workstream/"))


def test_a_form_says_it_with_the_reason(level, clock, editor, admin_client):
    clock(1)
    save(Statement.objects.first(), editor, "Plain words", text="Lead well")
    page = admin_client.get(reverse("admin:roles_rolelevel_change", args=[level.pk]))
    assert "Last changed by Edith Moss on 4 March 2027: “Plain words”" in words_of(page)
    history = reverse("admin:roles_rolelevel_history", args=[level.pk])
    assert f'<a href="{history}">Last changed</a>' in page.content.decode()


def test_a_form_of_a_new_entry_says_nothing(admin_client):
    assert "Last changed" not in words_of(admin_client.get("/admin/roles/rolelevel/add/"))
