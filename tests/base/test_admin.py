"""What every page of the admin does, whatever the entry."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.urls import reverse
from django.utils.timezone import localdate

from capframe.base.models import Entry, Status
from roles.models import Role, RoleLevel, Workstream
from tests.admin_forms import Fields, edit, load, problems, send
from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_workstream,
    withdraw,
)
from tests.pages import squeezed

ENTRIES = [model for model in admin.site._registry if issubclass(model, Entry)]
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", re.IGNORECASE)


def url(page, model, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def change_url(entry):
    return url("change", type(entry), entry.pk)


def test_the_admin_is_capframes(admin_client):
    page = admin_client.get("/admin/").content.decode()
    assert "<title>Edit the catalogue | Capframe</title>" in page
    assert "Django" not in page


def test_every_entry_is_registered():
    missing = [model for model in all_entries() if model not in admin.site._registry]
    assert missing == []


def all_entries(base=Entry):
    for model in base.__subclasses__():
        yield from all_entries(model)
        if not model._meta.abstract and model.__module__ != "__fake__":
            yield model


@pytest.mark.parametrize("model", ENTRIES, ids=str)
def test_every_list_can_be_searched_filtered_and_has_an_order(model):
    options = admin.site._registry[model]
    assert options.search_fields
    assert options.list_filter
    assert options.ordering or model._meta.ordering
    assert len(options.list_display) > 1
    choices = {field.name for field in model._meta.fields if field.is_relation}
    assert choices <= {*options.autocomplete_fields, *options.readonly_fields}


def test_a_filter_names_what_is_empty_and_finds_it(admin_client):
    make_role_level(title="Paid", employer="Home Office")
    make_role_level(title="Odd")
    url = reverse("admin:roles_rolelevel_changelist")
    assert '<a href="?employer=">-</a>' in admin_client.get(url).text
    found = admin_client.get(url, {"employer": ""}).context["cl"].result_list
    assert [level.title for level in found] == ["Odd"]


# A reason, kept with the change


def test_who_and_why_are_kept(admin_client, admin_user):
    entry = make_workstream()
    edit(admin_client, change_url(entry), title="New", reason="The old was wrong")
    newest = entry.history.first()
    assert (newest.title, newest.history_user) == ("New", admin_user)
    assert newest.history_change_reason == "The old was wrong"


def test_who_and_why_are_kept_with_parts(admin_client, admin_user):
    pay = make_pay(make_grade())
    edit(admin_client, change_url(pay.grade), {"pay_ranges-0-maximum": "50000"}, reason="A rise")
    newest = pay.history.first()
    assert (newest.maximum, newest.history_user) == (50_000, admin_user)
    assert newest.history_change_reason == "A rise"


def test_who_and_why_are_kept_with_removed_parts(admin_client, admin_user):
    pay = make_pay(make_grade())
    edit(admin_client, change_url(pay.grade), {"pay_ranges-0-DELETE": "on"}, reason="Expired")
    newest = type(pay).history.first()
    assert (newest.history_type, newest.history_user) == ("-", admin_user)
    assert newest.history_change_reason == "Expired"


def test_saving_without_a_change_writes_no_history(admin_client):
    entry = make_workstream(
        approach="First.\n\n- One\n- Two\n\nLast.", milestones=["Models by 2011"]
    )
    edit(admin_client, change_url(entry))
    assert entry.history.count() == 1
    assert entry.milestones.get().history.count() == 1


def test_changing_a_part_writes_no_history_of_the_whole(admin_client):
    pay = make_pay(make_grade())
    edit(admin_client, change_url(pay.grade), {"pay_ranges-0-maximum": "50000"})
    assert pay.grade.history.count() == 1


def test_lines_end_in_a_line_feed_alone(admin_client):
    entry = make_workstream()
    edit(admin_client, change_url(entry), approach="One\r\n\r\nTwo")
    entry.refresh_from_db()
    assert entry.approach == "One\n\nTwo"


def test_a_new_part_starts_with_the_source_and_place_of_its_whole(admin_client):
    grade = make_grade(place="Page 7")
    make_pay(grade)
    address = change_url(grade)
    asked = load(admin_client, address) | {"_rearrange": "pay_ranges-add"}
    fields = Fields(admin_client.post(address, asked).content.decode()).values
    assert fields["pay_ranges-1-source"] == str(grade.source_id)
    assert fields["pay_ranges-1-place"] == "Page 7"


# Addresses


def test_an_entrys_address_never_follows_its_title_by_itself(admin_client):
    entry = make_workstream(slug="old")
    edit(admin_client, change_url(entry), title="New")
    entry.refresh_from_db()
    assert (entry.title, entry.slug) == ("New", "old")


def test_a_changed_address_leaves_a_redirect(admin_client, client):
    entry = make_workstream(slug="old")
    edit(admin_client, change_url(entry), slug="new")
    assert client.get("/workstreams/old/")["Location"] == "/workstreams/new/"


# What readers see


def test_what_readers_see_has_a_link_to_its_page(admin_client):
    entry = make_workstream()
    page = admin_client.get(change_url(entry))
    assert page.context["absolute_url"] == entry.get_absolute_url()
    assert "Readers do not see" not in page.content.decode()


def test_what_readers_do_not_see_says_why(admin_client):
    level = make_role_level(role=make_role(status=Status.WITHDRAWN), status=Status.DRAFT)
    page = admin_client.get(change_url(level))
    assert not page.context["has_absolute_url"]
    text = page.content.decode()
    assert "Readers do not see this role level: it is a draft, and the role is withdrawn." in text


def test_what_is_withdrawn_has_a_link_to_its_page_and_says_so(admin_client):
    role = withdraw(make_role())
    for entry in (role, make_role_level(role=role)):
        page = admin_client.get(change_url(entry))
        assert page.context["absolute_url"] == entry.get_absolute_url()
        text = squeezed(page.content.decode())
        assert f"Readers find this {entry._meta.verbose_name} no more:" in text
        assert "Its page stays, marked as withdrawn" in text


def test_withdrawing_may_say_what_replaces_it(admin_client):
    entry, successor = make_workstream(), make_workstream()
    edit(admin_client, change_url(entry), status="withdrawn", successor=successor.pk)
    entry.refresh_from_db()
    assert (entry.withdrawn_on, entry.successor) == (localdate(), successor)


def test_what_is_published_again_is_replaced_by_nothing(admin_client):
    entry = withdraw(make_workstream(), successor=make_workstream())
    form = load(admin_client, change_url(entry))
    response = send(admin_client, change_url(entry), form, status="published")
    assert "Only what is withdrawn is replaced" in str(problems(response))
    edit(admin_client, change_url(entry), status="published", successor="")
    entry.refresh_from_db()
    assert (entry.status, entry.withdrawn_on) == ("published", None)


def test_a_part_has_a_link_to_the_page_of_its_whole(admin_client):
    pay = make_pay(make_grade())
    page = admin_client.get(change_url(pay))
    assert page.context["absolute_url"] == pay.grade.get_absolute_url()


def test_a_part_stays_in_its_whole(admin_client):
    pay = make_pay(make_grade())
    assert "grade" not in load(admin_client, change_url(pay))
    assert 'name="grade"' in admin_client.get(url("add", type(pay))).content.decode()


# Entries that others stand in


def test_above_a_form_that_is_refused_stands_what_is_saved(admin_client):
    skill = make_skill(title="Planning")
    make_requirement(make_role_level(), skill)
    fields = load(admin_client, change_url(skill)) | {"title": "Plans", "status": "withdrawn"}
    page = admin_client.post(change_url(skill), fields).content.decode()
    assert "nothing is saved yet" in page
    assert "Skill · Published" in squeezed(page)
    assert "<h1>Planning</h1>" in page
    assert "Readers find this skill no more" not in page
    assert '<a href="#id_agreed_to">' in page


def test_a_role_links_to_its_levels(admin_client):
    level = make_role_level()
    page = admin_client.get(change_url(level.role)).content.decode()
    assert f'<a href="{change_url(level)}">{level}</a>' in page
    role = level.role
    begun = f"role={role.pk}&amp;source={role.source_id}&amp;place=Page%201"
    assert f'<a href="{url("add", RoleLevel)}?{begun}" class="addlink">' in page
    assert "Add a role level" not in admin_client.get(url("add", Role)).content.decode()


# What is not for editing


def test_redirects_can_only_be_read(admin_client):
    Redirect.objects.create(site=Site.objects.get(), old_path="/old/", new_path="/new/")
    page = admin_client.get("/admin/redirects/redirect/").content.decode()
    assert "/old/" in page
    assert admin_client.get("/admin/redirects/redirect/add/").status_code == 403


def test_sites_are_not_shown(admin_client):
    assert admin_client.get("/admin/sites/site/").status_code == 404


def test_who_may_only_view_changes_nothing(client, django_user_model):
    viewer = django_user_model.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="Viewer"))
    client.force_login(viewer)
    entry = make_workstream(title="Old")
    page = client.get(change_url(entry)).content.decode()
    assert "Reason for this change" not in page
    assert send(client, change_url(entry), {"title": "New"}).status_code == 403
    ticked = {"action": "withdraw", "_selected_action": [entry.pk]}
    client.post(url("changelist", Workstream), ticked)
    entry.refresh_from_db()
    assert (entry.title, entry.status) == ("Old", Status.PUBLISHED)
