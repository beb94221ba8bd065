import re
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capframe.base.actions import delete, sign
from capframe.base.admin import change_log, change_log_form
from capframe.base.history.origins import Origin
from capframe.base.kept import Kept
from capframe.base.saves import one_save
from skills.models import Skill
from tests.factories import make_family, make_grade, make_role_level, make_skill, make_source

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/changes/"


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="ed", first_name="Edith", last_name="Moss")


def save(entry, by=None, reason="", **values):
    for name, value in values.items():
        setattr(entry, name, value)
    sign(entry, by=by, reason=reason)
    with one_save():
        entry.save()


def words_of(response):
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def rows_of(response):
    """The rows of the log, each as it reads."""
    body = response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def test_a_row_says_who_changed_what_when_and_why(editor, admin_client):
    skill = make_skill(title="Planning")
    save(skill, editor, "Plain words", definition="Planning of work")
    row = rows_of(admin_client.get(ADDRESS))[0]
    assert "Edith Moss “Plain words” Skill Planning" in row
    assert "Fields changed Undo this change" in row
    page = admin_client.get(ADDRESS).content.decode()
    for name in ("change", "history"):
        assert reverse(f"admin:skills_skill_{name}", args=[skill.pk]) in page


def test_what_was_deleted_leads_to_its_history(editor, admin_client):
    level = make_role_level(title="Grade 6")
    pk, name = level.pk, str(level)
    with one_save():
        delete(entry=level, by=editor, reason="Entered twice")
    page = admin_client.get(ADDRESS)
    assert f"Role level {name} · History" in rows_of(page)[0]
    assert reverse("admin:roles_rolelevel_change", args=[pk]) not in page.content.decode()
    history = reverse("admin:roles_rolelevel_history", args=[pk])
    assert history in page.content.decode()
    assert "“Entered twice”" in words_of(admin_client.get(history))


def test_of_many_entries_the_first_are_shown(admin_client):
    source = make_source()
    with one_save():
        for _ in range(8):
            make_family(source=source)
    page = admin_client.get(ADDRESS).content.decode()
    assert "<summary>3 more</summary>" in page


def test_of_very_many_the_numbers_are_told(admin_client, monkeypatch):
    monkeypatch.setattr(change_log, "MANY", 3)
    source = make_source()
    with one_save():
        for _ in range(8):
            make_family(source=source)
    row = rows_of(admin_client.get(ADDRESS))[0]
    assert "8 job families added Among them: Job family" in row
    assert row.count("History") == 3


def test_older_changes_are_a_link_away(editor, admin_client, monkeypatch):
    monkeypatch.setattr(change_log, "PER_PAGE", 2)
    skill = make_skill()
    for number in range(3):
        save(skill, editor, f"Reason {number}", definition=f"Version {number}")
    page = admin_client.get(ADDRESS, {"model": "skills.skill"})
    (older,) = re.findall(r'href="(\?[^"]+)">Older changes', page.content.decode())
    assert "Newest changes" not in words_of(page)
    page = admin_client.get(ADDRESS + older.replace("&amp;", "&"))
    assert "“Reason 0”" in rows_of(page)[0]
    assert 'href="./?model=skills.skill">Newest changes' in page.content.decode()
    assert "Nothing older is recorded." in words_of(page)


@pytest.mark.parametrize(
    "place",
    [
        {"older": ""},
        {"older": "yesterday"},
        {"older": "2027-03-03T12:00:00"},
        {"older": "0001-01-01T00:00:00+14:00"},
        {"older": "2027-03-03T12:00:00+00:00", "shown": "x"},
        {"older": "2027-03-03T12:00:00+00:00", "shown": "9" * 40},
        {"older": "2027-03-03T12:00:00+00:00", "shown": "-1"},
        {"older": "2027-03-03T12:00:00+00:00", "shown": ",".join("1" * 99)},
    ],
)
def test_an_address_that_is_no_page_is_refused(place, admin_client):
    response = admin_client.get(ADDRESS, place)
    assert response.status_code == 400
    assert "This address is not a page of the changes." in words_of(response)


