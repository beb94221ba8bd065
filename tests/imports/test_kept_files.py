"""What is kept of a file: its bytes until they are read, then its sheets, until it is imported."""

import pytest
from django.db import IntegrityError, transaction

from capframe.imports import reading
from capframe.imports.columns.matching import remember_columns
from capframe.imports.kept_files import (
    FilePiece,
    KeptSheet,
    SheetPiece,
    keep_file,
    keep_sheets,
    load_sheets,
)
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.models import Import
from capframe.imports.runner import run_step
from capframe.imports.views import upload as upload_view
from capframe.spreadsheets import kept_sheets
from capframe.spreadsheets.assembly import table_of
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.reading import read_sheets
from tests.factories import make_family
from tests.imports.files import ROLES, applied, confirm_all, make_import, upload, uploaded
from tests.pages import squeezed
from tests.spreadsheets.files import texts_of, xlsx

pytestmark = pytest.mark.django_db

TEXT = ROLES.replace("statement", "Text")
CHOSEN = ("job_family", "role", "level", "statement", "section")


def two_sheets(book):
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("Notes").append(["About this file"])


WORKBOOK = xlsx(["role", "level"], ["Head", 6], change=two_sheets)


@pytest.fixture
def large(monkeypatch):
    """Every file is too large to be read within the request."""
    monkeypatch.setattr(upload_view, "READ_AT_ONCE", 0)


@pytest.fixture
def unread(monkeypatch):
    """No file can be read from now on."""

    def fail(*args):
        raise AssertionError("A file was read that had been read already.")

    def read_no_more():
        monkeypatch.setattr("capframe.imports.kept_files.read_sheets", fail)
        monkeypatch.setattr(upload_view, "read_sheets", fail)

    return read_no_more


def choose(browser, imported):
    form = {f"column-{place}": name for place, name in enumerate(CHOSEN)}
    browser.post(f"{imported.get_absolute_url()}columns/", form)


def test_it_works():
    imported, sheets = make_import(), read_sheets("x", WORKBOOK)
    keep_sheets(imported=imported, sheets=sheets)
    loaded = load_sheets(imported)
    assert [sheet.title for sheet in loaded] == ["Sheet", "Notes"]
    for kept, read in zip(loaded, sheets, strict=True):
        assert list(kept.read_rows()) == list(read.read_rows())
    assert table_of(loaded) == table_of(sheets)


def test_rows_are_loaded_in_their_order_and_some_at_a_time(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(kept_sheets, "ROWS_A_PIECE", 1)
    imported = make_import()
    content = "role\n" + "".join(f"Head {n}\n" for n in range(30))
    keep_sheets(imported=imported, sheets=read_sheets("x", content.encode()))
    assert SheetPiece.objects.count() == 31
    with django_assert_num_queries(2):
        (sheet,) = load_sheets(imported)
        assert [row.cells[0] for row in sheet.read_rows()] == [
            "role",
            *(f"Head {n}" for n in range(30)),
        ]


def test_a_sheet_that_cannot_be_taken_says_so_when_it_is_loaded():
    wide = xlsx(["x"] * 201, change=lambda book: book.create_sheet("Posts").append(["role"]))
    imported = make_import()
    keep_sheets(imported=imported, sheets=read_sheets("x", wide))
    with pytest.raises(Unreadable, match="more than 200 columns"):
        table_of(load_sheets(imported))


def test_sheets_take_the_place_of_the_file():
    imported = make_import(content=b"role\nHead\n")
    assert texts_of(table_of(load_sheets(imported))) == [("role",), ("Head",)]
    keep_sheets(imported=imported, sheets=load_sheets(imported))
    assert not FilePiece.objects.exists()
    assert texts_of(table_of(load_sheets(imported))) == [("role",), ("Head",)]


def test_a_file_comes_in_pieces_and_is_read_whole():
    imported = make_import()
    keep_file(imported=imported, pieces=[b"role\nHe", b"ad\n"])
    assert texts_of(table_of(load_sheets(imported))) == [("role",), ("Head",)]


@pytest.mark.parametrize("model", [FilePiece, KeptSheet, SheetPiece])
def test_the_database_refuses_two_of_one_number(model):
    imported = make_import(content=b"a")
    keep = KeptSheet(
        imported=imported,
        number=0,
        is_hidden=False,
        equal_width=True,
        number_of_rows=1,
        width=1,
        warnings=b"",
    )
    keep.save()
    SheetPiece.objects.create(sheet=keep, number=0, content=b"a")
    again = model.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_a_file_is_read_once_on_its_whole_way(browser, publisher, unread):
    imported = uploaded(browser, TEXT)
    unread()
    browser.get(f"{imported.get_absolute_url()}columns/")
    choose(browser, imported)
    browser.get(f"{imported.get_absolute_url()}columns/")
    choose(browser, imported)  # a step back, and on again
    assert browser.get(f"{imported.get_absolute_url()}messages.csv").status_code == 200
    confirm_all(browser, imported)
    make_family(title="Other")  # after which confirming checks the rows anew
    Import.objects.filter(pk=imported.pk).update(state=Import.State.APPLYING, reason="Because")
    run_step(imported, publisher)
    imported.refresh_from_db()
    assert (imported.state, imported.problem) == ("applied", "")


def test_a_large_file_is_kept_and_then_read_by_its_step(browser, large):
    imported = uploaded(browser)
    assert (imported.state, imported.headings[0]) == ("checked", "job_family")
    assert "Read as UTF-8" in imported.notes[0]
    assert not FilePiece.objects.exists()
    assert imported.sheets.get().number_of_rows == 3


def test_a_large_file_asks_for_its_columns_too(browser, large):
    response = upload(browser, TEXT)
    imported = Import.objects.get()
    assert response["Location"] == f"{imported.get_absolute_url()}columns/"
    assert (imported.state, imported.columns, len(imported.headings)) == ("uploaded", [], 5)
    choose(browser, imported)
    imported.refresh_from_db()
    assert imported.state == "checked"


def test_a_large_file_is_not_looked_at_where_it_is_left_out(browser, large):
    headings = ["job_family", "role", "level", "Colour"]
    remember_columns(IMPORT_KINDS["roles"], headings, [*headings[:3], ""])
    imported = uploaded(browser, f"{','.join(headings)}\nAudit,Head,6,{'x' * 100_001}\n")
    assert (imported.state, imported.number_of_errors) == ("checked", 0)


def test_what_is_wrong_with_a_large_file_is_said_on_its_page(browser, large):
    imported = uploaded(browser, b"role\n" * 3 + b"Caf\xe9 \x81\n")
    text = squeezed(browser.get(imported.get_absolute_url()).text)
    assert imported.state == "failed"
    assert "The encoding is not clear: line 4 holds" in text
    assert "What is wrong with the file" in text
    assert "upload it again" in text
    assert browser.get(f"{imported.get_absolute_url()}columns/").status_code == 302


def test_a_step_that_runs_again_reads_a_file_that_was_not_read(
    browser, publisher, large, monkeypatch
):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(reading, "keep_sheets", fail)
    imported = uploaded(browser)
    assert (imported.state, FilePiece.objects.count()) == ("failed", 1)
    monkeypatch.undo()
    browser.post(imported.get_absolute_url(), {"do": "again"})
    imported.refresh_from_db()
    assert imported.state == "checked"


def test_nothing_is_kept_of_a_file_that_was_imported(browser):
    applied(browser)
    assert [model.objects.count() for model in (FilePiece, KeptSheet, SheetPiece)] == [0, 0, 0]
