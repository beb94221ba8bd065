"""What a save would change, read from it and taken back."""

from contextlib import suppress

import pytest
from django.contrib.redirects.models import Redirect
from django.db import connection, transaction

from capframe.base.actions import delete, sign
from capframe.base.models import Entry, entry_models
from capframe.base.stamp import read_stamp
from capframe.plans.apply import Stale, apply
from capframe.plans.changes import Outcome
from capframe.plans.existing import newest_history_versions
from capframe.plans.recording import record
from capframe.search.models import SearchEntry
from roles.models import JobFamily, RoleLevel, Section, Statement
from tests.factories import make_family, make_role, make_role_level, make_section_type

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def section_type(db):
    return make_section_type()


def save(entry, **values):
    for name, value in values.items():
        setattr(entry, name, value)
    sign(entry, by=None, reason="Because")
    entry.save()
    return entry


def add_section(level, *texts, heading="Duties"):
    section = Section(
        role_level=level,
        section_type=make_section_type(),
        heading=heading,
        position=1,
        source=level.source,
        place="Page 1",
    )
    save(section)
    for position, text in enumerate(texts, start=1):
        save(Statement(section=section, text=text, position=position))
    return section


def everything():
    """The values of every entry, by model and primary key."""
    return {
        (model._meta.label_lower, row["id"]): row
        for model in entry_models()
        for row in model._base_manager.values()
    }


def outcomes(plan):
    return [(change.outcome, change.model) for change in plan.changes]


def test_a_save_is_recorded_and_taken_back():
    level = make_role_level(title="Auditor")
    before = everything()
    _, plan = record(lambda: save(level, title="Senior auditor"))
    (change,) = plan.changes
    assert (change.before, change.after) == ({"title": "Auditor"}, {"title": "Senior auditor"})
    assert everything() == before
    assert level.history.count() == 1


def test_what_is_new_has_its_key_for_good():
    level = make_role_level()
    section, plan = record(lambda: add_section(level, "Lead.", "Plan."))
    assert outcomes(plan) == [
        (Outcome.CREATED, "roles.section"),
        (Outcome.CREATED, "roles.statement"),
        (Outcome.CREATED, "roles.statement"),
    ]
    assert [whole.title for whole in plan.wholes] == [str(level)]
    assert add_section(make_role_level(), heading="Others").pk > section.pk
    make_family()
    assert apply(plan=plan, by=None, reason="Published") == {}
    assert Section.objects.get(pk=section.pk).heading == "Duties"


def test_the_first_entry_ever_of_a_model_has_its_key_for_good_too():
    level = make_role_level()
    assert Section.objects.count() == 0
    section, _ = record(lambda: add_section(level))
    assert add_section(make_role_level(), heading="Others").pk > section.pk


def test_what_is_made_and_removed_again_is_nothing():
    level = make_role_level()

    def write():
        delete(entry=add_section(level, "Lead."), by=None, reason="")

    _, plan = record(write)
    assert (list(plan.changes), list(plan.wholes)) == ([], [])


def test_several_rows_of_one_entry_are_one_change():
    level = make_role_level(title="Auditor")

    def write():
        save(level, title="Senior auditor")
        save(level, title="Head of audit", code="A1")

    _, plan = record(write)
    (change,) = plan.changes
    assert change.before == {"title": "Auditor", "code": ""}
    assert change.after == {"title": "Head of audit", "code": "A1"}


def test_removed_parts_are_named_by_what_they_stood_in():
    level = make_role_level()
    section = add_section(level, "Lead.")
    _, plan = record(lambda: delete(entry=section, by=None, reason=""))
    assert outcomes(plan) == [
        (Outcome.REMOVED, "roles.section"),
        (Outcome.REMOVED, "roles.statement"),
    ]
    assert [(one.model, one.pk) for one in plan.wholes] == [("roles.rolelevel", level.pk)]
    assert Statement.objects.filter(section__role_level=level).count() == 1


def test_it_leaves_nothing_but_the_keys(django_capture_on_commit_callbacks):
    family = make_family(slug="old")
    make_role_level(role=make_role(family=family))
    history = newest_history_versions(entry_models())
    search = list(SearchEntry.objects.order_by("pk").values())
    stamp = read_stamp()
    with django_capture_on_commit_callbacks() as callbacks:
        _, plan = record(lambda: save(family, slug="new", title="Renamed"))
    assert plan.changes
    assert callbacks == []
    assert read_stamp() == stamp
    assert newest_history_versions(entry_models()) == history
    assert list(SearchEntry.objects.order_by("pk").values()) == search
    assert not Redirect.objects.exists()


def test_a_fault_takes_it_back_as_well():
    level = make_role_level(title="Auditor")

    def write():
        save(level, title="Senior auditor")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        record(write)
    level.refresh_from_db()
    assert level.title == "Auditor"


