"""The pages that ask what a file leaves open."""

import pytest

from capframe.imports.models import Import
from capframe.imports.questions.forms import field_name
from roles.models import JobFamily
from tests.imports.asking import let_ask, question
from tests.imports.files import applied, confirm_all, make_import, uploaded
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

MANY = [question(f"g{n}") for n in range(12)]


def check_page(browser, imported):
    return squeezed(browser.get(imported.get_absolute_url()).text)


def address(imported, query="", group="grades"):
    return f"{imported.get_absolute_url()}questions/{group}/{query}"


def answer(browser, imported, query="", do="check", **answers):
    """Answer questions by their keys."""
    sent = {field_name(question(key)): value for key, value in answers.items()}
    return browser.post(address(imported, query), {"do": do, **sent})


def test_it_works(browser, monkeypatch):
    had = let_ask(monkeypatch, question())
    imported = uploaded(browser)
    page = check_page(browser, imported)
    assert "The check goes on once 1 question is answered." in page
    assert "to confirm" not in page
    assert browser.get(f"{imported.get_absolute_url()}preview/").status_code == 409

    asked = squeezed(browser.get(address(imported)).text)
    assert "What is “g7”?" in asked
    assert "It stands in the column grade. 12 rows, for example “Analyst”." in asked
    assert "The role level goes in without one." in asked
    assert answer(browser, imported, g7="-")["Location"] == imported.get_absolute_url()

    assert had == {"g7": "-"}
    page = check_page(browser, imported)
    assert "to confirm" in page
    assert "Your answers" in page
    assert "No grade" in page
    confirm_all(browser, imported)
    assert browser.get(f"{imported.get_absolute_url()}preview/").status_code == 200


def test_an_answer_can_be_changed(browser, monkeypatch):
    had = let_ask(monkeypatch, question())
    imported = uploaded(browser)
    answer(browser, imported, g7="-")
    [field] = browser.get(address(imported)).context["form"]
    assert field.initial == "-"
    answer(browser, imported, g7="7")
    assert had == {"g7": "7"}


def test_a_form_without_an_answer_says_so_and_one_that_is_unknown_too(browser, monkeypatch):
    had = let_ask(monkeypatch, question())
    imported = uploaded(browser)
    response = answer(browser, imported)
    assert response.status_code == 400
    assert "Choose an answer." in response.text
    assert answer(browser, imported, g7="nothing known").status_code == 400
    assert had == {"g7": None}


def test_many_are_asked_ten_a_page_and_kept_when_the_page_is_turned(browser, monkeypatch):
    had = let_ask(monkeypatch, *MANY)
    imported = uploaded(browser)
    assert "12 questions" in check_page(browser, imported)
    response = answer(browser, imported, do="next", g0="7", g3="-")
    assert response["Location"].endswith("?page=2")
    assert had["g0"] is None
    assert "check it again with the answers" in check_page(browser, imported)
    answer(browser, imported, "?page=2", g11="7")
    assert (had["g0"], had["g3"], had["g11"]) == ("7", "-", "7")
    page = check_page(browser, imported)
    assert "9 questions are answered" in page
    assert "?page=2" in page  # where the last of them is changed


def test_more_than_ten_answers_are_one_line(browser, monkeypatch):
    let_ask(monkeypatch, *MANY)
    imported = uploaded(browser)
    Import.objects.update(answers={one.key: "7" for one in MANY})
    browser.post(imported.get_absolute_url(), {"do": "check"})
    assert "12 answered" in check_page(browser, imported)


def test_one_that_can_be_left_stops_nothing(browser, monkeypatch):
    had = let_ask(monkeypatch, question(is_required=False))
    imported = uploaded(browser)
    page = check_page(browser, imported)
    assert "(can be left as it is)" in page
    assert page.index("can be left") < page.index("to confirm")
    assert answer(browser, imported, g7="7").status_code == 302
    assert had == {"g7": "7"}
    answer(browser, imported, g7="")
    assert had == {"g7": None}


def test_errors_come_first(browser, monkeypatch):
    let_ask(monkeypatch, question())
    imported = uploaded(browser, "job_family,role,level\nAudit,,Senior\n")
    page = check_page(browser, imported)
    assert page.index("1 error to correct") < page.index("1 question")


def test_what_was_answered_since_the_check_cannot_be_previewed(browser, monkeypatch):
    let_ask(monkeypatch, question(is_required=False), question("g8", is_required=False))
    imported = uploaded(browser)
    confirm_all(browser, imported)
    Import.objects.update(answers={"g8": "7"})
    preview = f"{imported.get_absolute_url()}preview/"
    assert browser.get(preview).status_code == 409
    imported.refresh_from_db()
    assert browser.post(preview, {"plan": imported.plan_digest}).status_code == 409
    browser.post(imported.get_absolute_url(), {"do": "check"})
    assert browser.get(preview).status_code == 200


def test_where_nothing_is_asked_the_page_leads_back(browser):
    imported = uploaded(browser)
    assert browser.get(address(imported))["Location"] == imported.get_absolute_url()
    waiting = make_import(imported.by, state="uploaded")
    assert browser.get(address(waiting))["Location"] == waiting.get_absolute_url()


def test_it_is_refused_where_the_import_is_not_waiting_or_is_another_s(browser):
    imported = uploaded(browser)
    assert browser.get(address(make_import(imported.by, state="expired"))).status_code == 410
    assert browser.get(address(make_import(imported.by, state="checking"))).status_code == 409
    assert browser.get(address(make_import(imported.by, state="applied"))).status_code == 409
    assert browser.get(address(make_import(state="checked"))).status_code == 404


def test_a_file_that_changes_nothing_is_asked_once_too(browser, monkeypatch):
    applied(browser)
    let_ask(monkeypatch, question(is_required=False))
    page = check_page(browser, uploaded(browser, source=JobFamily.objects.get().source_id))
    assert "Nothing would change" in page
    assert page.count('id="questions"') == 1
