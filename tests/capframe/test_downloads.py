"""Every file to download is made when its turn comes, and its reader told when none is free."""

from threading import BoundedSemaphore
from uuid import uuid4

import pytest
from django.urls import reverse

from capframe.base.turns import FILES
from capframe.imports.kinds import IMPORT_KINDS
from roles.downloads import formats
from tests.factories import make_role_level
from tests.test_architecture import modules_of

pytestmark = pytest.mark.django_db

AS_CSV = {"format": "0", "resource": "0"}


@pytest.fixture
def no_turn_free(monkeypatch):
    taken = BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(FILES, "_admitted", taken)


@pytest.fixture
def levels():
    return make_role_level(), make_role_level()


def assert_told_to_try_again(response):
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    page = response.content.decode()
    assert "Many files are being made at the moment." in page
    assert "Nothing is lost. Wait 5 seconds, then try again." in page


@pytest.mark.parametrize("ending", formats.FORMATS)
def test_a_comparison(ending, client, levels, no_turn_free):
    one, other = (f"level={level.reference}" for level in levels)
    assert client.get(f"/compare/?{one}&{other}").status_code == 200
    assert_told_to_try_again(client.get(f"/compare/?{one}&{other}&format={ending}"))


def test_a_step_up_sheet(client, levels, no_turn_free):
    one, other = (level.reference for level in levels)
    assert client.get(f"/step-up/?from={one}&to={other}").status_code == 200
    response = client.get(f"/step-up/?from={one}&to={other}&format=docx")
    assert_told_to_try_again(response)


def test_an_export_of_the_admin(admin_client, levels, no_turn_free):
    address = reverse("admin:roles_rolelevel_export")
    assert admin_client.get(address).status_code == 200
    assert_told_to_try_again(admin_client.post(address, AS_CSV))


def test_the_file_of_an_order(admin_client, levels, no_turn_free):
    family = levels[0].family
    address = reverse("admin:roles_jobfamily_order_file", args=[family.pk])
    assert_told_to_try_again(admin_client.get(address))


@pytest.mark.parametrize("kind", IMPORT_KINDS)
@pytest.mark.parametrize("what", ["template", "example", "export"])
def test_the_files_of_imports(kind, what, admin_client, no_turn_free):
    assert_told_to_try_again(admin_client.get(f"/import/{kind}/{what}.csv"))


@pytest.mark.parametrize("file", ["messages.csv", "differences.csv", "left-open.csv"])
def test_the_files_of_an_import(file, admin_client, no_turn_free):
    assert_told_to_try_again(admin_client.get(f"/import/{uuid4()}/{file}"))


def test_who_may_not_have_a_file_is_told_that_first(client, no_turn_free):
    assert client.get("/import/roles/export.csv").status_code == 302


def test_whatever_makes_a_file_waits_for_its_turn():
    modules = modules_of("capframe", "grades", "skills", "roles")
    texts = {path: path.read_text(encoding="utf-8") for path in modules}
    makers = {path for path, text in texts.items() if "return attachment(" in text}
    assert makers
    assert {path for path in makers if "FILES.turn()" not in texts[path]} == set()