def test_it_folds_into_what_was_recorded_before():
    level = make_role_level(title="Auditor")
    _, first = record(lambda: save(level, title="Senior auditor"))

    def write():
        again = RoleLevel.objects.get(pk=level.pk)
        assert again.title == "Senior auditor"
        save(again, code="A1")
        add_section(again, "Lead.")

    _, second = record(write, onto=first)
    change = second.changes[0]
    assert change.before == {"title": "Auditor", "code": ""}
    assert change.after == {"title": "Senior auditor", "code": "A1"}
    assert second.count_outcomes() == {Outcome.CHANGED: 1, Outcome.CREATED: 2}
    assert not Section.objects.exists()


def test_what_is_changed_back_is_no_change():
    level = make_role_level(title="Auditor")
    _, first = record(lambda: save(level, title="Senior auditor"))
    _, second = record(lambda: save(level, title="Auditor"), onto=first)
    assert list(second.changes) == []


def test_what_was_recorded_as_new_can_be_changed_and_removed():
    level = make_role_level()
    section, first = record(lambda: add_section(level, "Lead."))
    _, second = record(lambda: save(Section.objects.get(pk=section.pk), heading="Work"), onto=first)
    assert second.changes[0].after["heading"] == "Work"
    assert {one.before for one in second.changes} == {None}

    def remove():
        delete(entry=Section.objects.get(pk=section.pk), by=None, reason="")

    _, third = record(remove, onto=second)
    assert list(third.changes) == []


def test_it_is_in_place_whatever_is_read_written_and_taken_back_meanwhile():
    level = make_role_level(title="Auditor")
    _, first = record(lambda: save(level, title="Senior auditor", status="draft"))

    def find():
        """By a query, which knows nothing of an object that was saved."""
        return RoleLevel.objects.values_list("code", flat=True).get(title="Senior auditor")

    def write():
        found = [find()]
        for number in (1, 2):
            with suppress(ZeroDivisionError), transaction.atomic():
                save(RoleLevel.objects.get(title="Senior auditor"), code=f"A{number}")
                found.append(find())
                raise ZeroDivisionError
            found.append(find())
        save(RoleLevel.objects.get(title="Senior auditor"), code="B1")
        return [*found, find()]

    found, second = record(write, onto=first)
    assert found == ["", "A1", "", "A2", "", "B1"]
    assert second.changes[0].after == {"title": "Senior auditor", "status": "draft", "code": "B1"}


def test_what_cannot_be_put_in_place_is_said_even_if_somebody_makes_do_without(monkeypatch):
    level = make_role_level(title="Auditor")
    _, first = record(lambda: save(level, title="Senior auditor"))

    def refuse(plan):
        raise Stale("A name is taken.")

    def write():
        with suppress(Stale):
            save(RoleLevel.objects.get(pk=level.pk), code="A1")

    monkeypatch.setattr("capframe.plans.recording.put_in_place", refuse)
    with pytest.raises(Stale, match=r"A name is taken\."):
        record(write, onto=first)
    assert RoleLevel.objects.get(pk=level.pk).code == ""


def test_what_others_published_meanwhile_is_told_apart():
    level = make_role_level(title="Auditor", code="A1")
    _, first = record(lambda: save(level, title="Senior auditor"))
    save(RoleLevel.objects.get(pk=level.pk), title="Principal auditor", code="A2")
    _, second = record(
        lambda: save(RoleLevel.objects.get(pk=level.pk), description="Audits."), onto=first
    )
    (change,) = second.changes
    assert change.before == {"title": "Auditor", "description": ""}
    assert change.after == {"title": "Senior auditor", "description": "Audits."}


def test_a_new_family_with_a_role_in_it_is_recorded_in_steps():
    source = make_role_level().source
    values = {"source": source, "place": "Page 1"}
    family, plan = record(lambda: save(JobFamily(title="Audit", slug="audit", **values)))

    def add_role():
        role = make_role(family=JobFamily.objects.get(pk=family.pk), title="Auditor")
        return make_role_level(role=role, title="Senior")

    _, plan = record(add_role, onto=plan)
    assert [whole.model for whole in plan.wholes] == [
        "roles.jobfamily",
        "roles.role",
        "roles.rolelevel",
    ]
    apply(plan=plan, by=None, reason="Published")
    assert str(RoleLevel.objects.get(title="Senior").family) == "Audit"


def test_it_works_within_a_transaction_that_goes_on():
    level = make_role_level(title="Auditor")
    with transaction.atomic():
        record(lambda: save(level, title="Senior auditor"))
        assert not connection.needs_rollback
        make_family(title="Audit")
    assert JobFamily.objects.filter(title="Audit").exists()
    assert issubclass(JobFamily, Entry)
