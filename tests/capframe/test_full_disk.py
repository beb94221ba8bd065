"""A full folder of temporary files: every download is whole all the same, a form is answered."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from import_export.admin import ExportMixin

from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.models import Import
from roles.models import JobFamily
from roles.views.compare import FORMATS
from tests.imports.files import applied, upload, uploaded
from tests.tray import OWN_FORM

COMPARISON = {"level": ["policy-and-performance/pap12", "policy-and-performance/pap13"]}
STEP = {"from": "policy-and-performance/pap12", "to": "policy-and-performance/pap13"}
FILES_OF_KINDS = [
    f"/import/{kind}/{what}.{ending}"
    for kind in IMPORT_KINDS
    for what in ("template", "example", "export")
    for ending in ("csv", "xlsx")
]
EXPORTED = [model for model, its in admin.site._registry.items() if isinstance(its, ExportMixin)]

pytestmark = pytest.mark.usefixtures("shared_catalogue")


@pytest.fixture
def editor(admin_user, settings):
    settings.IMPORTS_IN_BACKGROUND = False
    client = Client(raise_request_exception=False)
    client.force_login(admin_user)
    return client


def assert_whole(response):
    """A file to save that is not cut short: each part of an archive has its content."""
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content
    if response.content.startswith(b"PK"):
        with ZipFile(BytesIO(response.content)) as archive:
            assert archive.testzip() is None
            assert all(part.file_size for part in archive.infolist())


@pytest.mark.parametrize("ending", FORMATS)
def test_comparisons(client, full_temporary_folder, ending):
    assert_whole(client.get("/compare/", COMPARISON | {"format": ending}))


def test_step_up_sheets(client, full_temporary_folder):
    assert_whole(client.get("/step-up/", STEP | {"format": "docx"}))


@pytest.mark.parametrize("address", FILES_OF_KINDS)
def test_files_of_imports(editor, full_temporary_folder, address):
    assert_whole(editor.get(address))


def test_files_of_one_import(editor, full_temporary_folder):
    checked = uploaded(editor).get_absolute_url()
    for name in ("messages.csv", "messages.xlsx", "differences.csv"):
        assert_whole(editor.get(checked + name))
    assert_whole(editor.get(f"{applied(editor).get_absolute_url()}left-open.csv"))


def test_the_order_of_levels(editor, full_temporary_folder):
    family = JobFamily.objects.first()
    assert_whole(editor.get(reverse("admin:roles_jobfamily_order_file", args=[family.pk])))


@pytest.mark.parametrize("model", EXPORTED, ids=lambda model: model._meta.model_name)
def test_exports_of_the_admin(editor, full_temporary_folder, model):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    for number in ("0", "1"):
        assert_whole(editor.post(address, {"resource": "0", "format": number}))


def test_a_large_file_to_import_is_refused_in_words(editor, full_temporary_folder):
    rows = "".join(f"Audit,Auditor,Senior,{'Plan audits ' * 200}{n},Duties\n" for n in range(1200))
    text = f"job_family,role,level,statement,section\n{rows}"
    assert len(text) > 2_621_440  # more than Django keeps in memory of any other file
    response = upload(editor, text)
    assert response.status_code == 503
    assert "The server has no room left on its disk. Nothing was changed." in response.text
    assert not Import.objects.exists()


@pytest.mark.parametrize("address", ["/compare/tray/", "/admin/login/"])
def test_a_form_with_a_file_that_nobody_asked_for(address, full_temporary_folder):
    client = Client(raise_request_exception=False)
    file = SimpleUploadedFile("x", bytes(3_000_000))
    response = client.post(address, {"file": file}, headers=OWN_FORM)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "A disk of the server is full." in response.text
    assert "Nothing was saved." in response.text
