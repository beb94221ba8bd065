"""“Recently deleted” and “Put back”: what is listed, and what comes back."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.redirects.models import Redirect
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capframe.base.actions import delete
from capframe.base.history.rows import find_gaps
from capframe.base.models import entry_models
from capframe.base.saves import one_save
from capframe.base.stamp import move_stamp
from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_skill_level,
)
from tests.plans.back_pages import answer, load, text_of, undo_url

pytestmark = pytest.mark.django_db

LIST = "/admin/deleted/"


@pytest.fixture
def ann(django_user_model):
    return django_user_model.objects.create(username="ann", first_name="Ann", is_staff=True)


def remove(*entries, by=None, reason=""):
    """Delete the entries in one save. Returns where each is put back."""
    urls = []
    with one_save():
        for entry in entries:
            model, pk = type(entry), entry.pk
            delete(entry=entry, by=by, reason=reason)
            row = model.history.filter(id=pk).latest("history_id")
            urls.append(reverse("admin:plans_put_back", args=[model._meta.label_lower, row.pk]))
    return urls


def state():
    return {model: list(model._base_manager.order_by("pk").values()) for model in entry_models()}


@pytest.fixture
def level():
    with one_save():
        return make_role_level({"Duties": ["Audit accounts", "Report findings"]}, title="Senior")


def test_it_works(admin_client, level, ann):
    before = state()
    title, address = str(level), level.get_absolute_url()
    (url,) = remove(level, by=ann, reason="Entered twice")
    page = text_of(admin_client.get(LIST))
    for words in (title, "Ann", "“Entered twice”", "Role level, with 1 section and 2 statements"):
        assert words in page
    assert f"Address still free: {address}" in page
    assert f'href="{url}"' in admin_client.get(LIST).content.decode()
    page = text_of(admin_client.get(url))
    assert f"Put back “{title}”?" in page
    assert "It can come back." in page
    response = answer(admin_client, url)
    assert response.status_code == 302
    assert state() == before
    assert not any(list(find_gaps(model)) for model in before)
    assert admin_client.get(address).status_code == 200
    assert "Nothing was deleted." in text_of(admin_client.get(LIST))


def test_who_deletes_is_told_where_it_is_put_back(admin_client):
    skills = [make_skill() for _ in range(3)]
    address = reverse("admin:skills_skill_delete", args=[skills[0].pk])
    page = admin_client.post(address, {"post": "yes"}, follow=True).content.decode()
    assert f'<a href="{LIST}">Recently deleted</a> puts it back.' in page
    sent = {"action": "delete_selected", "_selected_action": [one.pk for one in skills[1:]]}
    address = reverse("admin:skills_skill_changelist")
    assert "Delete 2 skills?" in text_of(admin_client.post(address, sent))
    page = admin_client.post(address, sent | {"post": "yes"}, follow=True).content.decode()
    assert page.count("puts it back.") == 1


def test_nothing_was_deleted(admin_client):
    assert "Nothing was deleted." in text_of(admin_client.get(LIST))


def test_what_went_with_a_whole_is_listed_with_it_alone(admin_client, level):
    remove(level)
    assert "1 entry" in text_of(admin_client.get(LIST))
    assert "1 entry" in text_of(admin_client.get(f"{LIST}?model=roles.rolelevel"))
    assert "Nothing was deleted." in text_of(admin_client.get(f"{LIST}?model=roles.section"))


def test_a_part_that_was_deleted_alone_is_listed(admin_client):
    pay = make_pay(make_grade(title="Grade 12"), location="Matlock")
    before = state()
    (url,) = remove(pay)
    assert "Matlock" in text_of(admin_client.get(LIST))
    answer(admin_client, url)
    assert state() == before


def test_a_statement_is_listed_where_statements_are_asked_for(admin_client, level):
    remove(level.sections.get().statements.first())
    assert "Nothing was deleted." in text_of(admin_client.get(LIST))
    assert "Audit accounts" in text_of(admin_client.get(f"{LIST}?model=roles.statement"))


def test_what_was_put_back_and_deleted_again_is_listed_once(admin_client):
    skill = make_skill()
    (url,) = remove(skill)
    answer(admin_client, url)
    remove(type(skill).objects.get())
    assert "1 entry" in text_of(admin_client.get(LIST))


def test_it_is_put_back_once(admin_client):
    (url,) = remove(make_skill())
    form = load(admin_client, url)
    answer(admin_client, url, form)
    assert "It is back already" in text_of(admin_client.get(url))
    assert admin_client.post(url, form.sent).status_code == 409


def test_what_it_refers_to_and_was_deleted_too_comes_back_with_it(admin_client, level):
    role = level.role
    before = state()
    (url,) = remove(level)
    remove(role)
    assert f"The role “{role.title}” was deleted too: it comes back with it." in text_of(
        admin_client.get(LIST)
    )
    assert len(load(admin_client, url).sent["take"]) == 2
    answer(admin_client, url)
    assert state() == before


def test_what_a_part_refers_to_comes_back_too(admin_client, level):
    skill = make_skill()
    make_requirement(level, skill)
    before = state()
    (url,) = remove(level)
    remove(skill)
    answer(admin_client, url)
    assert state() == before


def test_another_entry_has_its_place(admin_client):
    skill = make_skill(title="Planning")
    pk = skill.pk
    (url,) = remove(skill)
    other = make_skill(title="Planning", framework=skill.framework)
    response = admin_client.get(LIST)
    assert "Another entry has its place now" in text_of(response)
    html = response.content.decode()
    for page, of in (("change", other.pk), ("history", pk)):
        assert f'href="{reverse(f"admin:skills_skill_{page}", args=[of])}"' in html
    assert url not in html
    response = admin_client.get(url)
    assert "Another entry has its place by now." in text_of(response)
    assert b'value="Put back"' not in response.content


def test_two_deleted_entries_of_one_place_are_not_in_each_others_way(admin_client):
    first = make_skill(title="Planning")
    (url,) = remove(first)
    remove(make_skill(title="Planning", framework=first.framework))
    html = admin_client.get(LIST).content.decode()
    assert html.count('class="button" href') == 2
    answer(admin_client, url)
    assert "Another entry has its place now" in text_of(admin_client.get(LIST))


def test_readers_are_no_longer_led_elsewhere_from_its_address(admin_client):
    skill = make_skill(title="Planning")
    address = skill.get_absolute_url()
    (url,) = remove(skill)
    other = make_skill(title="Planning", framework=skill.framework)
    other.slug, other.title = "foresight", "Foresight"
    other.save()
    assert Redirect.objects.filter(old_path=address).exists()
    answer(admin_client, url)
    assert not Redirect.objects.filter(old_path=address).exists()
    assert admin_client.get(address).status_code == 200


def test_earlier_addresses_lead_to_it_again(admin_client):
    skill = make_skill(title="Planning")
    earlier = skill.get_absolute_url()
    skill.slug = "foresight"
    skill.save()
    (url,) = remove(skill)
    answer(admin_client, url)
    assert admin_client.get(earlier, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("Planning", True), ("ann", True), ("twice entered", True), ("else", False)],
)
def test_it_is_found_by_name_person_or_reason(admin_client, ann, words, is_found):
    remove(make_skill(title="Planning"), by=ann, reason="Entered twice")
    page = text_of(admin_client.get(LIST, {"q": words}))
    assert ("Planning" in page.replace(f'value="{words}"', "")) is is_found
    assert ("Nothing like that was deleted." in page) is not is_found


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("model=else", 404),
        ("model=auth.user", 404),
        ("p=0", 200),
        ("p=99", 200),
        ("p=" + "1" * 40, 404),
        ("p=x", 400),
        ("q=a%00b", 400),
        ("q=" + "+".join("abcdefghijkl"), 400),
        ("model=" + "a" * 500, 404),
    ],
)
def test_addresses_that_cannot_be_answered_say_so(admin_client, query, status):
    assert admin_client.get(f"{LIST}?{query}").status_code == status


def test_a_change_that_deleted_nothing_cannot_be_put_back(admin_client):
    row = make_skill().history.get()
    args = ["skills.skill", row.pk]
    assert admin_client.get(reverse("admin:plans_put_back", args=args)).status_code == 404


def test_a_list_leads_to_what_was_deleted_of_it(admin_client):
    html = admin_client.get(reverse("admin:skills_skill_changelist")).content.decode()
    assert f'href="{LIST}?model=skills.skill"' in html
    html = admin_client.get(reverse("admin:auth_user_changelist")).content.decode()
    assert LIST not in html


def test_who_may_see_no_entries_is_refused(client, ann):
    client.force_login(ann)
    assert client.get(LIST).status_code == 403
    ann.user_permissions.add(Permission.objects.get(codename="view_role"))
    remove(make_skill(title="Planning"), make_role(title="Auditor"))
    page = text_of(client.get(LIST))
    assert "Auditor" in page
    assert "Planning" not in page
    assert "You may not add it." in page
    assert client.get(f"{LIST}?model=skills.skill").status_code == 403


@pytest.mark.parametrize(
    ("group", "status"),
    [("Viewer", 403), ("Editor", 302), ("Publisher of imports", 302), ("Account manager", 403)],
)
def test_each_group_may_do_what_is_theirs(admin_client, ann, level, group, status):
    (url,) = remove(level)
    form = load(admin_client, url)
    ann.groups.add(Group.objects.get(name=group))
    admin_client.force_login(ann)
    assert admin_client.post(url, form.sent).status_code == status


def test_it_asks_as_often_however_much_is_listed(admin_client):
    numbers = set()
    for number in (1, 4):
        for _ in range(number):
            level = make_role_level({"Duties": ["Audit"] * number})
            role = level.role
            remove(level)
            remove(role)
            remove(make_skill_level(make_skill(), pairs=[("a", "b")] * number).skill)
        admin_client.get(LIST)
        move_stamp(connection)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(LIST)
        numbers.add(len(queries))
    assert len(numbers) == 1


def many_url(*urls, **asked):
    """Where the list leads that was sent with the entries ticked that these would put back."""
    rows = [":".join(url.strip("/").split("/")[-2:]) for url in urls]
    return f"/admin/put-back/?{urlencode({'row': rows, **asked}, doseq=True)}"


def test_many_are_put_back_in_one_go_and_undone_as_one(admin_client, level):
    skills = [make_skill(title=title) for title in ("Planning", "Budgets")]
    make_requirement(level, skills[0])
    before = state()
    urls = [*remove(level, skills[0]), *remove(skills[1], reason="Twice")]
    deleted = state()
    html = admin_client.get(LIST).content.decode()
    url = many_url(*urls)
    assert all(f'value="{one}"' in html for one in parse_qs(urlsplit(url).query)["row"])
    assert "Put back 3 deleted entries?" in text_of(admin_client.get(url))
    assert answer(admin_client, url).status_code == 302
    assert state() == before
    answer(admin_client, undo_url(type(level).objects.get()))
    assert state() == deleted


def test_of_many_those_that_cannot_come_back_say_so_and_the_others_do(admin_client):
    taken, free = make_skill(title="Planning"), make_skill(title="Budgets")
    urls = remove(taken, free)
    other = make_skill(title="Planning", framework=taken.framework)
    url = many_url(*urls)
    page = text_of(admin_client.get(url))
    assert "1 of the 2 entries can come back." in page
    assert "Another entry has its place by now." in page
    answer(admin_client, url)
    assert {one.title: one.pk == other.pk for one in type(free).objects.all()} == {
        "Planning": True,
        "Budgets": False,
    }


def test_of_two_that_had_one_place_neither_comes_back_with_the_other(admin_client):
    first = make_skill(title="Planning")
    pk = first.pk
    urls = remove(first)
    urls += remove(make_skill(title="Planning", framework=first.framework))
    page = text_of(admin_client.get(many_url(*urls)))
    assert page.count("Another of these has the same place") == 2
    answer(admin_client, urls[0])
    assert type(first).objects.get().pk == pk


def test_all_that_was_found_is_put_back(admin_client):
    skills = [make_skill(title=f"Planning {number}") for number in range(3)]
    remove(*skills[:2])
    remove(skills[2], reason="Not this one")
    html = admin_client.get(LIST, {"q": "planning"}).content.decode()
    assert "Put back all 3" in html
    answer(admin_client, "/admin/put-back/?every=1&q=planning+0")
    assert type(skills[0]).objects.get().title == "Planning 0"
    answer(admin_client, "/admin/put-back/?every=1&model=skills.skill")
    assert type(skills[0]).objects.count() == 3


def test_more_than_a_thousand_are_not_put_back_in_one_go(admin_client, monkeypatch):
    monkeypatch.setattr("capframe.plans.admin.deleted.MOST", 1)
    remove(make_skill(), make_skill())
    assert "Put back all" not in text_of(admin_client.get(LIST))
    assert admin_client.get("/admin/put-back/?every=1").status_code == 400


def test_nothing_is_ticked(admin_client):
    response = admin_client.get("/admin/put-back/", follow=True)
    assert "Nothing is ticked" in text_of(response)


@pytest.mark.parametrize(
    "row", ["", "skills.skill", "skills.skill:x", "skills.skill:999999", "nothing:1"]
)
def test_what_is_no_deletion_is_not_put_back(admin_client, row):
    assert admin_client.get("/admin/put-back/", {"row": row}).status_code == 404


def test_a_row_that_is_no_deletion_is_refused(admin_client):
    skill = make_skill()
    row = f"skills.skill:{skill.history.get().pk}"
    assert admin_client.get("/admin/put-back/", {"row": row}).status_code == 404


def test_a_save_is_read_once_however_many_it_deleted(admin_client):
    url = many_url(*remove(*(make_skill() for _ in range(3))))
    with CaptureQueriesContext(connection) as few:
        admin_client.get(url)
    url = many_url(*remove(*(make_skill() for _ in range(9))))
    with CaptureQueriesContext(connection) as many:
        admin_client.get(url)
    assert len(many) <= len(few) + 1
