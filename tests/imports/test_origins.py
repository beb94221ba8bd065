"""Imports as histories name them."""

import re

import pytest
from django.contrib.auth.models import Group

from capframe.base.history.origins import Origin
from capframe.imports import steps
from capframe.imports.models import Import
from capframe.imports.origins import ImportOrigins
from roles.models import RoleLevel, Statement
from tests.imports.files import ROLES, applied, uploaded

ORIGINS = ImportOrigins()


@pytest.fixture
def ask(rf):
    """A function that makes a request by somebody."""

    def make(user):
        request = rf.get("/")
        request.user = user
        return request

    return make


def last_save():
    return Statement.history.latest("history_id").history_save


def test_what_an_import_wrote_names_it(browser, publisher, ask):
    imported = applied(browser)
    numbers = set(Statement.history.values_list("history_save", flat=True))
    assert len(numbers) == 1
    assert ORIGINS.find({*numbers, 1}, ask(publisher)) == {
        last_save(): Origin(
            "Import of roles.csv",
            f"/import/{imported.pk}/",
            f"/import/{imported.pk}/undo/",
        )
    }


def test_what_its_undo_wrote_names_it_too(browser, publisher, ask):
    imported = applied(browser)
    first = last_save()
    _, conflicts = steps.plan_undo(imported)
    digest = steps.conflicts_digest(conflicts)
    Import.objects.update(state=Import.State.UNDOING, undo_digest=digest)
    imported.refresh_from_db()
    steps.undo(imported=imported, by=publisher)
    assert last_save() != first
    found = ORIGINS.find({first, last_save()}, ask(publisher))
    assert found[last_save()].title == "Undo of the import of roles.csv"
    assert [found[number].undo_url for number in (first, last_save())] == ["", ""]
    assert ORIGINS.saves_of(str(imported.pk)) == {first, last_save()}


def test_who_may_not_import_gets_no_link(browser, django_user_model, ask):
    applied(browser)
    viewer = django_user_model.objects.create(username="viewer")
    viewer.groups.add(Group.objects.get(name="Viewer"))
    assert ORIGINS.find({last_save()}, ask(viewer)) == {
        last_save(): Origin("Import of roles.csv", "")
    }
    assert list(ORIGINS.choices(ask(viewer))) == []


def test_its_rows_lead_to_its_undo(browser):
    imported = applied(browser)
    page = browser.get(f"/admin/undo/roles.statement/{Statement.history.latest().history_id}/")
    assert f'href="/import/{imported.pk}/undo/"' in page.content.decode()


def test_the_history_of_what_it_changed_offers_both(browser):
    applied(browser)
    level = RoleLevel.objects.get()
    text = ROLES.replace("Plan audits", "Plan internal audits")
    imported = applied(browser, text)
    page = browser.get(f"/admin/roles/rolelevel/{level.pk}/history/").content.decode()
    assert f'<a href="/import/{imported.pk}/undo/">Undo the whole import' in page
    assert re.search(r'\?only=entry">\s*Undo it here only', page)


def test_those_that_were_applied_can_be_chosen(browser, publisher, ask):
    imported = applied(browser)
    uploaded(browser, name="waiting.csv")
    ((key, title),) = ORIGINS.choices(ask(publisher))
    assert key == str(imported.pk)
    assert title.startswith("roles.csv, ")


def test_the_log_is_narrowed_down_to_an_import(browser):
    imported = applied(browser)
    page = browser.get("/admin/changes/", {"origin": str(imported.pk)}).content.decode()
    assert f'<a href="/import/{imported.pk}/">Import of roles.csv</a>' in page
    assert page.count("capframe-saves__why") == 1
    assert '<label for="id_origin">Import:</label>' in page


def test_a_change_of_an_import_is_undone_with_it_or_in_its_entry_alone(browser):
    imported = applied(browser)
    statement = Statement.objects.first()
    row = statement.history.get()
    url = f"/admin/undo/roles.statement/{row.pk}/"
    page = browser.get(url).content.decode()
    assert f'href="/import/{imported.pk}/undo/"' in page
    assert 'href="?only=entry"' in page
    page = browser.get(f"{url}?only=entry").content.decode()
    assert f"roles.rolelevel:{statement.section.role_level_id}" in page
