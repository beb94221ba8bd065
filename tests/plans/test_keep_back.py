"""“Keep unpublished” where something would be undone, restored or put back."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from capframe.base.actions import delete
from capframe.base.saves import one_save
from capframe.plans.models import UnpublishedChange
from capframe.plans.publishing import Publication, publish
from roles.models import RoleLevel, Statement
from tests.factories import make_role_level
from tests.plans.back_pages import answer, load, text_of, undo_url

pytestmark = pytest.mark.django_db

KEEP = {"_keep": "Keep unpublished"}


@pytest.fixture
def level():
    with one_save():
        level = make_role_level({"Duties": ["Audit accounts", "Report findings"]}, title="Senior")
    with one_save():
        level.location = "Matlock"
        level.save()
    return level


def history_of(level):
    return reverse("admin:roles_rolelevel_history", args=[level.pk])


def location_of(level):
    return RoleLevel.objects.values_list("location", flat=True).get(pk=level.pk)


def test_it_works(admin_client, level):
    response = answer(admin_client, undo_url(level), reason="Not agreed", **KEEP)
    kept = UnpublishedChange.objects.get()
    assert response.url == reverse("admin:plans_unpublished_change", args=[kept.pk])
    assert (kept.title, location_of(level)) == ("Not agreed", "Matlock")
    assert "Matlock" in text_of(admin_client.get(response.url))


def test_a_preview_of_it_keeps_it_and_opens_it(admin_client, level):
    response = answer(admin_client, undo_url(level), _keep="Preview")
    kept = UnpublishedChange.objects.get()
    assert response.url == reverse("previews:open", args=["unpublished", kept.pk])


def test_those_who_may_only_keep_are_led_to_putting_back(client, level, django_user_model):
    with one_save():
        delete(entry=level, by=None, reason="Entered twice")
    for group, leads in (("Viewer", False), ("Preparer", True)):
        user = django_user_model.objects.create(username=group, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        page = client.get(reverse("admin:plans_deleted")).content.decode()
        assert ("/admin/put-back/roles.rolelevel/" in page) is leads


def test_what_was_deleted_is_put_back_when_it_is_published(admin_client, admin_user, level):
    pk = level.pk
    with one_save():
        delete(entry=level, by=None, reason="Entered twice")
    row = RoleLevel.history.latest("history_id")
    answer(admin_client, reverse("admin:plans_undo", args=["roles.rolelevel", row.pk]), **KEEP)
    assert not RoleLevel.objects.exists()
    kept = UnpublishedChange.objects.get()
    plan = Publication(kept.read_plan()).settle({})
    publish(change=kept, plan=plan, by=admin_user, reason="As agreed")
    assert RoleLevel.objects.get().pk == pk
    assert Statement.objects.count() == 2


@pytest.mark.parametrize(
    ("group", "kept", "undone"),
    [
        ("Viewer", 403, 403),
        ("Preparer", 302, 403),
        ("Editor", 302, 302),
        ("Publisher of imports", 302, 302),
        ("Account manager", 403, 403),
    ],
)
def test_each_group_may_do_what_is_theirs(
    group, kept, undone, admin_client, django_user_model, level
):
    form = load(admin_client, undo_url(level))
    user = django_user_model.objects.create(username="ann", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    admin_client.force_login(user)
    links = ("Undo this change", "Restore this version")
    history = text_of(admin_client.get(history_of(level)))
    assert [link in history for link in links] == [kept == 302] * 2
    page = admin_client.get(undo_url(level)).content
    assert (b'name="_keep"' in page) is (kept == 302)
    assert (b'value="Preview"' in page) is (kept == 302)
    assert (b'value="Undo this change"' in page) is (undone == 302)
    assert admin_client.post(undo_url(level), form.sent | KEEP).status_code == kept
    assert location_of(level) == "Matlock"
    assert admin_client.post(undo_url(level), form.sent).status_code == undone


def test_what_was_changed_meanwhile_is_not_kept(admin_client, level):
    url = undo_url(level)
    form = load(admin_client, url)
    with one_save():
        level.location = "Leeds"
        level.save()
    assert admin_client.post(url, form.sent | KEEP).status_code == 409
    assert not UnpublishedChange.objects.exists()
