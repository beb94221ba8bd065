from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from capframe.imports import steps
from capframe.imports.models import Import
from roles.models import JobFamily
from tests.imports.files import ROLES, applied, confirm_all, make_import, uploaded
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def page(browser, imported, query=""):
    return squeezed(browser.get(imported.get_absolute_url() + query).text)


@pytest.fixture
def other():
    client = Client()
    client.force_login(User.objects.create(username="other", is_superuser=True))
    return client


def test_faults_are_listed_50_a_page_with_what_would_be_right(browser):
    text = ROLES + "".join(f"Audit,,Senior,{n},Duties\n" for n in range(60))
    imported = uploaded(browser, text)
    first = browser.get(imported.get_absolute_url())
    assert len(first.context["page"]) == 50
    assert "60 errors to correct" in first.content.decode()
    assert "The row has no role." in page(browser, imported, "?page=2")


def test_new_things_are_confirmed_one_by_one(browser):
    imported = uploaded(browser)
    family, section = browser.get(imported.get_absolute_url()).context["new"]
    keys = [family.key, section.key]
    form = {"do": "confirm", "shown": keys}
    response = browser.post(imported.get_absolute_url(), {**form, "new": [family.key]})
    assert response["Location"].endswith("#new")
    assert "1 new entry to confirm" in page(browser, imported)
    response = browser.post(imported.get_absolute_url(), {**form, "new": keys})
    assert response["Location"].endswith("/preview/")
    browser.post(imported.get_absolute_url(), {**form, "new": []})
    assert "2 new entries to confirm" in page(browser, imported)


def test_all_are_confirmed_at_once(browser):
    imported = uploaded(browser)
    assert confirm_all(browser, imported)["Location"].endswith("/preview/")
    assert "everything new in it is confirmed" in page(browser, imported)


def test_new_things_are_confirmed_by_kind(browser):
    imported = uploaded(browser)
    family, section = browser.get(imported.get_absolute_url()).context["confirmation_kinds"]
    assert (family.title, section.title) == ("1 new job family", "1 new type of section")
    form = {"do": "confirm", "shown": [family.key, section.key]}
    browser.post(imported.get_absolute_url(), {**form, "new": [family.key]})
    assert "1 new entry to confirm" in page(browser, imported)
    response = browser.post(imported.get_absolute_url(), {**form, "new": [section.key]})
    assert "1 new entry to confirm" in page(browser, imported)  # the family’s tick was taken out
    response = browser.post(imported.get_absolute_url(), {**form, "new": form["shown"]})
    assert response["Location"].endswith("/preview/")


def test_those_of_a_kind_are_shown_one_by_one_with_their_lines(browser):
    rows = "".join(f"Family {n},Auditor,Senior,Plan,Duties\n" for n in range(60))
    imported = uploaded(browser, ROLES.splitlines()[0] + "\n" + rows)
    family, _ = browser.get(imported.get_absolute_url()).context["confirmation_kinds"]
    assert (family.title, family.more) == ("60 new job families", 57)
    query = f"?one-by-one={family.key}&page=2"
    shown = browser.get(imported.get_absolute_url() + query)
    assert "Line 52: The file makes a new job family, “Family 50”." in squeezed(shown.text)
    keys = [one.key for one in shown.context["page"]]
    form = {"do": "confirm", "shown": keys, "new": keys}
    response = browser.post(imported.get_absolute_url() + query, form)
    assert query in response["Location"]
    assert "10 confirmed." in page(browser, imported)


def test_a_file_that_changes_nothing_says_so_first(browser):
    applied(browser)
    imported = uploaded(browser, source=JobFamily.objects.get().source_id)
    text = page(browser, imported)
    assert "<title>Nothing would change: roles.csv" in text
    assert "has all of this file already: 1 job family, 1 role and 1 role level." in text


def test_warnings_stand_apart(browser):
    imported = uploaded(browser, ROLES + "Audit,Auditor,Senior,Plan audits,Responsibilities\n")
    confirm_all(browser, imported)
    text = page(browser, imported)
    assert "Repeated rows, taken once" in text
    assert "The file has no errors" in text


