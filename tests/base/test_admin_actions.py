"""Changing the status of many entries, and deleting one or many."""

import re

import pytest
from django.urls import reverse

from capframe.base.models import Source, Status
from roles.models import Milestone, RoleLevel, Workstream
from tests.factories import make_grade, make_role, make_role_level, make_workstream

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", re.IGNORECASE)


def url(page, model, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def change_url(entry):
    return url("change", type(entry), entry.pk)


def act(client, action, *entries, **more):
    """Choose an action for these entries above their list."""
    ticked = {"action": action, "_selected_action": [entry.pk for entry in entries]}
    return client.post(url("changelist", type(entries[0])), ticked | more, follow=True)


@pytest.mark.parametrize(
    ("action", "status"),
    [("publish", "published"), ("withdraw", "withdrawn"), ("back_to_draft", "draft")],
)
def test_a_status_is_set_for_many(action, status, admin_client, admin_user):
    before = Status.DRAFT if status == "published" else Status.PUBLISHED
    entries = [make_workstream(status=before) for _ in range(2)]
    page = act(admin_client, action, *entries, reason="Agreed on Monday")
    assert f"2 workstreams changed to {Status(status).label}." in page.content.decode()
    for entry in entries:
        newest = entry.history.first()
        assert (newest.status, newest.history_user) == (status, admin_user)
        assert newest.history_change_reason == "Agreed on Monday"


def test_withdrawing_many_says_where_to_say_what_replaces_each(admin_client):
    page = act(admin_client, "withdraw", make_workstream())
    assert "choose that as its successor on its own page" in page.content.decode()


def test_publishing_says_what_stays_hidden(admin_client):
    role = make_role(status=Status.DRAFT)
    levels = [make_role_level(role=role, status=Status.DRAFT) for _ in range(2)]
    page = act(admin_client, "publish", *levels, make_role_level(status=Status.DRAFT))
    assert "Readers still do not see 2 of them: the role is a draft." in page.content.decode()


def test_publishing_from_a_filtered_list_says_what_stays_hidden(admin_client):
    level = make_role_level(role=make_role(status=Status.DRAFT), status=Status.DRAFT)
    ticked = {"action": "publish", "_selected_action": [level.pk]}
    address = f"{url('changelist', RoleLevel)}?status__exact=draft"
    page = admin_client.post(address, ticked, follow=True)
    assert "Readers still do not see 1 of them" in page.content.decode()


def test_deleting_asks_why(admin_client, admin_user):
    entry = make_workstream(milestones=["Models by 2011"])
    address = url("delete", Workstream, entry.pk)
    assert "Reason for this change" in admin_client.get(address).content.decode()
    admin_client.post(address, {"post": "yes", "reason": "Entered twice"})
    for model in (Workstream, Milestone):
        row = model.history.filter(history_type="-").get()
        assert (row.history_user, row.history_change_reason) == (admin_user, "Entered twice")


def test_deleting_many_asks_why(admin_client):
    entries = [make_workstream() for _ in range(2)]
    page = act(admin_client, "delete_selected", *entries, reason="Entered twice")
    assert 'value="Entered twice"' in page.content.decode()
    act(admin_client, "delete_selected", *entries, post="yes", reason="Entered twice")
    rows = Workstream.history.filter(history_type="-")
    assert {row.history_change_reason for row in rows} == {"Entered twice"}
    assert not Workstream.objects.exists()


def test_what_is_in_use_is_not_deleted(admin_client):
    level = make_role_level(grade=make_grade())
    address = url("delete", type(level.grade), level.grade.pk)
    page = admin_client.get(address).content.decode()
    assert "This grade cannot be deleted, because it is in use" in page
    assert f'Role level: <a href="{change_url(level)}">{level}</a>' in page
    admin_client.post(address, {"post": "yes"})
    assert type(level.grade).objects.exists()


def test_what_is_in_use_is_not_deleted_with_others(admin_client):
    level = make_role_level(grade=make_grade())
    spare = make_grade()
    page = act(admin_client, "delete_selected", level.grade, spare, post="yes")
    assert "what you chose is in use" in page.content.decode()
    assert type(spare).objects.count() == 2


def test_a_long_list_of_users_is_cut(admin_client):
    levels = [make_role_level() for _ in range(25)]
    page = admin_client.get(url("delete", Source, levels[0].source.pk)).content.decode()
    assert "<li>and 5 more role levels</li>" in page


def test_a_list_that_asks_to_delete_has_no_script_or_style_in_it(admin_client):
    entry = make_workstream()
    response = act(admin_client, "delete_selected", entry)
    assert INLINE.findall(response.content.decode()) == []
