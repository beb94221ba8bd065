"""Files to import, and imports."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from capframe.imports.kept_files import keep_file
from capframe.imports.models import Import
from tests.spreadsheets.files import xlsx

ROLES = """job_family,role,level,statement,section
Audit,Auditor,Senior,Plan audits,Responsibilities
Audit,Auditor,Senior,Write reports,Responsibilities
"""
NEW_SOURCE = {"source_title": "Our roles", "publisher": "Home Office"}


def workbook(**sheets):
    """A workbook whose sheets have these rows; the first is a note."""

    def add_sheets(book):
        book.active.title = "Read me"
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)

    return xlsx(["About this file"], ["It has posts."], change=add_sheets)


def make_import(by=None, **values):
    values = {"kind": "roles", "file_name": "roles.csv", "digest": "0" * 64, "size": 1} | values
    content = values.pop("content", b"")
    if values.get("state") in ("applied", "undoing", "undone"):
        values.setdefault("applied_at", timezone.now())
    imported = Import.objects.create(by=by, **values)
    if content:
        keep_file(imported=imported, pieces=[content])
    return imported


def upload(browser, text=ROLES, kind="roles", name="roles.csv", **choices):
    """What the server answers to this file; facts come from a new document unless said."""
    content = text if isinstance(text, bytes) else text.encode()
    source = {} if "source" in choices else NEW_SOURCE
    names = (
        "withdraw_missing",
        "keep_placeholders",
        "decode_html",
        "keep_list_marks",
        "split_names",
    )
    flags = dict.fromkeys(names, "no")
    form = {"status": "published", **flags, **source, **choices}
    return browser.post(f"/import/new/{kind}/", {**form, "file": SimpleUploadedFile(name, content)})


def uploaded(browser, text=ROLES, **choices):
    """The import of a file that can be read."""
    response = upload(browser, text, **choices)
    assert response.status_code == 302, response.content.decode()
    return Import.objects.latest("made_at")


def confirm_all(browser, imported):
    return browser.post(imported.get_absolute_url(), {"do": "confirm", "all": "yes"})


def apply(browser, imported, **form):
    """Confirm everything new and have the import applied; the import as it is then."""
    confirm_all(browser, imported)
    imported.refresh_from_db()
    browser.post(f"{imported.get_absolute_url()}preview/", {"plan": imported.plan_digest, **form})
    imported.refresh_from_db()
    return imported


def applied(browser, text=ROLES, **choices):
    imported = apply(browser, uploaded(browser, text, **choices))
    assert imported.state == "applied", imported.problem
    return imported
