import pytest
from django.utils import timezone

from capframe.imports.models import Import
from capframe.plans.keeping import PlanGone, StoredPieces
from roles.models import JobFamily, RoleLevel
from tests.factories import withdraw
from tests.imports.files import ROLES, applied, confirm_all, uploaded
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(browser):
    imported = uploaded(browser)
    confirm_all(browser, imported)
    return imported


def address(imported):
    return f"{imported.get_absolute_url()}preview/"


def send(browser, imported, **form):
    response = browser.post(address(imported), {"plan": imported.plan_digest, **form})
    imported.refresh_from_db()
    return response


def test_it_works(browser, ready):
    page = browser.get(address(ready))
    assert [shown.title for shown in page.context["objects"]] == [
        *("Our roles", "Audit", "Auditor", "Auditor, Senior", "Responsibilities")
    ]
    send(browser, ready, reason="A new family")
    assert ready.state == "applied"
    assert RoleLevel.objects.get().history.get().history_change_reason == "A new family"


def test_it_is_applied_once(browser, ready):
    send(browser, ready)
    response = send(browser, ready)
    assert response.status_code == 409
    assert "has been imported already" in response.content.decode()
    assert JobFamily.objects.count() == 1


def test_while_it_is_applied_it_cannot_be_applied(browser, ready):
    Import.objects.filter(pk=ready.pk).update(state=Import.State.APPLYING, heartbeat=timezone.now())
    assert send(browser, ready).status_code == 409


def test_what_is_not_confirmed_is_not_applied(browser):
    imported = uploaded(browser)
    response = send(browser, imported)
    assert response.status_code == 409
    assert "2 new entries are not confirmed yet" in response.context["errors"][0][0]
    assert not JobFamily.objects.exists()


def test_what_was_not_shown_is_not_applied(browser, ready):
    response = browser.post(address(ready), {"plan": "another"})
    assert response.status_code == 409
    assert not JobFamily.objects.exists()


def test_a_file_with_faults_has_no_preview(browser):
    imported = uploaded(browser, ROLES + "Audit,,Senior,x,Duties\n")
    assert browser.get(address(imported)).status_code == 409


def test_what_is_there_already_needs_no_import(browser):
    applied(browser)
    source = JobFamily.objects.get().source_id
    imported = uploaded(browser, source=source)
    assert "there is nothing to import" in browser.get(address(imported)).content.decode()


def test_the_page_stays_small_whatever_the_file(browser):
    text = "<&'> " * 100
    rows = "".join(
        f"Audit,Role {role} {text[:100]},Level,{n} {text},Responsibilities\n"
        for role in range(60)
        for n in range(20)
    )
    imported = uploaded(browser, ROLES + rows)
    confirm_all(browser, imported)
    pages = [browser.get(f"{address(imported)}?page={number}") for number in (1, 2, 3)]
    assert pages[0].context["page"].paginator.num_pages == 3
    assert max(len(page.content) for page in pages) < 500_000
    assert "not shown here" in pages[-1].content.decode()


def test_the_page_takes_the_same_queries_whatever_the_file(browser, django_assert_num_queries):
    for number in (2, 40):
        rows = "".join(f"Audit,Role {n},Senior,Plan {n},Duties\n" for n in range(number))
        imported = uploaded(browser, ROLES.splitlines()[0] + "\n" + rows)
        confirm_all(browser, imported)
        # Session, user, permissions (2), the import, its warnings and versions; its pieces' heads,
        # their indexes and one's changes; what it refers to is all made by the plan itself.
        with django_assert_num_queries(10):
            browser.get(address(imported))


def test_what_was_withdrawn_comes_back_once_that_is_confirmed(browser):
    applied(browser)
    level = withdraw(RoleLevel.objects.get())
    imported = uploaded(browser)
    response = send(browser, imported)
    assert response.status_code == 409
    words = "1 entry that was withdrawn is not confirmed yet"
    assert words in response.context["errors"][0][0]
    page = browser.get(imported.get_absolute_url()).content.decode()
    assert "1 entry that was withdrawn to confirm" in squeezed(page)
    assert "The role level “Auditor, Senior” was withdrawn on 3 March 2026 and comes back." in page
    confirm_all(browser, imported)
    shown = browser.get(address(imported))
    (found,) = [one for one in shown.context["objects"] if one.title == "Auditor, Senior"]
    assert found.outcome_label == "Comes back"
    assert "3 Mar 2026" in {line.label: line.text for line in found.lines}["Withdrawn on"]
    assert not RoleLevel.objects.published().exists()
    send(browser, imported)
    assert RoleLevel.objects.published().get() == level


def test_a_check_again_while_the_page_is_made_is_said(browser, monkeypatch):
    imported = uploaded(browser)
    confirm_all(browser, imported)

    def replaced(stored, pk):
        raise PlanGone

    monkeypatch.setattr(StoredPieces, "changes", replaced)
    response = browser.get(address(imported))
    assert response.status_code == 409
    assert "checked again while this page was made" in response.text