# Filters


def test_it_is_narrowed_down_to_a_person(editor, admin_client):
    skill = make_skill()
    save(skill, editor, "Mine")
    save(skill, None, "Somebody's")
    page = admin_client.get(ADDRESS, {"person": editor.pk})
    assert len(rows_of(page)) == 1
    assert "“Mine”" in rows_of(page)[0]
    assert f'<option value="{editor.pk}" selected>Edith Moss</option>' in page.content.decode()


def test_nobody_is_offered_who_never_changed_anything(editor, admin_client):
    make_skill()
    assert "Edith Moss" not in words_of(admin_client.get(ADDRESS))


def test_it_is_narrowed_down_to_somebody_whose_account_is_no_more(
    editor, admin_client, monkeypatch
):
    monkeypatch.setattr(change_log_form, "_names_gone", Kept(most=50))
    skill = make_skill()
    save(skill, editor, "Mine")
    assert "Accounts that are no more" not in admin_client.get(ADDRESS).content.decode()
    editor.delete()
    save(skill, None, "Somebody's")
    page = admin_client.get(ADDRESS, {"person": "name:Edith Moss"})
    assert "Accounts that are no more" in page.content.decode()
    assert ["“Mine”" in row for row in rows_of(page)] == [True]
    choice = '<option value="name:Edith Moss" selected>Edith Moss</option>'
    assert choice in page.content.decode()
    page = admin_client.get(ADDRESS, {"person": "name:Edith"})
    assert "Select a valid choice." in words_of(page)


def test_a_model_stands_for_its_parts_too(editor, admin_client):
    level = make_role_level({"Duties": ["Lead"]})
    save(level.sections.get().statements.get(), editor, "Typo", text="Lead well")
    save(make_skill(), editor, "Other")
    rows = rows_of(admin_client.get(ADDRESS, {"model": "roles.rolelevel"}))
    assert "“Typo”" in rows[0]
    assert not any("“Other”" in row for row in rows)


def test_days_count_as_a_whole(editor, admin_client):
    skill = make_skill()
    save(skill, editor, "Late", definition="New")
    Skill.history.filter(history_change_reason="Late").update(
        history_date="2026-06-30T22:59:59Z"  # a second before midnight in London
    )
    for day, number in (("2026-06-30", 1), ("2026-07-01", 0), ("2026-06-29", 0)):
        rows = rows_of(admin_client.get(ADDRESS, {"since": day, "until": day}))
        assert len([row for row in rows if "“Late”" in row]) == number


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"since": "tomorrow"}, "Enter a valid date."),
        ({"since": "2027-03-03", "until": "2027-03-02"}, "The last day is before the first"),
        ({"person": "9" * 40}, "Select a valid choice."),
        ({"model": "auth.user"}, "Select a valid choice."),
    ],
)
def test_a_wrong_choice_is_said_at_its_field(sent, said, admin_client):
    page = admin_client.get(ADDRESS, sent)
    assert page.status_code == 200
    assert said in words_of(page)
    assert "<table" not in page.content.decode()


def test_the_first_and_last_of_days_are_answered(admin_client):
    sent = {"since": "0001-01-01", "until": "9999-12-31"}
    assert admin_client.get(ADDRESS, sent).status_code == 200


def test_where_nothing_was_changed_it_says_so(admin_client):
    assert "Nothing was changed." in words_of(admin_client.get(ADDRESS))
    page = admin_client.get(ADDRESS, {"since": "2027-03-03"})
    assert "Nothing was changed that you ask for." in words_of(page)


# Where saves came from


