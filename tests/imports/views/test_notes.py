"""The lines that sum up warnings, and the pages of those that are many."""

import pytest

from capframe.imports.models import Import
from capframe.imports.packing import pack_faults
from capframe.spreadsheets.faults import file_note
from tests.imports.files import ROLES, confirm_all, uploaded
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

REPEATED = "Audit,Auditor,Senior,Plan audits,Responsibilities\n"
MARKS = 'Audit,Auditor,Senior,"•\tPlan\n▪\tWrite\n◦ Read",Responsibilities\n'


def with_repeats(number):
    return ROLES + REPEATED * number


def pages_of(imported):
    address = imported.get_absolute_url()
    return address, f"{address}notes/repeated-rows-taken-once/"


def test_it_works(browser):
    address, notes = pages_of(uploaded(browser, with_repeats(30)))
    check = squeezed(browser.get(address).text)
    assert f'href="{notes}">Repeated rows, taken once: 30</a>' in check
    assert "lines 4, 5, 6 and 27 more" in check
    assert "word for word" not in check
    first, second = (squeezed(browser.get(f"{notes}?page={n}").text) for n in (1, 2))
    assert (first.count("word for word"), second.count("word for word")) == (25, 5)
    assert "Repeated rows, taken once: 30</h1>" in first
    assert f'href="{address}">Back to the check</a>' in first


def test_few_stand_folded_below_their_line(browser):
    imported = uploaded(browser, with_repeats(10))
    check = squeezed(browser.get(imported.get_absolute_url()).text)
    assert check.count("word for word") == 10
    assert "notes/" not in check


def test_the_marks_of_one_cell_are_one_line_with_its_number(browser):
    imported = uploaded(browser, ROLES + MARKS)
    check = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "List marks are taken off: 1 cell</span>" in check
    assert "•, ▪, ◦</span>" in check
    assert "Lists are taken line by line: 1 cell</span>" in check
    confirm_all(browser, imported)
    preview = squeezed(browser.get(f"{imported.get_absolute_url()}preview/").text)
    assert "List marks are taken off: 1 cell</span>" in preview


def test_what_is_said_of_the_whole_file_stands_there_once(browser):
    imported = uploaded(browser)
    warnings = pack_faults([file_note("A sheet is hidden.", "Look at it.")])
    Import.objects.filter(pk=imported.pk).update(warnings=warnings)
    check = squeezed(browser.get(imported.get_absolute_url()).text)
    assert check.count("A sheet is hidden. Look at it.") == 1
    assert check.count("A sheet is hidden.") == 1


def test_a_near_name_stands_with_the_questions_until_it_is_answered(browser):
    rows = ROLES + "Audit,Auditors,Senior,Plan,Responsibilities\n"
    imported = uploaded(browser, rows)
    check = squeezed(browser.get(imported.get_absolute_url()).text)
    assert "1 name that is nearly another’s" in check
    assert "Nearly the same as something else" not in check
    near = [one for one in imported.read_warnings() if one.about == "near-duplicates"]
    assert [one.message[:26] for one in near] == ["The new role “Auditors” di"]
    messages = browser.get(f"{imported.get_absolute_url()}messages.csv").content.decode()
    assert "The new role “Auditors” differs from “Auditor”" in messages


def test_what_was_not_found_leads_to_the_check(browser):
    imported = uploaded(browser)
    _, notes = pages_of(imported)
    answer = browser.get(notes)
    assert (answer.status_code, answer["Location"]) == (302, imported.get_absolute_url())


def test_a_page_that_is_not_there_is_said(browser):
    _, notes = pages_of(uploaded(browser, with_repeats(11)))
    assert browser.get(f"{notes}?page=2").status_code == 404
    assert browser.get(f"{notes}?page=x").status_code == 400


def test_somebody_elses_warnings_are_not_shown(browser, client, django_user_model):
    _, notes = pages_of(uploaded(browser, with_repeats(11)))
    client.force_login(django_user_model.objects.create(username="other", is_superuser=True))
    assert client.get(notes).status_code == 404


@pytest.mark.parametrize("number", [11, 200])
def test_the_pages_take_the_same_queries_whatever_the_file(
    browser, django_assert_num_queries, number
):
    address, notes = pages_of(uploaded(browser, with_repeats(number)))
    # Session, user, permissions (2), the import, its warnings and questions.
    with django_assert_num_queries(6):
        browser.get(notes)
    with django_assert_num_queries(8):
        browser.get(address)
