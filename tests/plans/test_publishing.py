"""Publishing what was kept: what has come in between, and the rules."""

from datetime import date

import pytest
from django.contrib.redirects.models import Redirect
from django.urls import reverse

from capframe.base.actions import delete, sign
from capframe.base.models import Status
from capframe.base.saves import one_save
from capframe.plans.carrying_out import carry_out
from capframe.plans.models import UnpublishedChange
from capframe.plans.publishing import NOW, OURS, NotPublishable, Publication, publish
from capframe.plans.putting_back import plan_putting_back
from capframe.plans.recording import record
from capframe.search.models import SearchEntry
from roles.models import Role, RoleLevel, Section, Statement
from tests.factories import (
    WITHDRAWN_ON,
    make_family,
    make_role,
    make_role_level,
    make_section,
)

pytestmark = pytest.mark.django_db


def save(entry, **values):
    entry = type(entry).objects.get(pk=entry.pk) if entry.pk else entry
    for name, value in values.items():
        setattr(entry, name, value)
    sign(entry, by=None, reason="Because")
    entry.save()
    return entry


def keep(write, onto=None):
    change = onto or UnpublishedChange(title="Revised")
    change.keep(record(write, onto=onto and onto.read_plan())[1], by=None)
    return change


def publish_it(change, **chosen):
    publication = Publication(change.read_plan())
    answers = {one.name: chosen.get(one.column, NOW) for one in publication.choices}
    publish(change=change, plan=publication.settle(answers), by=None, reason="Published")


def test_it_changes_what_was_kept_and_leaves_the_list(
    admin_user, django_capture_on_commit_callbacks
):
    level = make_role_level(title="Auditor", slug="auditor")
    old = level.get_absolute_url()
    change = keep(lambda: save(level, title="Controller", slug="controller"))
    with django_capture_on_commit_callbacks(execute=True):
        plan = Publication(change.read_plan()).settle({})
        publish(change=change, plan=plan, by=admin_user, reason="Agreed")
    level.refresh_from_db()
    assert level.title == "Controller"
    row = level.history.first()
    assert (row.history_user, row.history_change_reason) == (admin_user, "Agreed")
    assert Redirect.objects.get(old_path=old).new_path == level.get_absolute_url()
    assert SearchEntry.objects.filter(kind="rolelevels", title__contains="Controller").exists()
    assert not UnpublishedChange.objects.exists()


def test_what_others_changed_elsewhere_is_kept_from_both():
    level = make_role_level(title="Auditor")
    change = keep(lambda: save(level, title="Controller"))
    save(level, code="A1")
    assert Publication(change.read_plan()).choices == []
    publish_it(change)
    level.refresh_from_db()
    assert (level.title, level.code) == ("Controller", "A1")


@pytest.mark.parametrize(("answer", "title"), [(NOW, "Theirs"), (OURS, "Ours")])
def test_what_both_changed_is_asked_about(answer, title):
    level = make_role_level(title="Auditor")
    change = keep(lambda: save(level, title="Ours", code="A1"))
    save(level, title="Theirs")
    (choice,) = Publication(change.read_plan()).choices
    assert (choice.column, choice.now) == ("title", "Theirs")
    publish_it(change, title=answer)
    level.refresh_from_db()
    assert (level.title, level.code) == (title, "A1")


def test_another_value_since_is_another_choice():
    level = make_role_level(title="Auditor")
    change = keep(lambda: save(level, title="Ours"))
    names = set()
    for title in ("Theirs", "Theirs again"):
        save(level, title=title)
        names |= {one.name for one in Publication(change.read_plan()).choices}
    assert len(names) == 2


def test_what_both_changed_alike_is_nothing_to_ask():
    level = make_role_level(title="Auditor")
    change = keep(lambda: save(level, title="Same"))
    save(level, title="Same")
    publish_it(change)
    assert level.history.count() == 2


@pytest.mark.parametrize(("answer", "is_there"), [(NOW, True), (OURS, False)])
def test_a_removal_of_what_was_edited_since_is_asked_about(answer, is_there):
    section = make_section(make_role_level(), statements=["Lead."])
    change = keep(lambda: delete(entry=Section.objects.get(), by=None, reason=""))
    save(section.statements.get(), text="Lead others.")
    (choice,) = Publication(change.read_plan()).choices
    assert choice.column == ""
    publish_it(change, **{"": answer})
    assert Statement.objects.exists() is is_there
    assert Section.objects.exists() is is_there


