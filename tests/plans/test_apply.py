import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from capframe.plans.apply import Stale, apply
from capframe.plans.builder import defaults_of
from capframe.plans.existing import newest_history_versions
from grades.models import Grade, PayRange
from roles.models import RoleLevel, Section, Statement
from tests.factories import make_grade, make_pay, make_role_level
from tests.sample_plans import apply_plan, existing, make_builder, plan_of_a_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    level = make_role_level({"Duties": ["Audit accounts", "Report findings"]}, title="Senior")
    return level.sections.get()


def history_of(entry):
    rows = type(entry).history.filter(id=entry.pk).order_by("history_id")
    return [(row.history_type, row.history_user, row.history_change_reason) for row in rows]


def test_entries_are_made_with_their_history(section, admin_user):
    _, made = apply_plan(plan_of_a_level(section, "Lead", "= Sum"), admin_user, "From a file")
    level = RoleLevel.objects.get(slug="new")
    assert made[-1] == level.pk
    texts = level.sections.get().statements.values_list("text", flat=True)
    assert list(texts) == ["Lead", "= Sum"]
    for entry in (
        level,
        level.sections.get(),
        *Statement.objects.filter(section__role_level=level),
    ):
        assert history_of(entry) == [("+", admin_user, "From a file")]


def test_the_history_keeps_the_name_of_who_made_it(section, admin_user):
    apply_plan(plan_of_a_level(section, "Lead"), admin_user, "From a file")
    admin_user.delete()
    names = RoleLevel.history.order_by("history_id").values_list("id", "history_user_name")
    assert dict(names) == {
        section.role_level_id: "",
        RoleLevel.objects.get(slug="new").pk: "admin",
    }


def test_history_rows_hold_everything(section):
    apply_plan(plan_of_a_level(section, "Lead"))
    level = RoleLevel.objects.get(slug="new")
    row = RoleLevel.history.get(id=level.pk)
    for field in RoleLevel._meta.concrete_fields:
        assert getattr(row, field.attname) == getattr(level, field.attname)


def test_what_is_saved_afterwards_gets_keys_of_its_own(section):
    apply_plan(plan_of_a_level(section, "Lead"))
    Statement.objects.create(section=section, text="Another", position=3)
    make_role_level(title="Yet another")


def test_a_change_leaves_the_rest_alone(section):
    statement = section.statements.first()
    to = make_builder()
    to.begin_whole(RoleLevel, section.role_level_id, "Auditor")
    to.change(Statement, existing(statement), {"text": "Audit all accounts"})
    apply_plan(to.plan)
    statement.refresh_from_db()
    assert (statement.text, statement.position) == ("Audit all accounts", 1)
    assert history_of(statement)[-1] == ("~", None, "Imported")
    assert section.statements.last().text == "Report findings"


def test_what_is_removed_leaves_its_last_state_in_history(section):
    statement = section.statements.first()
    to = make_builder()
    to.begin_whole(RoleLevel, section.role_level_id, "Auditor")
    to.remove(Statement, existing(statement))
    apply_plan(to.plan)
    assert section.statements.count() == 1
    row = Statement.history.filter(id=statement.pk).latest("history_id")
    assert (row.history_type, row.text) == ("-", "Audit accounts")


def test_levels_may_exchange_their_codes(section):
    first = section.role_level
    second = make_role_level(role=first.role, code="B2")
    first.code = "A1"
    first.save()
    to = make_builder()
    to.begin_whole(RoleLevel, first.pk, "Auditor")
    to.change(RoleLevel, existing(first), {"code": "B2"})
    to.change(RoleLevel, existing(second), {"code": "A1"})
    apply_plan(to.plan)
    assert RoleLevel.objects.get(pk=first.pk).code == "B2"
    assert RoleLevel.objects.get(pk=second.pk).code == "A1"


def test_grades_may_exchange_their_positions():
    first, second = make_grade(), make_grade()
    to = make_builder()
    to.begin_whole(Grade, first.pk, "Grade")
    to.change(Grade, existing(first), {"position": 2})
    to.change(Grade, existing(second), {"position": 1})
    apply_plan(to.plan)
    assert list(Grade.objects.values_list("pk", flat=True)) == [second.pk, first.pk]


def test_days_are_written_and_compared():
    pay = make_pay(make_grade(), valid_from=datetime.date(2026, 4, 1))
    to = make_builder()
    to.begin_whole(Grade, pay.grade_id, "Grade")
    to.change(PayRange, existing(pay), {"valid_from": "2026-10-01"})
    values = {**defaults_of(PayRange), **existing(pay).values, "location": "Leeds"}
    to.create(PayRange, {**values, "valid_from": "2027-04-01"})
    apply_plan(to.plan)
    days = PayRange.objects.order_by("valid_from").values_list("valid_from", flat=True)
    assert list(days) == [datetime.date(2026, 10, 1), datetime.date(2027, 4, 1)]


def test_it_is_refused_once_anything_seen_was_edited(section):
    plan = plan_of_a_level(section, "Lead")
    other = section.statements.last()
    other.text = "Report every finding"
    other.save()
    with pytest.raises(Stale, match="edited meanwhile"):
        apply(plan=plan, by=None, reason="")
    assert not RoleLevel.objects.filter(slug="new").exists()


def test_it_is_refused_where_an_entry_changed_without_history(section):
    statement = section.statements.first()
    to = make_builder()
    to.begin_whole(RoleLevel, section.role_level_id, "Auditor")
    to.change(Statement, existing(statement), {"text": "Audit all accounts"})
    Statement.objects.filter(pk=statement.pk).update(text="Audit some accounts")
    with pytest.raises(Stale, match="changed meanwhile"):
        apply(plan=to.plan, by=None, reason="")


def test_it_is_refused_where_an_entry_is_gone_without_history(section):
    statement = section.statements.first()
    to = make_builder()
    to.begin_whole(RoleLevel, section.role_level_id, "Auditor")
    to.remove(Statement, existing(statement))
    Statement.objects.filter(pk=statement.pk)._raw_delete("default")
    with pytest.raises(Stale, match="changed meanwhile"):
        apply(plan=to.plan, by=None, reason="")


def test_nothing_is_kept_where_the_database_refuses_one_entry(section):
    plan = plan_of_a_level(section, "Lead", to=make_builder())
    plan_of_a_level(section, "Lead again", to=(to := make_builder()))
    apply_plan(plan)
    to.plan.history_versions = newest_history_versions([RoleLevel, Section, Statement])
    number = Statement.objects.count()
    with pytest.raises(Stale, match="refers to has changed"):
        apply(plan=to.plan, by=None, reason="")
    assert Statement.objects.count() == number


def queries_for(plan):
    with CaptureQueriesContext(connection) as queries:
        apply(plan=plan, by=None, reason="")
    return len(queries)


def test_the_number_of_queries_does_not_grow(section):
    few = queries_for(plan_of_a_level(section, "One"))
    RoleLevel.objects.filter(slug="new").update(slug="newer", title="Newer")
    many = queries_for(plan_of_a_level(section, *(f"Statement {n}" for n in range(500))))
    assert many == few
