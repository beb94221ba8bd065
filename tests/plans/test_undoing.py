"""“Undo this change”: what is shown, what may be chosen, and what is done."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capframe.base.actions import delete, sign
from capframe.base.history.origins import Origin
from capframe.base.history.rows import find_gaps
from capframe.base.models import Status
from capframe.base.saves import one_save
from capframe.base.stamp import move_stamp
from roles.models import RoleLevel, Section, Statement
from tests.factories import (
    make_grade,
    make_pay,
    make_role_level,
    make_section,
    make_section_type,
    make_skill,
    set_status,
)
from tests.plans.back_pages import answer, load, text_of, undo_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def level():
    with one_save():
        return make_role_level({"Duties": ["Audit accounts", "Report findings"]}, title="Senior")


@pytest.fixture
def ann(django_user_model):
    return django_user_model.objects.create(username="ann", first_name="Ann", is_staff=True)


def save(entry, by=None, reason="", **values):
    """Save the entry with these values, as a form does."""
    with one_save():
        for name, value in values.items():
            setattr(entry, name, value)
        sign(entry, by=by, reason=reason)
        entry.save()


def statement_of(level):
    return level.sections.get().statements.first()


def test_it_works(admin_client, admin_user, level, ann):
    statement = statement_of(level)
    save(statement, by=ann, reason="Plain words", text="Audit all accounts")
    page = text_of(admin_client.get(undo_url(statement)))
    assert "Made by Ann: “Plain words”." in page
    assert "It can be taken back." in page
    assert "Reworded" in page
    response = answer(admin_client, undo_url(statement))
    assert response.url == reverse("admin:roles_rolelevel_history", args=[level.pk])
    statement.refresh_from_db()
    assert statement.text == "Audit accounts"
    row = statement.history.latest("history_id")
    assert row.history_user == admin_user
    assert row.history_change_reason.endswith(": “Plain words”")
    assert row.history_change_reason.startswith("Undid the change of ")
    assert not list(find_gaps(Statement))


def test_an_undo_can_be_undone(admin_client, level):
    statement = statement_of(level)
    save(statement, text="Audit all accounts")
    for text in ("Audit accounts", "Audit all accounts"):
        answer(admin_client, undo_url(statement))
        statement.refresh_from_db()
        assert statement.text == text


def test_a_reason_of_ones_own_is_kept(admin_client, level):
    save(level, location="Matlock")
    answer(admin_client, undo_url(level), reason="Nobody works there")
    assert level.history.latest("history_id").history_change_reason == "Nobody works there"


def test_what_is_not_ticked_stays(admin_client, level):
    save(level, location="Matlock", description="What it is.")
    url = undo_url(level)
    form = load(admin_client, url)
    assert len(form.sent["take"]) == 2
    answer(admin_client, url, form, take=[key for key in form.sent["take"] if "location" in key])
    level.refresh_from_db()
    assert (level.location, level.description) == ("", "What it is.")


def test_a_status_goes_back_with_the_day_of_its_withdrawal(admin_client, level):
    with one_save():
        set_status([level], Status.WITHDRAWN)
    assert len(load(admin_client, undo_url(level)).sent["take"]) == 1
    answer(admin_client, undo_url(level))
    level.refresh_from_db()
    assert (level.status, level.withdrawn_on) == (Status.PUBLISHED, None)


def test_what_was_deleted_comes_back_whole(admin_client, level):
    before, pk = list(Statement.objects.values()), level.pk
    with one_save():
        delete(entry=level, by=None, reason="Entered twice")
    row = RoleLevel.history.latest("history_id")
    url = reverse("admin:plans_undo", args=["roles.rolelevel", row.pk])
    assert len(load(admin_client, url).sent["take"]) == 1
    answer(admin_client, url)
    assert list(Statement.objects.values()) == before
    assert RoleLevel.objects.get().pk == pk


def test_what_was_added_goes(admin_client, level):
    with one_save():
        section = make_section(level, "Skills", ["Lead a team"])
    answer(admin_client, undo_url(section))
    assert not level.sections.filter(pk=section.pk).exists()
    assert not list(find_gaps(Section))


def test_of_an_undone_entry_the_list_follows(admin_client):
    with one_save():
        skill = make_skill()
    response = answer(admin_client, undo_url(skill))
    assert response.url == reverse("admin:skills_skill_changelist")


class TestChangedAgain:
    """What somebody else has changed since."""

    @pytest.fixture
    def url(self, level, ann):
        statement = statement_of(level)
        save(statement, by=ann, text="Audit all accounts")
        row = statement.history.latest("history_id")
        save(statement, by=ann, reason="Plain words", text="Audit every account")
        return undo_url(statement, row)

    def name(self, level):
        return f"choice:roles.statement:{statement_of(level).pk}:text"

    def test_it_stays_as_it_is_unless_something_else_is_chosen(self, admin_client, level, url):
        form = load(admin_client, url)
        assert form.offered == {self.name(level): ["now", "back", "left"]}
        assert form.sent[self.name(level)] == "now"
        page = text_of(admin_client.get(url))
        for words in ("Ann changed it on", "“Plain words”", "As Ann left it", "As it is now"):
            assert words in page

    @pytest.mark.parametrize(
        ("choice", "text"), [("back", "Audit accounts"), ("left", "Audit all accounts")]
    )
    def test_a_choice_is_made(self, admin_client, level, url, choice, text):
        answer(admin_client, url, **{self.name(level): choice})
        assert statement_of(level).text == text

    @pytest.mark.parametrize("choice", ["now", "else", ""])
    def test_where_nothing_is_chosen_nothing_is_done(self, admin_client, level, url, choice):
        response = answer(admin_client, url, **{self.name(level): choice})
        assert "Nothing is chosen" in text_of(response)
        assert statement_of(level).text == "Audit every account"

    def test_what_nobody_changed_again_goes_back(self, admin_client, level):
        save(level, location="Matlock", description="What it is.")
        row = level.history.latest("history_id")
        save(level, location="Derby")
        answer(admin_client, undo_url(level, row))
        level.refresh_from_db()
        assert (level.location, level.description) == ("Derby", "")

    def test_what_was_added_and_changed_again_stays_unless_chosen(self, admin_client, level):
        make_section_type("Skills")
        with one_save():
            section = make_section(level, "Skills", ["Lead a team"])
        url = undo_url(section)
        save(section.statements.get(), text="Lead teams")
        name = f"choice:roles.section:{section.pk}"
        assert load(admin_client, url).offered == {name: ["now", "back"]}
        answer(admin_client, url, **{name: "back"})
        assert not level.sections.filter(pk=section.pk).exists()


class TestInTheWay:
    """What cannot simply go back."""

    def test_nothing_is_left_to_undo(self, admin_client, level):
        save(level, location="Matlock")
        url = undo_url(level)
        save(level, location="")
        response = admin_client.get(url)
        assert "All of this has been changed back already." in text_of(response)
        assert b'type="submit"' not in response.content.split(b"<h1>")[1]

    def test_what_was_deleted_since_is_said(self, admin_client, level):
        statement = statement_of(level)
        save(statement, text="Audit all accounts")
        url = undo_url(statement)
        delete(entry=statement, by=None, reason="")
        response = admin_client.get(url)
        assert "It has been deleted since." in text_of(response)
        assert b'type="submit"' not in response.content.split(b"<h1>")[1]

    def test_another_entry_has_its_place(self, admin_client):
        skill = make_skill(title="Planning")
        with one_save():
            delete(entry=skill, by=None, reason="")
        row = skill.history.model.objects.latest("history_id")
        url = reverse("admin:plans_undo", args=["skills.skill", row.pk])
        other = make_skill(title="Planning", framework=skill.framework)
        response = admin_client.get(url)
        assert "Another entry has its place by now." in text_of(response)
        link = reverse("admin:skills_skill_change", args=[other.pk])
        assert f'href="{link}"' in response.content.decode()
        assert load(admin_client, url).sent["take"] == []

    def test_a_value_that_refers_to_what_is_gone_stays(self, admin_client, level):
        grade = make_grade()
        with one_save():
            level.grade = grade
            level.save()
        save(level, grade=None, location="Matlock")
        url = undo_url(level)
        delete(entry=grade, by=None, reason="")
        assert "Its grade has been deleted since." in text_of(admin_client.get(url))
        answer(admin_client, url)
        level.refresh_from_db()
        assert (level.grade, level.location) == (None, "")

    def test_what_is_used_since_cannot_go(self, admin_client, level):
        with one_save():
            grade = make_grade()
        save(level, grade=grade)
        assert "refers to it" in text_of(admin_client.get(undo_url(grade)))

    def test_what_needs_another_is_not_taken_back_without_it(self, admin_client, level):
        with one_save():
            grade = make_grade()
            level.grade = grade
            level.save()
        url = undo_url(grade)
        form = load(admin_client, url)
        only_grade = [key for key in form.sent["take"] if key.startswith("grades.")]
        response = answer(admin_client, url, form, take=only_grade)
        assert "choose both, or neither" in text_of(response)
        assert type(grade).objects.filter(pk=grade.pk).exists()
        answer(admin_client, url, form)
        assert not type(grade).objects.filter(pk=grade.pk).exists()

    def test_what_changed_between_showing_and_pressing_is_shown_again(self, admin_client, level):
        save(level, location="Matlock", description="What it is.")
        url = undo_url(level)
        form = load(admin_client, url)
        save(level, location="Derby")
        response = answer(admin_client, url, form)
        assert response.status_code == 409
        assert "Somebody has changed some of this" in text_of(response)
        level.refresh_from_db()
        assert level.description == "What it is."


class TestSeveralEntries:
    """A save of several entries is undone as one, or in one of them."""

    @pytest.fixture
    def skills(self):
        return [make_skill() for _ in range(3)]

    @pytest.fixture
    def url(self, skills):
        with one_save():
            set_status(skills, Status.WITHDRAWN)
        return undo_url(skills[1])

    def statuses(self, skills):
        return [type(skill).objects.get(pk=skill.pk).status for skill in skills]

    def test_all_of_it(self, admin_client, skills, url):
        assert "3 entries" in text_of(admin_client.get(url))
        answer(admin_client, url)
        assert self.statuses(skills) == ["published"] * 3

    def test_here_only(self, admin_client, skills, url):
        page = admin_client.get(url)
        assert f"Undo it in “{skills[1]}” only" in text_of(page)
        answer(admin_client, f"{url}?only=entry")
        assert self.statuses(skills) == ["withdrawn", "published", "withdrawn"]

    def test_of_many_the_first_are_shown_and_all_are_undone(
        self, admin_client, skills, url, monkeypatch
    ):
        for module in ("back_rows", "back_page"):
            monkeypatch.setattr(f"capframe.plans.admin.{module}.MOST_SHOWN", 2)
        assert "And 1 more" in text_of(admin_client.get(url))
        answer(admin_client, url)
        assert self.statuses(skills) == ["published"] * 3


class Files:
    """Where one save came from, as a room that knows of files says it."""

    noun = "file"

    def __init__(self, number, undo_url):
        self.number, self.undo_url = number, undo_url

    def find(self, saves, request):
        return {self.number: Origin("File of roles.csv", "", self.undo_url)}


@pytest.mark.parametrize("elsewhere", ["/import/1/undo/", ""])
def test_what_belongs_to_more_is_undone_there_or_here_only(
    admin_client, level, monkeypatch, elsewhere
):
    save(level, location="Matlock")
    url = undo_url(level)
    number = level.history.latest("history_id").history_save
    monkeypatch.setattr("capframe.base.history.origins._offered", [Files(number, elsewhere)])
    response = admin_client.get(url)
    assert "This belongs to more: File of roles.csv." in text_of(response)
    assert b'type="submit"' not in response.content.split(b"<h1>")[1]
    assert ('href="/import/1/undo/"' in response.content.decode()) is bool(elsewhere)
    answer(admin_client, f"{url}?only=entry")
    level.refresh_from_db()
    assert level.location == ""


@pytest.mark.parametrize(
    "args",
    [
        ("roles.rolelevel", "1" * 40),
        ("roles.rolelevel", "0"),
        ("roles.rolelevel", "-1"),
        ("roles.rolelevel", "one"),
        ("roles.rolelevel", "²"),
        ("auth.user", "1"),
        ("else", "1"),
        ("roles.rolelevel", "999999"),
    ],
)
@pytest.mark.parametrize("name", ["plans_undo", "plans_restore"])
def test_there_is_no_such_change(admin_client, name, args):
    assert admin_client.get(reverse(f"admin:{name}", args=args)).status_code == 404


def may(user, *codenames):
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))


@pytest.fixture
def ann_client(client, ann):
    client.force_login(ann)
    return client


def test_who_may_see_the_entries_sees_what_would_be_undone(ann_client, ann, level):
    may(ann, "view_rolelevel")
    save(level, location="Matlock")
    response = ann_client.get(undo_url(level))
    assert "You may not change role levels" in text_of(response)
    assert b'value="Undo this change"' not in response.content
    assert answer(ann_client, undo_url(level)).status_code == 403
    level.refresh_from_db()
    assert level.location == "Matlock"


def test_who_may_see_none_of_it_is_refused(ann_client, level):
    save(level, location="Matlock")
    assert ann_client.get(undo_url(level)).status_code == 403
    # Nor where nothing is left to undo.
    url = undo_url(level)
    save(level, location="")
    assert ann_client.get(url).status_code == 403


@pytest.mark.parametrize("missing", ["add", "delete"])
def test_what_comes_back_and_goes_needs_its_own_permissions(ann_client, ann, missing):
    skill = make_skill()
    if missing == "add":
        with one_save():
            delete(entry=skill, by=None, reason="")
    else:
        with one_save():
            skill = make_skill()
    row = type(skill).history.latest("history_id")
    may(ann, "view_skill", "change_skill", "delete_skill" if missing == "add" else "add_skill")
    url = reverse("admin:plans_undo", args=["skills.skill", row.pk])
    assert f"You may not {missing} skills" in text_of(ann_client.get(url))
    assert answer(ann_client, url).status_code == 403


@pytest.mark.parametrize(
    ("group", "status"),
    [("Viewer", 403), ("Editor", 302), ("Publisher of imports", 302), ("Account manager", 403)],
)
def test_each_group_may_do_what_is_theirs(admin_client, ann, level, group, status):
    save(level, location="Matlock")
    form = load(admin_client, undo_url(level))
    ann.groups.add(Group.objects.get(name=group))
    admin_client.force_login(ann)
    assert admin_client.post(undo_url(level), form.sent).status_code == status


def test_a_reason_that_cannot_be_kept_is_refused(admin_client, level):
    save(level, location="Matlock")
    for reason in ("x" * 501, "a\0b", "a\x1bb"):
        response = answer(admin_client, undo_url(level), reason=reason)
        assert response.status_code == 200
    level.refresh_from_db()
    assert level.location == "Matlock"


def test_it_asks_as_often_however_much_was_saved(admin_client):
    numbers = []
    for number in (2, 6):
        skills = [make_skill() for _ in range(number)]
        with one_save():
            set_status(skills, Status.DRAFT)
        url = undo_url(skills[0])
        admin_client.get(url)
        move_stamp(connection)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(url)
        assert not [one for one in queries if "FOR UPDATE" in one["sql"]]
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_pay_is_shown_as_people_write_it(admin_client):
    pay = make_pay(make_grade(), minimum=30_000)
    save(pay, minimum=31_000)
    page = text_of(admin_client.get(undo_url(pay)))
    assert "added: 30000" in page