def test_what_cannot_be_carried_out_is_left_out_with_what_stands_in_it():
    level, other = make_role_level(), make_role_level(title="Auditor")

    def write():
        make_section(RoleLevel.objects.get(pk=level.pk), statements=["Lead."])
        save(other, title="Controller")

    make_section(other)
    change = keep(write)
    delete(entry=RoleLevel.objects.get(pk=level.pk), by=None, reason="")
    publication = Publication(change.read_plan())
    assert {one.title for one in publication.left_out} == {
        "Section “Responsibilities”",
        "Statement “Lead.”",
    }
    publish_it(change)
    other.refresh_from_db()
    assert other.title == "Controller"
    assert not Statement.objects.exists()


def test_an_address_taken_meanwhile_is_said_with_who_has_it():
    role = make_role(slug="one")
    change = keep(lambda: save(role, slug="two"))
    make_role(title="Taker", slug="two")
    with pytest.raises(NotPublishable) as refused:
        publish_it(change)
    (fault,) = refused.value.faults
    assert fault.message == (
        "Another role has this address by now, the role “Taker”: choose another."
    )
    assert (fault.whole.model, fault.whole.pk) == ("roles.role", role.pk)
    role.refresh_from_db()
    assert role.slug == "one"
    assert UnpublishedChange.objects.exists()


def test_an_address_taken_meanwhile_can_be_changed_in_the_change():
    role = make_role(slug="one")
    change = keep(lambda: save(role, slug="two"))
    make_role(title="Taker", slug="two")
    keep(lambda: save(role, slug="three"), onto=change)
    publish_it(change)
    role.refresh_from_db()
    assert role.slug == "three"


def test_addresses_exchanged_are_none_that_is_taken():
    one, two = make_role(slug="one"), make_role(slug="two")

    def write():
        save(one, slug="between")
        save(two, slug="one")
        save(one, slug="two")

    publish_it(keep(write))
    assert list(Role.objects.order_by("pk").values_list("slug", flat=True)) == ["two", "one"]


def test_the_rules_hold_again():
    one, two = make_role_level(), make_role_level()
    change = keep(lambda: save(one, status=Status.WITHDRAWN, successor=two))
    save(two, status=Status.WITHDRAWN, successor=one)
    with pytest.raises(NotPublishable) as refused:
        publish_it(change)
    (fault,) = refused.value.faults
    assert "This leads back to the entry itself" in fault.message
    one.refresh_from_db()
    assert one.status == Status.PUBLISHED
    assert UnpublishedChange.objects.exists()


def test_what_follows_from_other_values_follows_from_those_of_today():
    role, family = make_role(), make_family()
    change = keep(lambda: make_role_level(role=Role.objects.get(pk=role.pk)))
    save(role, family=family)
    publish_it(change)
    level = RoleLevel.objects.get()
    assert level.family == family
    assert level.history.first().family_id == family.pk


def test_it_is_withdrawn_on_the_day_on_which_it_is_published(monkeypatch):
    level = make_role_level()
    change = keep(lambda: save(level, status=Status.WITHDRAWN))
    monkeypatch.setattr("capframe.plans.publishing.localdate", lambda: date(2030, 1, 2))
    publish_it(change)
    level.refresh_from_db()
    assert level.withdrawn_on == date(2030, 1, 2)


@pytest.mark.parametrize("at_once", [True, False])
def test_what_is_new_and_withdrawn_was_never_withdrawn_from_anybody(at_once):
    role = make_role()

    def withdraw():
        save(RoleLevel.objects.get(), status=Status.WITHDRAWN)

    def add():
        save(make_role_level(role=Role.objects.get(pk=role.pk)))
        if at_once:
            withdraw()

    change = keep(add)
    if not at_once:
        keep(withdraw, onto=change)
    assert [one.after["withdrawn_on"] for one in change.read_plan().changes] == [None]
    publish_it(change)
    level = RoleLevel.objects.get()
    assert (level.status, level.withdrawn_on) == (Status.WITHDRAWN, None)


