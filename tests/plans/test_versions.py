import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from capframe.base.actions import delete
from capframe.base.history.rows import find_gaps
from capframe.base.saves import one_save
from capframe.plans.apply import apply
from capframe.plans.changes import Outcome
from capframe.plans.existing import read_existing
from capframe.plans.versions import plan_version
from roles.models import RoleLevel, Section, Statement
from tests.factories import make_grade, make_pay, make_role_level, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def level():
    with one_save():
        return make_role_level({"Duties": ["Audit accounts", "Report findings"]}, title="Senior")


def state():
    return {
        model: read_existing(model._base_manager.order_by("pk"))
        for model in (RoleLevel, Section, Statement)
    }


def edit(level):
    """Change the level and everything in it in several saves."""
    first, last = level.sections.get().statements.all()
    with one_save():
        level.location = "Matlock"
        level.save()
        first.text = "Audit all accounts"
        first.save()
    with one_save():
        delete(entry=last, by=None, reason="")
        make_section(level, "Added", ["One more"])
    with one_save():
        first.text = "Audit every account"
        first.save()


def restore(entry, row=None):
    plan = plan_version(type(entry), row or entry.history.earliest("history_id"))
    apply(plan=plan, by=None, reason="")
    return plan


def test_an_entry_is_again_what_it_was_with_everything_in_it(level):
    before = state()
    edit(level)
    restore(level)
    assert state() == before
    assert not any(list(find_gaps(model)) for model in before)


def test_any_save_can_be_gone_back_to(level):
    edit(level)
    after = state()
    row = level.sections.get(heading="Added").history.latest("history_id")
    with one_save():
        level.sections.get(heading="Added").statements.get().delete()
    plan = plan_version(Section, row)
    outcomes = [change.outcome for change in plan.changes]
    assert set(outcomes) == {Outcome.CHANGED, Outcome.CREATED}
    apply(plan=plan, by=None, reason="")
    texts = set(Statement.objects.values_list("text", flat=True))
    assert texts == {"Audit all accounts", "One more"}
    assert state()[Section] == after[Section]


def test_what_is_as_it_was_needs_no_plan(level):
    assert not plan_version(RoleLevel, level.history.get()).changes


def test_a_deleted_entry_comes_back(level):
    before, row = state(), level.history.get()
    pk = level.pk
    delete(entry=level, by=None, reason="")
    plan = plan_version(RoleLevel, row)
    assert [whole.pk for whole in plan.wholes] == [pk]
    apply(plan=plan, by=None, reason="")
    assert state() == before


def test_what_went_elsewhere_comes_back(level):
    section = level.sections.get()
    other = make_section(make_role_level(title="Lead"))
    with one_save():
        statement = section.statements.first()
        statement.section = other
        statement.save()
    restore(level)
    assert statement in section.statements.all()


def test_what_came_in_from_elsewhere_stays(level):
    other = make_section(make_role_level(title="Lead"), "Skills", ["Lead a team"])
    with one_save():
        level.location = "Matlock"
        level.save()
    row = level.history.latest("history_id")
    with one_save():
        statement = other.statements.get()
        statement.section = level.sections.get()
        statement.save()
    assert not plan_version(RoleLevel, row).changes


def test_amounts_of_pay_are_compared_as_amounts():
    pay = make_pay(make_grade(), minimum=30_000)
    assert not plan_version(type(pay), pay.history.get()).changes


def test_rows_without_a_number_are_those_of_moments(level):
    pay = make_pay(make_grade(), minimum=30_000)
    row = pay.history.get()
    assert row.history_save is None
    with one_save():
        pay.minimum = 31_000
        pay.save()
    (change,) = restore(pay, row).changes
    assert change.after == {"minimum": 30_000}


def test_it_asks_as_often_however_large_the_entry_is():
    numbers = set()
    for statements in ("b", "bcdefgh"):
        with one_save():
            level = make_role_level({"A": list(statements)})
        with one_save():
            delete(entry=level.sections.get(), by=None, reason="")
        with CaptureQueriesContext(connection) as queries:
            assert plan_version(RoleLevel, level.history.latest("history_id")).changes
        numbers.add(len(queries))
    assert len(numbers) == 1