class Files:
    """Knows of one save that it came from a file."""

    noun = "file"

    def __init__(self, number):
        self.number = number

    def find(self, saves, request):
        return {self.number: Origin("Import of roles.csv", "/import/1/")} if saves else {}

    def choices(self, request):
        return [("1", "roles.csv")]

    def saves_of(self, key):
        return [self.number] if key == "1" else []


@pytest.fixture
def from_a_file(monkeypatch):
    with one_save() as number:
        level = make_role_level({"Duties": ["Lead"]})
    monkeypatch.setattr("capframe.base.history.origins._offered", [Files(number)])
    return level


def test_a_row_names_the_import(from_a_file, admin_client):
    page = admin_client.get(ADDRESS).content.decode()
    assert '<a href="/import/1/">Import of roles.csv</a>' in page
    history = reverse("admin:roles_rolelevel_history", args=[from_a_file.pk])
    page = admin_client.get(history).content.decode()
    assert '<a href="/import/1/">Import of roles.csv</a>' in page
    assert (
        '<a href="/import/1/">Import of roles.csv</a>'
        in admin_client.get("/admin/").content.decode()
    )


def test_it_is_narrowed_down_to_an_import(from_a_file, admin_client):
    save(make_skill(), None, "Other")
    rows = rows_of(admin_client.get(ADDRESS, {"origin": "1"}))
    assert len(rows) == 1
    assert "Import of roles.csv" in rows[0]
    assert "Select a valid choice." in words_of(admin_client.get(ADDRESS, {"origin": "2"}))


# Who sees what


@pytest.fixture
def sign_in(client, django_user_model):
    def sign_in_as(group="", permissions=()):
        user = django_user_model.objects.create(username="somebody", is_staff=True)
        if group:
            user.groups.add(Group.objects.get(name=group))
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return sign_in_as


def test_a_viewer_sees_it(editor, sign_in):
    save(make_skill(), editor, "Plain words")
    assert "“Plain words”" in words_of(sign_in("Viewer").get(ADDRESS))


def test_who_sees_no_entries_sees_nothing_of_it(editor, sign_in):
    save(make_skill(), editor, "Plain words")
    client = sign_in("Account manager")
    assert client.get(ADDRESS).status_code == 403
    home = words_of(client.get("/admin/"))
    assert "Last changes" not in home
    assert "Recent actions" not in home


def test_who_sees_skills_alone_sees_their_changes_alone(editor, sign_in):
    save(make_skill(title="Planning"), editor, "Of a skill")
    save(make_role_level(), editor, "Of a level")
    client = sign_in(permissions=["view_skill"])
    for page in (ADDRESS, "/admin/"):
        assert "Planning" in words_of(client.get(page))
        assert "Level" not in words_of(client.get(page)).replace("Role levels", "")
    assert "“Of a level”" not in words_of(client.get(ADDRESS))


def test_a_part_does_not_tell_of_what_may_not_be_seen(editor, sign_in):
    level = make_role_level({"Duties": ["Lead"]})
    save(level.sections.get().statements.get(), editor, "Typo", text="Lead well")
    page = words_of(sign_in(permissions=["view_statement"]).get(ADDRESS))
    assert "“Typo”" in page
    assert str(level) not in page


# The home page


def test_the_home_page_shows_the_last_changes_of_everyone(editor, admin_client):
    level = make_role_level({"Duties": ["Lead"]})
    save(level.sections.get().statements.get(), editor, "Typo", text="Lead well")
    page = words_of(admin_client.get("/admin/"))
    assert f"Edith Moss {level} : 1 statement changed" in page
    assert "All changes" in page
    assert "Recent actions" not in page


def test_the_log_costs_as_many_queries_long_as_short(admin_client, editor):
    costs = []
    for number in (1, 20):
        for _ in range(number):
            level = make_role_level({"Duties": ["Lead"]}, grade=make_grade())
            save(level.sections.get().statements.get(), editor, text="Lead well")
        address = f"{ADDRESS}?{urlencode({'model': 'roles.rolelevel'})}"
        admin_client.get(address)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 24
