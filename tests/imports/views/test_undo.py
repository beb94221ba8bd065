import pytest

from capframe.base.models import Source
from capframe.imports.views import undo
from capframe.plans.keeping import StoredPieces
from roles.models import JobFamily, Statement
from tests.field_errors import assert_errors_are_tied
from tests.imports.files import NEW_SOURCE, applied, uploaded
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def address(imported):
    return f"{imported.get_absolute_url()}undo/"


def send(browser, imported, **form):
    digest = browser.get(address(imported)).context["digest"]
    response = browser.post(address(imported), {"digest": digest, **form})
    imported.refresh_from_db()
    return response


def edit(text="Edited by hand"):
    statement = Statement.objects.first()
    statement.text = text
    statement._change_reason = "By hand"
    statement.save()


def test_it_works(browser, publisher):
    imported = applied(browser)
    page = browser.get(address(imported)).content.decode()
    assert "Nobody has edited any of it since." in page
    send(browser, imported, edited="leave")
    assert (imported.state, imported.undone_by) == ("undone", publisher)
    assert not JobFamily.objects.exists()


def test_what_was_edited_since_is_said_and_asked_about(browser):
    imported = applied(browser)
    edit()
    page = browser.get(address(imported)).content.decode()
    assert "Statement “Edited by hand”" in page
    assert "Changed since: Text." in page
    response = send(browser, imported)
    assert response.status_code == 409
    assert imported.state == "applied"


def test_the_choice_that_is_missing_is_named_at_the_choices(browser):
    imported = applied(browser)
    edit()
    assert_errors_are_tied(send(browser, imported).text, 1)


@pytest.mark.parametrize(("choice", "left"), [("leave", 1), ("put-back", 0)])
def test_the_choice_is_kept_to(browser, choice, left):
    imported = applied(browser)
    edit()
    send(browser, imported, edited=choice)
    assert imported.state == "undone"
    assert Statement.objects.count() == left


def test_edits_after_the_page_was_opened_are_asked_about(browser):
    imported = applied(browser)
    digest = browser.get(address(imported)).context["digest"]
    edit()
    response = browser.post(address(imported), {"digest": digest, "edited": "put-back"})
    assert response.status_code == 409
    assert Statement.objects.filter(text="Edited by hand").exists()


def test_only_what_is_applied_is_undone(browser):
    imported = uploaded(browser)
    assert browser.get(address(imported)).status_code == 409
    imported = applied(browser)
    send(browser, imported, edited="leave")
    assert browser.post(address(imported), {"digest": "", "edited": "leave"}).status_code == 409


def test_of_much_that_was_edited_the_rest_is_shown_by_pages(browser, monkeypatch):
    monkeypatch.setattr(undo, "MOST_CONFLICTS", 1)
    imported = applied(browser)
    for statement in Statement.objects.all():
        statement.text = f"{statement.text} by hand"
        statement.save()
    page = browser.get(address(imported)).text
    assert "“Write reports by hand”" in page  # what was made last is taken back first
    assert "Changed since: Text." in page
    assert "And 1 more" in page
    shown = [browser.get(f"{address(imported)}edited/?page={n}").text for n in (1, 2)]
    assert ["Statement “Write reports by hand”" in text for text in shown] == [True, False]
    assert ["Statement “Plan audits by hand”" in text for text in shown] == [False, True]
    assert "2 entries of the import" in squeezed(shown[0])


def test_where_nothing_was_edited_that_is_said(browser):
    page = browser.get(f"{address(applied(browser))}edited/").text
    assert "Nobody has edited any of it since." in page


def test_of_what_is_not_applied_there_is_nothing_to_show(browser):
    assert browser.get(f"{address(uploaded(browser))}edited/").status_code == 409


def test_the_page_reads_only_the_pieces_that_it_shows(browser, monkeypatch):
    for name in ("PIECE", "LONGEST_PIECE"):
        monkeypatch.setattr(f"capframe.plans.plan.{name}", 1)
    monkeypatch.setattr("capframe.imports.views.preview.PER_PAGE", 1)
    imported = applied(browser)
    read, changes = [], StoredPieces.changes
    monkeypatch.setattr(
        StoredPieces, "changes", lambda stored, pk: read.append(pk) or changes(stored, pk)
    )
    browser.get(address(imported))
    assert 0 < len(read) < imported.pieces.count() / 2


def test_a_source_that_a_later_import_has_taken_up_is_not_taken_away(browser):
    first = applied(browser)
    later = applied(browser, "job_family,role,level\nPolicy,Adviser,Junior\n")
    source = Source.objects.get(title=NEW_SOURCE["source_title"])
    assert "Source “Our roles”" in squeezed(browser.get(address(first)).text)
    send(browser, first, edited="leave")
    assert first.state == "undone"
    assert Source.objects.filter(pk=source.pk).exists()
    assert set(JobFamily.objects.values_list("title", "source")) == {("Policy", source.pk)}
    send(browser, later, edited="leave")
    assert later.state == "undone"
    assert not JobFamily.objects.exists()
