"""Two editors of the same entry: the second is shown what the first changed."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from capframe.base.actions import set_status
from capframe.base.admin.formsets import renumbered
from capframe.base.models import Status
from grades.models import PayRange
from roles.models import RoleLevel, Section
from tests.admin_forms import Fields, edit, load, problems, send
from tests.factories import make_grade, make_pay, make_role_level, make_section, make_workstream


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


def text_of(response):
    return unescape(response.content.decode())


def words_of(page):
    """What is read on a page, without its tags."""
    return " ".join(re.sub("<[^>]+>", "", page).split())


@pytest.fixture
def other(client, django_user_model):
    """Somebody else, signed in."""
    user = {"username": "ann", "first_name": "Ann", "last_name": "Other"}
    client.force_login(django_user_model.objects.create(**user, is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def entry(db):
    return make_workstream(title="Old", issue="Few skills")


@pytest.fixture
def refused(admin_client, other, entry):
    """The answer to a save after somebody else’s, which renamed the entry."""
    mine = load(admin_client, change_url(entry))
    edit(other, change_url(entry), title="Theirs", reason="As printed")
    return send(admin_client, change_url(entry), mine, title="Mine", issue="No skills")


def test_the_second_is_shown_what_the_first_changed(refused, entry):
    page = text_of(refused)
    for part in ("Ann Other", "As printed", "removed: Old (end)", "added: Theirs (end)"):
        assert part in words_of(page)
    assert "Somebody changed this while you were editing it." in page
    entry.refresh_from_db()
    assert (entry.title, entry.issue) == ("Theirs", "Few skills")


def test_the_second_keeps_what_was_typed(refused):
    typed = Fields(refused.content.decode()).values
    assert (typed["title"], typed["issue"]) == ("Mine", "No skills")


def test_saving_again_is_refused_again(refused, admin_client, entry):
    again = send(admin_client, change_url(entry), Fields(refused.content.decode()).values)
    assert "added: Theirs (end)" in words_of(text_of(again))


def test_ticking_the_box_saves_over(refused, admin_client, entry):
    typed = Fields(refused.content.decode()).values
    shown = refused.context["adminform"].form.shown_version
    assert f'name="save_over" id="id_save_over" value="{shown}"' in text_of(refused)
    done = send(admin_client, change_url(entry), typed, save_over=shown)
    assert done.status_code == 302, problems(done)
    entry.refresh_from_db()
    assert (entry.title, entry.issue) == ("Mine", "No skills")


def test_a_third_change_is_shown_before_saving_over(refused, admin_client, other, entry):
    typed = Fields(refused.content.decode()).values
    shown = refused.context["adminform"].form.shown_version
    edit(other, change_url(entry), title="Theirs again")
    page = text_of(send(admin_client, change_url(entry), typed, save_over=shown))
    assert "Theirs added: again (end)" in words_of(page)
    assert "added: Theirs (end)" in words_of(page)


def test_what_was_agreed_to_need_not_be_agreed_to_again(refused, admin_client, entry):
    typed = Fields(refused.content.decode()).values
    shown = refused.context["adminform"].form.shown_version
    mistaken = send(admin_client, change_url(entry), typed, save_over=shown, title="")
    assert "Changed while you were editing" not in text_of(mistaken)
    typed = Fields(mistaken.content.decode()).values
    assert send(admin_client, change_url(entry), typed, title="Mine").status_code == 302


def test_one_after_the_other_is_no_conflict(admin_client, other, entry):
    edit(other, change_url(entry), title="Theirs")
    edit(admin_client, change_url(entry), title="Mine")
    entry.refresh_from_db()
    assert entry.title == "Mine"


@pytest.mark.parametrize("version", ["", "forged", "eyJhIjoxfQ:1:2"])
def test_a_form_that_does_not_say_which_version_was_loaded_is_refused(version, admin_client, entry):
    fields = load(admin_client, change_url(entry))
    page = send(admin_client, change_url(entry), fields, title="Mine", history_version=version)
    assert "Changed while you were editing" in text_of(page)


def test_a_part_changed_on_a_page_of_its_own_is_shown(admin_client, other):
    pay = make_pay(make_grade())
    mine = load(admin_client, change_url(pay.grade))
    edit(other, change_url(pay), maximum="50000")
    page = text_of(send(admin_client, change_url(pay.grade), mine, title="Mine"))
    assert "removed: 40000 (end)" in words_of(page)
    assert "added: 50000 (end)" in words_of(page)


def test_a_status_set_for_many_is_shown(admin_client, entry):
    mine = load(admin_client, change_url(entry))
    set_status(entries=[entry], status=Status.DRAFT, by=None, reason="")
    page = text_of(send(admin_client, change_url(entry), mine, title="Mine"))
    assert "added: Draft (end)" in words_of(page)


def test_another_entry_is_no_conflict(admin_client, other, entry):
    mine = load(admin_client, change_url(entry))
    edit(other, change_url(make_workstream()), title="Another")
    assert send(admin_client, change_url(entry), mine, title="Mine").status_code == 302


# Parts that the other removed or added meanwhile


def save_over(client, url, refused, **changes):
    typed = Fields(refused.content.decode()).values
    shown = refused.context["adminform"].form.shown_version
    return send(client, url, typed, save_over=shown, **changes)


def test_a_part_removed_meanwhile_keeps_what_was_typed_in_it(admin_client, other):
    level = make_role_level({"Overview": ["Lead"], "Duties": ["Plan"], "Skills": ["Write"]})
    mine = load(admin_client, change_url(level))
    edit(other, change_url(level), {"sections-0-DELETE": "on"})
    typed = {"sections-0-heading": "My overview", "sections-2-statements": "Write well"}
    page = send(admin_client, change_url(level), mine, **typed)
    for heading in ("My overview", "Duties", "Skills"):
        assert f'value="{heading}"' in text_of(page)
    assert "Removed section 1, with 1 statement removed: Overview" in words_of(text_of(page))
    done = save_over(admin_client, change_url(level), page)
    assert done.status_code == 302, problems(done)
    sections = {section.heading: section for section in level.sections.all()}
    assert set(sections) == {"My overview", "Duties", "Skills"}
    assert sections["My overview"].statements.get().text == "Lead"
    assert sections["Skills"].statements.get().text == "Write well"


def test_a_part_that_both_removed_stays_removed(admin_client, other):
    pay = make_pay(make_grade())
    mine = load(admin_client, change_url(pay.grade))
    edit(other, change_url(pay.grade), {"pay_ranges-0-DELETE": "on"})
    page = send(admin_client, change_url(pay.grade), mine, **{"pay_ranges-0-DELETE": "on"})
    done = save_over(admin_client, change_url(pay.grade), page, **{"pay_ranges-0-DELETE": "on"})
    assert done.status_code == 302, problems(done)
    assert not PayRange.objects.exists()


def test_a_part_added_meanwhile_stays(admin_client, other):
    level = make_role_level({"Duties": ["Plan"]})
    mine = load(admin_client, change_url(level))
    make_section(level, "Overview", ["Lead"], position=0)
    page = send(admin_client, change_url(level), mine, **{"sections-0-statements": "Plan well"})
    assert '<b>Section:</b> <span class="inline_label">Duties' in text_of(page)
    assert save_over(admin_client, change_url(level), page).status_code == 302
    assert dict(level.sections.values_list("heading", "statements__text")) == {
        "Overview": "Lead",
        "Duties": "Plan well",
    }


def test_what_was_removed_altogether_leads_back_to_the_list(admin_client, entry):
    mine = load(admin_client, change_url(entry))
    address = change_url(entry)
    entry.delete()
    answer = admin_client.post(address, mine, follow=True)
    assert "Perhaps it was deleted?" in text_of(answer)


@pytest.mark.parametrize("changes", [{"sections-TOTAL_FORMS": "x"}, {"sections-INITIAL_FORMS": ""}])
def test_a_form_without_its_numbers_is_an_error_not_a_crash(changes, admin_client):
    level = make_role_level({"Duties": ["Plan"]})
    fields = load(admin_client, change_url(level))
    assert send(admin_client, change_url(level), fields, **changes).status_code == 200
    assert Section.objects.count() == 1


def test_renumbering_takes_every_field_of_a_form_along():
    data = QueryDict("p-0-a=1&p-0-DELETE=on&p-1-a=2&p-TOTAL_FORMS=2&other-0-a=3")
    assert renumbered(data, "p", [1, 0]).dict() == {
        "p-0-a": "2",
        "p-1-a": "1",
        "p-1-DELETE": "on",
        "p-TOTAL_FORMS": "2",
        "other-0-a": "3",
    }


# At the same moment


@pytest.mark.usefixtures("groups_come_back")
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_refused(django_user_model):
    level = make_role_level({"Duties": ["Plan"]})
    clients = [Client(), Client()]
    for number, one in enumerate(clients):
        user = django_user_model.objects.create(
            username=f"editor{number}", is_staff=True, is_superuser=True
        )
        one.force_login(user)
    forms = [load(one, change_url(level)) for one in clients]

    def save(number):
        try:
            typed = {"sections-0-statements": f"Plan {number}", "location": f"Place {number}"}
            return send(clients[number], change_url(level), forms[number], **typed).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(save, range(2)))
    assert sorted(answers) == [200, 302]
    winner = answers.index(302)
    saved = RoleLevel.objects.get()
    assert saved.location == f"Place {winner}"
    assert saved.sections.get().statements.get().text == f"Plan {winner}"