def test_what_is_put_back_was_withdrawn_when_it_was():
    level = save(make_role_level())
    level = save(level, status=Status.WITHDRAWN, withdrawn_on=WITHDRAWN_ON)
    key = RoleLevel, level.pk
    with one_save():
        delete(entry=level, by=None, reason="")
    plan = plan_putting_back({key: RoleLevel.history.first()})
    publish_it(keep(lambda: carry_out(plan=plan, by=None, reason="Put back")))
    assert RoleLevel.objects.get().withdrawn_on == WITHDRAWN_ON


@pytest.fixture
def kept():
    level = make_role_level(title="Auditor")
    return keep(lambda: save(level, title="Controller"))


def address(change):
    return reverse("admin:plans_unpublished_publish", args=[change.pk])


def test_the_page_publishes(admin_client, kept):
    page = admin_client.get(address(kept))
    form = page.context["form"]
    assert form.initial == {"reason": "Revised", "version": kept.plan_digest}
    response = admin_client.post(address(kept), form.initial, follow=True)
    (said,) = (str(one) for one in response.context["messages"])
    assert said.startswith("Published: “Revised”. Readers see it now.")
    assert RoleLevel.objects.get().title == "Controller"
    assert admin_client.get(address(kept)).status_code == 404


def test_what_was_published_can_be_taken_back(admin_client, kept):
    sent = admin_client.get(address(kept)).context["form"].initial
    response = admin_client.post(address(kept), sent, follow=True)
    (said,) = (str(one) for one in response.context["messages"])
    undo = admin_client.get(said.split("'")[1])
    assert undo.status_code == 200
    assert "Controller" in undo.content.decode()


def test_what_others_published_alike_is_said_and_leaves_the_list(admin_client, kept):
    save(RoleLevel.objects.get(), title="Controller")
    sent = admin_client.get(address(kept)).context["form"].initial
    response = admin_client.post(address(kept), sent, follow=True)
    (said,) = (str(one) for one in response.context["messages"])
    assert said.startswith("Nothing of “Revised” was left to publish")
    assert not UnpublishedChange.objects.exists()


def test_the_page_asks_with_nothing_chosen(admin_client, kept):
    save(RoleLevel.objects.get(), title="Theirs")
    page = admin_client.get(address(kept))
    (asked,) = page.context["asked"]
    assert "checked" not in str(asked.field)
    sent = page.context["form"].initial
    refused = admin_client.post(address(kept), sent | {"reason": "Typed"})
    assert refused.status_code == 200
    assert 'value="Typed"' in refused.content.decode()
    assert refused.context["form"].errors == {
        asked.choice.name: ["Choose which of the two stands."]
    }
    assert admin_client.post(address(kept), sent | {asked.choice.name: OURS}).status_code == 302
    assert RoleLevel.objects.get().title == "Controller"


def test_the_page_refuses_what_was_added_since_it_was_opened(admin_client, kept):
    sent = admin_client.get(address(kept)).context["form"].initial
    level = RoleLevel.objects.get()
    keep(lambda: save(level, code="A1"), onto=kept)
    refused = admin_client.post(address(kept), sent)
    assert "Somebody changed this unpublished change" in refused.content.decode()
    assert RoleLevel.objects.get().title == "Auditor"
    again = refused.context["form"].data
    assert admin_client.post(address(kept), again.dict()).status_code == 302


def test_the_page_says_where_to_put_a_fault_right(admin_client):
    role = make_role(slug="one")
    change = keep(lambda: save(role, slug="two"))
    make_role(title="Taker", slug="two")
    sent = admin_client.get(address(change)).context["form"].initial
    refused = admin_client.post(address(change), sent)
    assert refused.status_code == 409
    form = f"/admin/roles/role/{role.pk}/change/?unpublished={change.pk}"
    assert f'href="{form}"' in refused.content.decode()
    assert admin_client.get(form).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"reason": "\0"}, {"version": "x", "reason": "a" * 501}])
def test_tampered_forms_publish_nothing(admin_client, kept, sent):
    assert admin_client.post(address(kept), sent).status_code == 200
    assert RoleLevel.objects.get().title == "Auditor"
