import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from capframe.base.actions import delete
from capframe.base.saves import one_save
from roles.models import RoleLevel, Statement
from tests.admin_forms import edit
from tests.factories import make_role_level, make_workstream


def history_of(model, pk):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_history", args=[pk])


def text_of(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", response.content.decode()))


@pytest.fixture
def level(db):
    with one_save():
        return make_role_level({"Duties": ["Lead"]})


@pytest.fixture
def address(level):
    return history_of(RoleLevel, level.pk)


def test_it_tells_of_the_first_version_in_short_and_in_full(level, address, admin_client):
    page = admin_client.get(address)
    assert "First version Added with 1 section and 1 statement" in text_of(page)
    (link,) = re.findall(r'href="(\?save=[^"]+)"', page.content.decode())
    page = text_of(admin_client.get(address + link))
    assert "Added Duties, statement 1 added: Lead (end)" in page
    assert "All changes of this role level" in page


@pytest.mark.parametrize("key", ["roles.rolelevel-0", "x" * 500, "é"])
def test_a_save_that_is_not_of_it_is_not_found(key, address, admin_client):
    assert admin_client.get(address, {"save": key}).status_code == 404


def test_it_shows_which_words_went_and_came(admin_client):
    entry = make_workstream(title="Old")
    change = reverse("admin:roles_workstream_change", args=[entry.pk])
    edit(admin_client, change, title="New", reason="Renamed")
    page = text_of(admin_client.get(history_of(type(entry), entry.pk)))
    assert "Title removed: Old (end) added: New (end)" in page
    assert "admin “Renamed”" in page


def test_a_long_one_has_pages(address, level, admin_client, monkeypatch):
    monkeypatch.setattr(admin.site._registry[RoleLevel], "history_per_page", 1)
    level.save()
    first = admin_client.get(address).content.decode()
    assert "Page 1 of 2" in first
    assert '<a href="?p=2">Older changes</a>' in first
    assert '<a href="?p=1">Newer changes</a>' in admin_client.get(f"{address}?p=2").content.decode()


def test_that_of_what_is_not_there_leads_back(address, admin_client):
    assert admin_client.get(history_of(RoleLevel, 999)).status_code == 302
    assert admin_client.get(history_of(RoleLevel, "9" * 40)).status_code == 302
    assert admin_client.post(address).status_code == 200


def test_what_was_deleted_keeps_its_history(level, address, admin_client):
    name = str(level)
    with one_save():
        delete(entry=level, by=None, reason="Entered twice")
    response = admin_client.get(address)
    page = text_of(response)
    assert f"History of the role level {name}" in page
    assert "This role level was deleted." in page
    assert "“Entered twice” Removed with 1 section and 1 statement" in page
    assert reverse("admin:roles_rolelevel_change", args=[1]) not in response.content.decode()


def test_what_was_deleted_after_what_it_is_called_by_has_a_number(level, address, admin_client):
    pk = level.pk
    delete(entry=level, by=None, reason="")
    level.role.delete()
    type(level.role).history.all().delete()
    assert f"role level number {pk}" in text_of(admin_client.get(address))


@pytest.mark.parametrize(("group", "status"), [("Viewer", 200), ("Account manager", 403)])
@pytest.mark.parametrize("deleted", [False, True])
def test_who_may_see_entries_may_see_it(group, status, deleted, level, address, client, editor_of):
    if deleted:
        delete(entry=level, by=None, reason="")
    client.force_login(editor_of(group))
    assert client.get(address).status_code == status


@pytest.fixture
def editor_of(django_user_model):
    def make(group):
        user = django_user_model.objects.create(username="ed", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        return user

    return make


def test_it_says_that_a_person_or_reason_is_not_recorded(address, admin_client):
    assert "Person not recorded No reason given" in text_of(admin_client.get(address))


def test_what_is_typed_is_escaped(level, address, admin_client):
    statement = Statement.objects.get()
    statement.text = "<script>alert(1)</script>"
    statement.save()
    assert "<script>alert" not in admin_client.get(address).content.decode()


# The way back


def links_of(page):
    body = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'href="/admin/(undo|restore)/[^"]+"', body)


def test_each_change_is_taken_back_from_here(level, address, admin_client):
    for place in ("London", "Leeds"):
        with one_save():
            level.location = place
            level.save()
    page = admin_client.get(address)
    assert links_of(page) == ["undo", "undo", "restore", "restore"]
    assert text_of(page).count("This is the current version") == 1
    row = RoleLevel.history.latest("history_id").history_id
    assert f'href="/admin/undo/roles.rolelevel/{row}/"' in page.content.decode()


def test_a_deletion_is_undone_and_no_version_to_restore(level, address, admin_client):
    with one_save():
        delete(entry=level, by=None, reason="")
    page = admin_client.get(address)
    assert links_of(page) == ["undo", "restore"]
    assert "This is the current version" not in text_of(page)


@pytest.mark.parametrize(("group", "number"), [("Viewer", 0), ("Editor", 2)])
def test_who_may_not_change_it_finds_no_way_back(group, number, level, address, client, editor_of):
    with one_save():
        level.location = "London"
        level.save()
    client.force_login(editor_of(group))
    page = client.get(address)
    assert len(links_of(page)) == number
    assert ("Take back" in text_of(page)) is bool(number)