def test_the_result_says_what_the_preview_said_with_links(browser):
    imported = uploaded(browser)
    confirm_all(browser, imported)
    preview = browser.get(f"{imported.get_absolute_url()}preview/").context["numbers"]
    done = browser.get(applied(browser, ROLES).get_absolute_url())
    assert done.context["numbers"] == preview
    links = {result.url for result in done.context["results"]}
    assert {"/roles/auditor/", "/roles/auditor/senior/", "/families/audit/"} <= links


def test_what_readers_do_not_see_links_to_the_admin(browser):
    done = browser.get(applied(browser, status="draft").get_absolute_url())
    links = [result.url for result in done.context["results"] if not result.is_published]
    assert any(link.startswith("/admin/roles/rolelevel/") for link in links)


def test_what_is_no_more_has_no_link(browser):
    imported = applied(browser)
    browser.post(
        f"{imported.get_absolute_url()}undo/",
        {"digest": steps.conflicts_digest([]), "edited": "leave"},
    )
    done = browser.get(imported.get_absolute_url())
    assert "was imported and undone" in done.content.decode()
    assert {result.url for result in done.context["results"]} == {""}


def test_while_it_runs_it_says_how_far_it_is(browser, publisher):
    imported = make_import(
        publisher,
        state="checking",
        heartbeat=timezone.now(),
        step="Comparing",
        done=12_000,
        total=20_000,
    )
    text = page(browser, imported)
    assert "Comparing: 12,000 of 20,000 rows" in text
    assert '<noscript><meta http-equiv="refresh"' in text
    assert "Check progress now" in text
    assert "http-equiv" not in page(browser, imported, "?refresh=no")


def test_what_was_interrupted_says_so_and_runs_again(browser):
    imported = uploaded(browser)
    long_ago = timezone.now() - timedelta(minutes=1)
    interrupted = {"state": "checking", "heartbeat": long_ago}
    Import.objects.filter(pk=imported.pk).update(**interrupted)
    imported.pieces.all().delete()
    text = page(browser, imported)
    assert "Interrupted" in text
    assert "Nothing was changed" in text
    browser.post(imported.get_absolute_url(), {"do": "again"})
    imported.refresh_from_db()
    assert imported.state == "checked"
    assert imported.read_plan().changes


def test_what_failed_is_checked_again(browser):
    imported = uploaded(browser)
    Import.objects.filter(pk=imported.pk).update(state="failed", problem="No room.")
    assert "No room." in page(browser, imported)
    assert "This was on" not in page(browser, imported)  # of what was kept before it was noted
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    Import.objects.filter(pk=imported.pk).update(problem_at=noon)
    assert "This was on 3 March 2026 at 12:00." in page(browser, imported)
    browser.post(imported.get_absolute_url(), {"do": "again"})
    imported.refresh_from_db()
    assert (imported.state, imported.problem) == ("checked", "")


def test_search_is_brought_up_to_date(browser):
    imported = applied(browser)
    Import.objects.filter(pk=imported.pk).update(search_done=False)
    assert "Search does not find all of this yet" in page(browser, imported)
    browser.post(imported.get_absolute_url(), {"do": "search"})
    assert "Search does not find all of this yet" not in page(browser, imported)


def test_an_upload_of_somebody_else_is_not_there(browser, other):
    imported = uploaded(other)
    for end in ("", "columns/", "preview/", "undo/", "messages.csv", "differences.csv"):
        assert browser.get(imported.get_absolute_url() + end).status_code == 404
        assert browser.get(f"/import/{uuid4()}/{end}").status_code == 404


def test_a_finished_import_of_somebody_else_is_shown(browser, other):
    assert "is imported" in page(browser, applied(other))


def test_an_expired_upload_says_so_everywhere(browser, publisher):
    imported = make_import(publisher, state="expired")
    assert "has expired" in page(browser, imported)
    for end in ("columns/", "preview/", "messages.csv", "differences.csv"):
        assert browser.get(imported.get_absolute_url() + end).status_code == 410
    assert browser.get(imported.get_absolute_url() + "undo/").status_code == 409
