"""Pay and role levels of the seeds get the employer that their documents name, and no others."""

from decimal import Decimal

import pytest
from django.db import transaction

from capframe.base.history.rows import find_gaps
from grades.models import PayRange
from roles.models import RoleLevel
from tests.databases import EARLIER
from tests.own_database import OwnDatabase

BEFORE = "before employers"
REASON = "The document’s employer"


@pytest.fixture(scope="module")
def migrated(django_db_setup, empty_database, django_db_blocker, tmp_path_factory):
    """A database with the seeds' pay and levels and an import's, as the migrations left it."""
    own = OwnDatabase(tmp_path_factory.mktemp("own"))
    with django_db_blocker.unblock(), own.in_use_at(BEFORE, empty_database) as executor:
        fill(executor.loader.project_state(EARLIER[BEFORE]).apps)
        executor.migrate(executor.loader.graph.leaf_nodes())
        yield


def fill(apps):
    add_source = apps.get_model("base", "Source").objects.create
    seeds = [
        ("home-office-hr-candidate-pack", "hr-professionals"),
        ("derbyshire-policy-and-performance", "policy-and-performance"),
        ("imported", "imported"),
    ]
    structure = make(
        apps,
        "grades",
        "GradeStructure",
        "civil-service",
        add_source(slug="pack", title="A pack", publisher="Somebody"),
    )
    grade = make(apps, "grades", "Grade", "seo", structure.source, structure=structure, position=1)
    for slug, family_slug in seeds:
        source = add_source(slug=slug, title=slug, publisher="Somebody")
        paid = {"grade": grade, "location": slug, "minimum": 39_333, "maximum": 45_232}
        pay = apps.get_model("grades", "PayRange").objects.create(
            source=source, place="Page 1", **paid
        )
        paid["grade_id"] = paid.pop("grade").pk
        add_row(apps, "grades", "PayRange", pay, **paid)
        family = make(apps, "roles", "JobFamily", family_slug, source)
        role = make(apps, "roles", "Role", f"{slug}-role", source, family=family)
        level = make(apps, "roles", "RoleLevel", slug, source, family=family, role=role)
        add_row(apps, "roles", "RoleLevel", level, slug=slug, family_id=family.pk, role_id=role.pk)


def make(apps, app, model, slug, source, **values):
    values |= {"organisation": "A council"} if model == "GradeStructure" else {}
    entries = apps.get_model(app, model).objects
    return entries.create(slug=slug, title=slug, source=source, place="Page 1", **values)


def add_row(apps, app, model, entry, **values):
    when = {"history_type": "+", "history_date": "2026-01-01T00:00:00Z"}
    values |= {"id": entry.pk, "source_id": entry.source_id, "place": "Page 1"}
    apps.get_model(app, f"Historical{model}").objects.create(**when, **values)


pytestmark = pytest.mark.usefixtures("migrated")


def test_only_the_seeds_get_their_employers():
    assert dict(RoleLevel.objects.values_list("slug", "employer")) == {
        "home-office-hr-candidate-pack": "Home Office",
        "derbyshire-policy-and-performance": "Derbyshire County Council",
        "imported": "",
    }
    assert dict(PayRange.objects.values_list("location", "employer")) == {
        "home-office-hr-candidate-pack": "Home Office",
        "derbyshire-policy-and-performance": "",
        "imported": "",
    }


def test_amounts_stay_and_are_pounds_a_year():
    values = PayRange.objects.values_list("minimum", "maximum", "period", "currency")
    assert set(values) == {(Decimal(39_333), Decimal(45_232), "year", "GBP")}


def test_pay_keeps_its_location_and_may_now_have_none():
    pay = PayRange.objects.get(location="imported")
    pay.pk, pay.location = None, ""
    pay.full_clean()
    with transaction.atomic():
        pay.save()
        assert PayRange.objects.filter(grade=pay.grade).count() == 4
        transaction.set_rollback(True)


@pytest.mark.parametrize("model", [PayRange, RoleLevel])
def test_history_says_why_and_by_nobody(model):
    rows = model.history.filter(history_type="~", history_change_reason=REASON)
    assert {row.id for row in rows} == set(
        model.objects.exclude(employer="").values_list("pk", flat=True)
    )
    assert {row.history_user for row in rows} == {None}
    named = model.objects.exclude(employer="").values_list("pk", flat=True)
    assert not list(find_gaps(model, list(named)))
