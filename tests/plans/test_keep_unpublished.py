"""“Keep unpublished”: on forms, on deletions, and again from the page of what is kept."""

import sqlite3
from contextlib import closing

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.contrib.redirects.models import Redirect
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capframe.base.stamp import read_stamp
from capframe.plans.changes import Outcome
from capframe.plans.models import UnpublishedChange
from roles.models import JobFamily, Role, RoleLevel, Section
from tests.admin_forms import Fields, edit, load, problems, send
from tests.factories import make_role_level, make_section, make_skill

pytestmark = pytest.mark.django_db

KEEP = {"_keep": "Keep unpublished"}


def signed_in(group, django_user_model):
    user = django_user_model.objects.create(username=group.lower(), first_name=group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def editor(django_user_model):
    return signed_in("Editor", django_user_model)


@pytest.fixture
def preparer(django_user_model):
    return signed_in("Preparer", django_user_model)


def form_of(entry, change=None):
    meta = entry._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
    return url + (f"?unpublished={change.pk}" if change else "")


def fields_of(client, url):
    """What a form would send, without its ordinary button."""
    fields = load(client, url)
    return {name: value for name, value in fields.items() if name != "_save"}


def keep(client, url, **changes):
    """Keep the form unpublished with these changes. Returns the newest unpublished change."""
    response = send(client, url, fields_of(client, url), **changes, **KEEP)
    assert response.status_code == 302, problems(response)
    return UnpublishedChange.objects.newest_first().first()


def changes_of(kept):
    return [(one.outcome, one.model, one.after) for one in kept.read_plan().changes]


def test_a_form_is_kept_and_the_entry_stays(editor):
    level = make_role_level(title="Auditor")
    kept = keep(editor, form_of(level), title="Senior auditor", reason="New titles")
    level.refresh_from_db()
    assert level.title == "Auditor"
    assert (kept.title, kept.made_by, kept.made_by_name) == ("New titles", editor.user, "Editor")
    assert (kept.number_of_entries, changes_of(kept)) == (
        1,
        [(Outcome.CHANGED, "roles.rolelevel", {"title": "Senior auditor"})],
    )
    assert not LogEntry.objects.exists()
    assert level.history.count() == 1


def test_it_says_what_happened_and_nothing_of_the_save(editor):
    level = make_role_level()
    url = form_of(level)
    response = editor.post(url, fields_of(editor, url) | {"title": "Other", **KEEP}, follow=True)
    said = [str(one) for one in get_messages(response.wsgi_request)] or [
        str(one) for one in response.context["messages"]
    ]
    assert said == [f"Kept unpublished: “Role level “{level.role}, Other””. Readers do not see it."]


def test_without_a_reason_it_is_called_like_its_entry(editor):
    skill = make_skill(title="Audit")
    assert keep(editor, form_of(skill), title="Auditing").title == "Skill “Auditing”"


def test_nothing_changed_is_nothing_kept(editor):
    url = form_of(make_role_level())
    response = send(editor, url, fields_of(editor, url), **KEEP)
    assert (response.status_code, response["Location"]) == (302, url)
    assert not UnpublishedChange.objects.exists()


def test_faults_are_shown_and_what_was_typed_stays(editor):
    url = form_of(make_role_level())
    response = send(editor, url, fields_of(editor, url), title="", location="Leeds", **KEEP)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["title"]
    assert 'value="Leeds"' in response.content.decode()
    assert not UnpublishedChange.objects.exists()


def test_a_new_entry_is_kept_and_opened_again(editor):
    family = make_role_level().family
    add = reverse("admin:roles_role_add") + f"?family={family.pk}&source={family.source_id}"
    kept = keep(editor, add, title="Actuary", place="Page 2", status="published")
    assert not Role.objects.filter(title="Actuary").exists()
    (change,) = kept.read_plan().changes
    form = load(editor, form_of(Role(pk=change.pk), kept))
    assert form["title"] == "Actuary"
    kept = keep(editor, form_of(Role(pk=change.pk), kept), description="Counts.")
    assert changes_of(kept)[0][2] == change.after | {"description": "Counts."}
    assert editor.get(form_of(Role(pk=change.pk))).status_code == 302


def test_parts_join_what_was_kept_and_go_again(editor):
    level = make_role_level(title="Auditor")
    section = make_section(level, statements=["Lead.", "Plan."])
    kept = keep(editor, form_of(level), **{"sections-0-statements": "Lead.\r\nPlan.\r\nCheck."})
    again = form_of(level, kept)
    assert load(editor, again)["sections-0-statements"] == "Lead.\r\nPlan.\r\nCheck."
    kept = keep(editor, again, **{"sections-0-statements": "Lead.\r\nCheck."})
    assert {outcome for outcome, _, _ in changes_of(kept)} >= {Outcome.REMOVED, Outcome.CREATED}
    assert load(editor, again)["sections-0-statements"] == "Lead.\r\nCheck."
    assert [one.text for one in section.statements.all()] == ["Lead.", "Plan."]
    assert UnpublishedChange.objects.count() == 1


def test_a_form_opened_from_a_change_is_never_published(editor):
    level = make_role_level(title="Auditor")
    kept = keep(editor, form_of(level), title="Senior auditor")
    url = form_of(level, kept)
    page = editor.get(url).content.decode()
    assert 'name="_save"' not in page
    assert "Keep unpublished" in page
    send(editor, url, fields_of(editor, url), title="Head of audit", _save="Save")
    level.refresh_from_db()
    assert level.title == "Auditor"
    kept.refresh_from_db()
    assert changes_of(kept)[0][2] == {"title": "Head of audit"}


def test_the_reason_is_the_title_and_can_be_changed(editor):
    level = make_role_level()
    kept = keep(editor, form_of(level), title="Other", reason="First words")
    url = form_of(level, kept)
    assert load(editor, url)["reason"] == "First words"
    assert keep(editor, url, title="Another", reason="Second words").title == "Second words"


def test_what_a_colleague_added_meanwhile_is_not_overwritten_unseen(editor, preparer):
    level = make_role_level(title="Auditor")
    kept = keep(editor, form_of(level), title="Senior auditor")
    url = form_of(level, kept)
    mine = fields_of(editor, url)
    keep(preparer, url, code="A1")
    response = send(editor, url, mine, title="Head of audit", **KEEP)
    assert response.status_code == 200
    assert "Somebody changed this entry in the unpublished change" in response.content.decode()
    kept.refresh_from_db()
    assert changes_of(kept)[0][2] == {"title": "Senior auditor", "code": "A1"}
    shown = mine | {"unpublished_version": response.context["joined_version"]}
    assert send(editor, url, shown, title="Head of audit", **KEEP).status_code == 302


def test_a_deletion_is_kept(editor):
    level = make_role_level({"Duties": ["Lead."]})
    url = reverse("admin:roles_rolelevel_delete", args=[level.pk])
    response = editor.post(url, {"post": "yes", "reason": "Nobody has it", **KEEP})
    kept = UnpublishedChange.objects.get()
    assert response["Location"] == reverse("admin:plans_unpublished_change", args=[kept.pk])
    assert {outcome for outcome, _, _ in changes_of(kept)} == {Outcome.REMOVED}
    assert RoleLevel.objects.get().sections.count() == 1
    page = editor.get(response["Location"])
    assert page.context["entries"][0].address == ""


def test_preparers_keep_and_save_nothing(preparer):
    level = make_role_level(title="Auditor")
    page = preparer.get(form_of(level)).content.decode()
    assert 'name="_keep"' in page
    assert 'name="_save"' not in page
    kept = keep(preparer, form_of(level), title="Senior auditor")
    assert kept.made_by == preparer.user
    fields = fields_of(preparer, form_of(level))
    assert send(preparer, form_of(level), fields, title="Mine", _save="Save").status_code == 403
    level.refresh_from_db()
    assert level.title == "Auditor"


@pytest.mark.parametrize("number", ["0", "9" * 40, "-1", "x", "", "١"])
def test_no_such_change_is_no_page(editor, number):
    level = make_role_level()
    url = f"{form_of(level)}?unpublished={number}"
    assert editor.get(url).status_code == 404
    assert editor.post(url, {}).status_code == 404


def test_viewers_keep_nothing(django_user_model):
    viewer = signed_in("Viewer", django_user_model)
    level = make_role_level()
    assert "_keep" not in viewer.get(form_of(level)).content.decode()
    assert viewer.post(form_of(level), {"title": "Other", **KEEP}).status_code == 403
    assert viewer.get(f"{form_of(level)}?unpublished=1").status_code == 403


def test_an_ordinary_save_is_one_still(editor):
    level = make_role_level(title="Auditor")
    edit(editor, form_of(level), {"title": "Senior auditor"})
    level.refresh_from_db()
    assert level.title == "Senior auditor"
    assert not UnpublishedChange.objects.exists()


def test_a_new_family_its_role_and_section_come_together(editor):
    source = make_role_level().source_id
    add = reverse("admin:roles_jobfamily_add") + f"?source={source}"
    kept = keep(editor, add, title="Audit", place="Page 1", reason="Audit family")
    family = kept.read_plan().changes[0].pk
    add = f"{reverse('admin:roles_role_add')}?family={family}&source={source}&unpublished={kept.pk}"
    keep(editor, add, title="Auditor", place="Page 1")
    kept.refresh_from_db()
    assert [one.title for one in kept.read_plan().wholes] == ["Audit", "Auditor"]
    assert (kept.title, kept.number_of_entries) == ("Audit family", 2)
    assert not JobFamily.objects.filter(title="Audit").exists()
    assert Section.objects.count() == 0


def test_what_both_changed_is_chosen_before_it_is_kept(editor, preparer):
    level = make_role_level(title="Auditor")
    url, typed = form_of(level), fields_of(preparer, form_of(level))
    edit(editor, url, title="Senior auditor")
    asked = send(preparer, url, typed, title="Lead auditor", location="Leeds", **KEEP)
    page = asked.content.decode()
    assert "Editor saved this while you were editing" in page
    assert 'value="Keep unpublished"' in page
    assert "Save with these choices" not in page
    choices = {"choice-title": "own", "own-title": "Chief auditor", **KEEP}
    done = send(preparer, url, Fields(page).values, **choices)
    assert done.status_code == 302, problems(done)
    (change,) = changes_of(UnpublishedChange.objects.get())
    assert change[2] == {"title": "Chief auditor", "location": "Leeds"}
    level.refresh_from_db()
    assert (level.title, level.location) == ("Senior auditor", "")


def test_an_editor_may_keep_the_choices_unpublished_or_save_them(editor):
    level = make_role_level(title="Auditor")
    url, typed = form_of(level), fields_of(editor, form_of(level))
    edit(editor, url, title="Senior auditor")
    page = send(editor, url, typed, title="Lead auditor").content.decode()
    assert "Save with these choices" in page
    assert 'value="Keep unpublished"' in page
    done = send(editor, url, Fields(page).values, **{"choice-title": "mine"}, **KEEP)
    assert done.status_code == 302, problems(done)
    assert UnpublishedChange.objects.count() == 1
    assert send(editor, url, Fields(page).values, **{"choice-title": "mine"}).status_code == 302
    level.refresh_from_db()
    assert level.title == "Lead auditor"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not everything")
@pytest.mark.usefixtures("groups_come_back")
@pytest.mark.parametrize("joins", [False, True])
@pytest.mark.django_db(transaction=True)
def test_who_checks_a_form_keeps_nobody_from_writing(admin_client, monkeypatch, joins):
    level = make_role_level(title="Auditor")
    joined = keep(admin_client, form_of(level), location="Leeds") if joins else None
    url = form_of(level, joined)
    fields = fields_of(admin_client, url)
    checks = []
    validate = RoleLevel.clean

    def write_meanwhile(self):
        """Let somebody else write, the first time that the form is checked."""
        if not checks:
            with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as other:
                other.execute("UPDATE roles_rolelevel SET code = 'A1'")
                other.commit()
        checks.append(self)
        validate(self)

    monkeypatch.setattr(RoleLevel, "clean", write_meanwhile)
    assert send(admin_client, url, fields, title="Senior auditor", **KEEP).status_code == 302
    level.refresh_from_db()
    assert (level.title, level.location, level.code) == ("Auditor", "", "A1")
    kept = UnpublishedChange.objects.get()
    location = {"location": "Leeds"} if joins else {}
    assert {"title": "Senior auditor", **location}.items() <= changes_of(kept)[0][2].items()
    assert len(checks) == 2


def test_an_action_on_many_is_kept(editor):
    levels = [make_role_level(), make_role_level()]
    address = reverse("admin:roles_rolelevel_changelist")
    chosen = {"action": "withdraw", "_selected_action": [level.pk for level in levels]}
    page = editor.post(address, chosen)
    assert "Keep unpublished" in page.content.decode()
    fields = Fields(page.content.decode()).values | chosen
    fields |= {
        "ticked": [level.pk for level in levels],
        "reason": "Gone",
        "confirmed": "Keep unpublished",
    }
    response = editor.post(address, fields)
    assert response.status_code == 302
    kept = UnpublishedChange.objects.get()
    assert response["Location"] == reverse("admin:plans_unpublished_change", args=[kept.pk])
    assert (kept.title, kept.number_of_entries) == ("Gone", 2)
    assert {outcome for outcome, _, _ in changes_of(kept)} == {Outcome.WITHDRAWN}
    assert set(RoleLevel.objects.values_list("status", flat=True)) == {"published"}


def test_deleting_those_chosen_is_kept(editor):
    level = make_role_level()
    chosen = {"action": "delete_selected", "_selected_action": [level.pk], "reason": "Gone"}
    address = reverse("admin:roles_rolelevel_changelist")
    assert 'name="_keep"' in editor.post(address, chosen).content.decode()
    assert editor.post(address, {**chosen, "post": "yes", **KEEP}).status_code == 302
    assert changes_of(UnpublishedChange.objects.get())[0][:2] == (
        Outcome.REMOVED,
        "roles.rolelevel",
    )
    assert RoleLevel.objects.exists()


def test_a_form_of_a_change_finds_what_the_change_makes(editor):
    source = make_role_level().source_id
    add = reverse("admin:roles_jobfamily_add") + f"?source={source}"
    kept = keep(editor, add, title="Audit", place="Page 1")
    new = f"{reverse('admin:roles_role_add')}?unpublished={kept.pk}"
    address = reverse("admin:plans_unpublished_choices", args=[kept.pk])
    assert f'data-ajax--url="{address}"' in editor.get(new).content.decode()
    asked = {"app_label": "roles", "model_name": "role", "field_name": "family", "term": "audit"}
    found = editor.get(address, asked).json()["results"]
    assert [one["text"] for one in found] == ["Audit"]
    assert editor.get(reverse("admin:autocomplete"), asked).json()["results"] == []


def test_readers_see_nothing_of_it(editor, client):
    level = make_role_level(title="Auditor", slug="auditor")
    url = form_of(level)
    fields = fields_of(editor, url)
    pages = [level.get_absolute_url(), "/roles/", "/families/", "/search/?q=Secretive", "/"]
    before = [client.get(page).content for page in pages]
    stamp = read_stamp()
    changes = {"title": "Secretive", "slug": "secretive", "reason": "Secretive"}
    assert send(editor, url, fields, **changes, **KEEP).status_code == 302
    assert read_stamp() == stamp
    assert [client.get(page).content for page in pages] == before
    assert client.get(level.get_absolute_url().replace("auditor", "secretive")).status_code == 404
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_as_much_however_much_there_is(editor, number, django_assert_num_queries):
    for _ in range(number):
        kept = keep(editor, form_of(make_role_level()), location="Leeds")
    editor.get(reverse("admin:plans_unpublished"))
    with django_assert_num_queries(7):
        editor.get(reverse("admin:plans_unpublished"))
    for _ in range(number):
        level = make_role_level()
        keep(editor, form_of(level, kept), location="Leeds")
    with django_assert_num_queries(16):
        editor.get(reverse("admin:plans_unpublished_change", args=[kept.pk]))


def test_the_top_of_every_page_says_how_much_is_unpublished(editor, preparer, django_user_model):
    level = make_role_level()
    home = reverse("admin:index")
    assert ">Unpublished</a>" in editor.get(home).content.decode()
    keep(editor, form_of(level), location="Leeds")
    keep(editor, form_of(level), location="York")
    assert ">Unpublished (2)</a>" in preparer.get(home).content.decode()
    viewer = signed_in("Viewer", django_user_model)
    with CaptureQueriesContext(connection) as queries:
        assert "Unpublished" not in viewer.get(home).content.decode()
    assert not [one for one in queries if "plans_unpublishedchange" in one["sql"]]


def test_a_button_that_only_rearranges_keeps_nothing(editor, preparer):
    level = make_role_level({"Duties": ["Lead"], "Know-how": ["Write"]}, title="Auditor")
    kept = keep(editor, form_of(level), title="Senior auditor")
    for client, url in ((preparer, form_of(level)), (editor, form_of(level, kept))):
        fields = fields_of(client, url) | {"code": "A1"}
        page = send(client, url, fields, _rearrange="sections-1-up")
        assert page.status_code == 200
        after = Fields(page.content.decode()).values
        assert (after["sections-1-position"], after["code"]) == ("1", "A1")
    assert UnpublishedChange.objects.get().number_of_entries == 1
    assert level.sections.first().heading == "Duties"


def test_the_first_button_keeps_unpublished_where_nothing_else_may_be_done(preparer):
    page = preparer.get(form_of(make_role_level())).content.decode()
    form = page[page.index('id="rolelevel_form"') :]
    assert form[form.index('type="submit"') :].startswith('type="submit" name="_keep"')


def test_a_new_entry_of_a_change_leads_to_no_page_that_it_does_not_have_yet(editor):
    family = make_role_level().family
    add = reverse("admin:roles_role_add") + f"?family={family.pk}&source={family.source_id}"
    kept = keep(editor, add, title="Actuary", place="Page 2", status="published")
    (change,) = kept.read_plan().changes
    page = editor.get(form_of(Role(pk=change.pk), kept)).content.decode()
    assert "/history/" not in page
    assert "View on site" not in page
