"""Reading through a plan gives what applying it and reading gives."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import DateField
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from capframe.base.kept import Kept
from capframe.base.models import entry_models
from capframe.base.prepared import Parameter, Prepared
from capframe.plans.apply import Stale, foreign_keys, model_of
from capframe.plans.changes import Outcome
from capframe.plans.existing import read_existing
from capframe.plans.other_state import WritesElsewhere, key_of, reading
from capframe.plans.plan import Plan
from grades.models import Grade, PayRange
from roles.models import (
    JobFamily,
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SkillRequirement,
    Statement,
)
from skills.models import Indicator, Skill, SkillFramework
from tests.addresses import entry_addresses
from tests.crawl import text_of
from tests.factories import make_grade, make_pay, make_role_level
from tests.sample_plans import apply_plan, existing, make_builder, plan_of_a_level

pytestmark = pytest.mark.django_db

LISTS = ("home", "families:list", "roles:list", "skills:list", "grades:list", "workstreams:list")


@pytest.fixture
def section():
    level = make_role_level({"Duties": ["Audit accounts", "Report 100% of findings"]})
    return level.sections.get()


def texts():
    return list(Statement.objects.values_list("text", flat=True).order_by("section", "position"))


def test_what_is_made_changed_and_removed_is_read_so(section):
    first, second = section.statements.order_by("position")
    builder = make_builder()
    builder.begin_whole(RoleLevel, section.role_level_id, "Auditor")
    builder.change(Statement, existing(first), {"text": "Audit “all” accounts, 'twice'"})
    builder.remove(Statement, existing(second))
    plan = plan_of_a_level(section, "Lead", to=builder)
    with reading(plan):
        assert texts() == ["Audit “all” accounts, 'twice'", "Lead"]
        made = RoleLevel.objects.get(slug="new")
        assert made.pk == key_of(-1)
        assert [one.heading for one in made.sections.all()] == ["Duties"]
        assert made.role == section.role_level.role
    assert texts() == ["Audit accounts", "Report 100% of findings"]
    assert not RoleLevel.objects.filter(slug="new").exists()


def test_new_entries_come_last_in_the_order_in_which_they_are_made(section):
    with reading(plan_of_a_level(section, "Lead", "Plan", "Check")):
        ordered = Statement.objects.order_by("pk").values_list("text", flat=True)
        assert list(ordered)[2:] == ["Lead", "Plan", "Check"]


def test_a_restored_entry_has_its_own_key(section):
    statement = section.statements.first()
    values = existing(statement)
    statement.delete()
    builder = make_builder()
    builder.create(Statement, values.values)
    (change,) = builder.plan.changes
    plan = Plan(changes=[type(change)(change.model, values.pk, None, change.after, -1)])
    with reading(plan):
        assert Statement.objects.get(pk=values.pk).text == values.values["text"]


def test_what_is_changed_and_is_no_more_is_not_there(section):
    statement = section.statements.first()
    builder = make_builder()
    builder.change(Statement, existing(statement), {"text": "Other"})
    statement.delete()
    with reading(builder.plan):
        assert "Other" not in texts()


def test_days_amounts_and_prepared_queries_are_read_as_their_columns_have_them():
    grade = make_grade()
    pay = make_pay(grade, minimum="30000.50", maximum=40_000, valid_from="2026-04-01")
    builder = make_builder()
    builder.change(PayRange, existing(pay), {"maximum": "41000.25", "valid_from": "2027-04-01"})
    query: Any = PayRange.objects.filter(valid_from__lte=Parameter("on", DateField()))
    prepared = Prepared(query.values_list("grade__slug", "location"))
    after = builder.plan
    with reading(after):
        read = PayRange.objects.get(valid_from__gte="2027-04-01", maximum__gt=41_000)
        assert read_existing(PayRange.objects.all())[pay.pk].values == {
            **existing(pay).values,
            "maximum": "41000.25",
            "valid_from": "2027-04-01",
        }
        assert [read.minimum.as_tuple(), str(read.maximum)] == [pay_minimum(pay), "41000.25"]
        assert prepared.rows({"on": "2026-12-31"}) == []
        assert len(prepared.rows({"on": "2027-12-31"})) == 1
        chunks = PayRange.objects.values_list("pk", flat=True).iterator(chunk_size=1)
        assert list(chunks) == [pay.pk]
    assert len(prepared.rows({"on": "2026-12-31"})) == 1


def pay_minimum(pay):
    return PayRange.objects.get(pk=pay.pk).minimum.as_tuple()


def test_sql_without_parameters_keeps_its_percent_signs(section):
    plan = plan_of_a_level(section, "Lead")
    sql = "SELECT text FROM roles_statement WHERE text LIKE '%100\\%%' ESCAPE '\\' OR text = 'Lead'"
    with reading(plan), connection.cursor() as cursor:
        cursor.execute(sql)
        assert {row[0] for row in cursor.fetchall()} == {"Report 100% of findings", "Lead"}


def test_tables_in_which_nothing_changes_are_read_as_ever(section):
    with reading(plan_of_a_level(section, "Lead")), CaptureQueriesContext(connection) as queries:
        list(Grade.objects.all())
    assert len(queries) == 1
    assert not queries[0]["sql"].startswith("WITH")


@pytest.mark.parametrize("plan", ["empty", "of a level"])
def test_nothing_is_written_or_locked_meanwhile(section, plan):
    plan = Plan() if plan == "empty" else plan_of_a_level(section, "Lead")
    statement = section.statements.first()
    with reading(plan):
        with pytest.raises(WritesElsewhere), transaction.atomic():
            statement.save()
        with pytest.raises(WritesElsewhere), transaction.atomic():
            Statement.objects.all().delete()
        with pytest.raises(WritesElsewhere), connection.cursor() as cursor:
            cursor.executemany("UPDATE roles_statement SET text = %s", [["Other"]])
        with pytest.raises(WritesElsewhere), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM roles_statement FOR UPDATE")
    statement.save()


def test_reading_ends_with_an_error_too(section):
    with pytest.raises(ZeroDivisionError), reading(plan_of_a_level(section, "Lead")):
        raise ZeroDivisionError
    assert "Lead" not in texts()


def test_what_is_kept_of_today_is_neither_used_nor_replaced(section):
    kept: Kept[list[str]] = Kept(most=1)
    today = kept.find_or_make("texts", texts)
    with reading(plan_of_a_level(section, "Lead")):
        assert kept.find_or_make("texts", texts) == [*today, "Lead"]
    assert kept.find_or_make("texts", texts) == today


TEXTS = st.text("ab é%'\"\\’{}$?", min_size=1, max_size=12).map(str.strip).filter(bool)
STATUS = st.sampled_from(["draft", "published", "withdrawn"])
# What may be changed of some models, and how; what is removed may go without anything else.
CHANGES: dict[Any, Any] = {
    JobFamily: {"title": TEXTS, "status": STATUS},
    Role: {"title": TEXTS, "status": STATUS, "description": TEXTS},
    RoleLevel: {"title": TEXTS, "status": STATUS, "code": TEXTS, "location": TEXTS},
    Section: {"heading": TEXTS},
    Statement: {"text": TEXTS, "note": TEXTS},
    Skill: {"title": TEXTS, "status": STATUS},
    SkillFramework: {"title": TEXTS},
    Grade: {"title": TEXTS},
    Indicator: {"effective": TEXTS},
    PayRange: {"minimum": st.integers(1, 20_000), "valid_from": st.sampled_from(["2020-01-01"])},
}
REMOVED = (Statement, SkillRequirement, QualificationRequirement, Indicator, PayRange)


@st.composite
def plans(draw):
    """A plan of a few changes of entries of the seeded catalogue, and of new ones."""
    builder = make_builder()
    for model in draw(st.lists(st.sampled_from(list(CHANGES)), max_size=6, unique=True)):
        entries = list(model._base_manager.order_by("pk")[:40])
        for entry in draw(st.lists(st.sampled_from(entries), max_size=3, unique=True)):
            values = draw(st.fixed_dictionaries({}, optional=CHANGES[model]))
            builder.begin_whole(model, entry.pk, str(entry))
            builder.change(model, existing(entry), values)
    changed = {(change.model, change.pk) for change in builder.plan.changes}
    for model in draw(st.lists(st.sampled_from(REMOVED), max_size=3, unique=True)):
        for entry in draw(st.lists(st.sampled_from(removable(model)), max_size=3)):
            if (model._meta.label_lower, entry.pk) not in changed:
                builder.remove(model, existing(entry))
                changed.add((model._meta.label_lower, entry.pk))
    for section in draw(st.lists(st.sampled_from(list(Section.objects.all()[:20])), max_size=1)):
        plan_of_a_level(section, *draw(st.lists(TEXTS, max_size=3)), to=builder)
    return builder.plan


def removable(model):
    """The first entries of a model that nothing refers to."""
    entries = model._base_manager.order_by("pk")
    if model is Statement:
        entries = entries.exclude(pk__in=QualificationRequirement.objects.values("statement"))
    return list(entries[:40])


@pytest.mark.usefixtures("shared_catalogue")
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_reading_through_a_plan_is_reading_after_it(data, client):
    addresses = some_addresses()
    plan = data.draw(plans())
    with reading(plan):
        rows, pages = read_rows(), read_pages(client, addresses)
    with transaction.atomic():
        try:
            _, keys = apply_plan(plan)
        except Stale:  # it gives two entries one name
            reject()
        assert read_rows(keys_of_new(plan, keys)) == rows
        for address, page in read_pages(client, addresses).items():
            assert page == pages[address], address
        transaction.set_rollback(True)


def some_addresses():
    """Nine kinds of pages of entries, the lists, a comparison, and a step up."""
    levels = RoleLevel.objects.published().order_by("pk")[:3]
    named = [f"{one.role.slug}/{one.slug}" for one in levels]
    compared = "&".join(f"level={name}" for name in named)
    return [
        *map(reverse, LISTS),
        *entry_addresses().values(),
        *(f"{reverse('compare')}?{compared}&view={view}" for view in ("glance", "adds", "full")),
        f"{reverse('step-up')}?from={named[0]}&to={named[1]}",
    ]


def keys_of_new(plan, keys):
    """By model, for each key that a new entry was given, the one that it has while reading."""
    numbers = plan.keys(Outcome.CREATED).items()
    return {model_of(label): {keys[one]: key_of(one) for one in pks} for label, pks in numbers}


def read_rows(new=None):
    """The rows of every entry's table; the keys of new ones as they have them while reading."""
    return {model: rows_of(model, new or {}) for model in entry_models()}


def rows_of(model, new):
    found = {}
    for pk, entry in read_existing(model._base_manager.order_by("pk")).items():
        values = dict(entry.values)
        for name, field in foreign_keys(model).items():
            values[name] = new.get(field.related_model, {}).get(values[name], values[name])
        found[new.get(model, {}).get(pk, pk)] = values
    return found


def read_pages(client, addresses):
    return {address: read_page(client, address) for address in addresses}


def read_page(client, address):
    answer = client.get(address)
    return answer.status_code, text_of(answer)
