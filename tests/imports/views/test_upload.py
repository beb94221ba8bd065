import pytest
from django.test import Client

from capframe.imports.models import Import
from capframe.spreadsheets.limits import MOST_BYTES
from tests.factories import make_family, make_role, make_role_level, make_source
from tests.failures import FULL
from tests.field_errors import assert_errors_are_tied
from tests.imports.files import ROLES, upload, uploaded

pytestmark = pytest.mark.django_db


def said(response):
    """The messages of the error summary."""
    return [message for message, _ in response.context["errors"]]


def test_it_works(browser, publisher):
    imported = uploaded(browser)
    assert (imported.by, imported.file_name, imported.size) == (publisher, "roles.csv", len(ROLES))
    assert imported.state == "checked"
    assert "UTF-8" in " ".join(imported.notes)


def test_the_page_shows_the_columns_that_are_read(browser):
    text = browser.get("/import/new/skills/").content.decode()
    for words in (
        "ineffective",
        "skill_framework",
        "/import/skills/template.csv",
        "level_as_heading",
    ):
        assert words in text
    assert 'name="withdraw_missing"' not in text
    assert 'name="job_family"' not in text


def test_choices_are_kept(browser):
    source, family = make_source(), make_family()
    imported = uploaded(
        browser,
        source=source.pk,
        job_family=family.pk,
        withdraw_missing="yes",
        keep_placeholders="yes",
        status="draft",
        source_title="Ignored",
    )
    chosen = imported.read_choices()
    assert (chosen.source, chosen.source_title) == (source.pk, "")
    assert chosen.defaults == {"job_family": family.pk}
    assert (chosen.flags, chosen.status) == (
        {"withdraw_missing", "keep_placeholders"},
        "draft",
    )


def test_a_new_document_needs_a_title_and_a_publisher(browser):
    response = upload(browser, source_title=" ", publisher="")
    assert response.status_code == 400
    assert len(said(response)) == 2
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"x" * (MOST_BYTES + 1), "25 MB"),
    ],
)
def test_what_cannot_be_read_is_said(browser, content, words):
    response = upload(browser, content)
    assert response.status_code in (400, 413)
    assert words in said(response)[0]
    assert not Import.objects.exists()


def test_no_file_is_said(browser):
    response = browser.post("/import/new/roles/", {"status": "published"})
    assert "Choose a file." in said(response)


def test_a_broken_form_is_said(browser):
    response = browser.post("/import/new/roles/", b"x", content_type="multipart/form-data")
    assert response.status_code == 413
    assert "did not arrive whole" in said(response)[0]


def test_a_full_disk_is_said(browser, monkeypatch):
    def fail(*args, **kwargs):
        raise FULL

    monkeypatch.setattr(Import, "save", fail)
    response = upload(browser)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "no room left" in response.content.decode()


def test_a_hostile_name_is_made_safe(browser):
    imported = uploaded(browser, name="..\\\u202e<script>.csv")
    assert "\u202e" not in imported.file_name
    assert "<script>" not in browser.get("/import/").content.decode()


def test_forged_forms_are_refused(publisher):
    client = Client(enforce_csrf_checks=True)
    client.force_login(publisher)
    assert upload(client).status_code == 403
    assert not Import.objects.exists()


def test_the_token_of_the_form_is_taken(publisher):
    client = Client(enforce_csrf_checks=True)
    client.force_login(publisher)
    client.get("/import/new/roles/")
    token = client.cookies["csrftoken"].value
    assert upload(client, csrfmiddlewaretoken=token).status_code == 302


def test_an_unknown_kind_is_said(browser):
    assert browser.get("/import/new/cars/").status_code == 404


def test_every_field_in_error_names_its_error(browser):
    everything = {"source": "0", "job_family": "0", "skill_framework": "0", "grade_structure": "0"}
    everything |= {"source_title": "x" * 301, "publisher": "x" * 201}
    response = browser.post("/import/new/roles/", everything)
    # With the file and the five groups of radio buttons, which were not sent.
    assert_errors_are_tied(response.text, 12)


ORDER = "job_family,role,level,level_order\nAudit,Auditor,Senior,2\n"


def test_who_states_an_order_is_asked_and_kept(browser):
    assert "Who states the order of levels" in browser.get("/import/new/roles/").text
    imported = uploaded(browser, ORDER, order_from="source")
    assert imported.read_choices().values == {"order_from": "source"}
    assert uploaded(browser, ORDER).read_choices().values == {"order_from": "editors"}


def test_a_kind_that_makes_nothing_asks_for_no_document_and_no_status(browser):
    text = browser.get("/import/new/order/").text
    assert 'name="source"' not in text
    assert 'name="status"' not in text
    make_role_level(
        role=make_role(title="Auditor", family=make_family(title="Audit")), title="Senior"
    )
    assert uploaded(browser, ORDER, kind="order").state == "checked"
