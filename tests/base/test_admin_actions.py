"""What is done above a list, and deleting one or many."""

import re

from django.urls import reverse

from capframe.base.models import Source
from roles.models import Milestone, Workstream
from tests.admin_forms import Fields
from tests.factories import make_grade, make_role_level, make_workstream

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", re.IGNORECASE)


def url(page, model, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def change_url(entry):
    return url("change", type(entry), entry.pk)


def confirm(client, action, *entries, ticked=None, **more):
    """Ask about these entries above their list, and press the button for those that are ticked."""
    seen = Fields(act(client, action, *entries).content.decode()).values["seen"]
    keys = [entry.pk for entry in (entries if ticked is None else ticked)]
    sent = {"seen": seen, "confirmed": "yes", "reason": "Agreed", "ticked": keys}
    return act(client, action, *entries, **(sent | more))


def act(client, action, *entries, **more):
    """Choose an action for these entries above their list."""
    ticked = {"action": action, "_selected_action": [entry.pk for entry in entries]}
    return client.post(url("changelist", type(entries[0])), ticked | more, follow=True)


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
