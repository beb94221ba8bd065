import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capframe.spreadsheets import limits
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.reading import read_table, safe_name
from tests.spreadsheets.files import archive, raw_ods, raw_xlsx, row, texts_of, xlsx

ROWS = [["role", "level"], ["Head", "“G6”"]]
SMALL_XLSX = xlsx(*ROWS)
SMALL_ODS = raw_ods(row(*ROWS[0]) + row(*ROWS[1]))


@pytest.mark.parametrize("content", ["role,level\nHead,“G6”".encode(), SMALL_XLSX, SMALL_ODS])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.ods", "a", ""])
def test_it_works_whatever_the_name_says(content, name):
    assert texts_of(read_table(name, content)) == [tuple(cells) for cells in ROWS]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "The file is empty"),
        (b"\n \n", "no cells with anything in them"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "a JPEG image"),
        (b"GIF89a" + bytes(100), "a GIF image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "an image"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"{\\rtf1 role", "a text document"),
        (b"\x1f\x8b\x08" + bytes(100), "a gzip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"old format of Excel .*\(XLS\)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"<html><table>", "an HTML or XML document"),
        (archive({"role.csv": "a,b"}), "“table.csv” is a zip archive"),
        (
            archive({"[Content_Types].xml": "wordprocessingml.document.main+xml"}),
            "an Office document without a table",
        ),
        (archive({"[Content_Types].xml": "ms-excel.sheet.binary.macroEnabled"}), "XLSB"),
    ],
)
def test_what_is_no_table_is_refused_plainly(content, problem):
    with pytest.raises(Unreadable, match=problem) as refused:
        read_table("table.csv", content)
    assert refused.value.remedy.endswith(".")


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(Unreadable, match="more than 100,000 rows"):
        read_table("table.csv", b"role\n" + b"x\n" * 100_001)
    with pytest.raises(Unreadable, match="more than 1,000,000 lines"):
        read_table("table.csv", b"role\n" + b"\n" * 2_000_000)
    with pytest.raises(Unreadable, match=r"has 26\.0 MB; the limit is 25 MB"):
        read_table("table.csv", b"x" * 26_000_000)


def test_a_sheet_with_too_many_rows_is_refused_before_it_is_read_on():
    numbers = range(limits.MOST_ROWS + 2)
    in_excel = "".join(f"<row><c><v>{number}</v></c></row>" for number in numbers)
    in_ods = "".join(row(number) for number in numbers)
    damaged = "<row></cell>"  # which whoever reads on stumbles over
    for content in (raw_xlsx(in_excel + damaged), raw_ods(in_ods + damaged)):
        with pytest.raises(Unreadable, match="more than 100,000 rows"):
            read_table("table", content)


@pytest.mark.parametrize("content", [SMALL_XLSX, SMALL_ODS], ids=["xlsx", "ods"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_half_a_spreadsheet_is_refused(content, part):
    with pytest.raises(Unreadable, match="damaged"):
        read_table("table", content[: int(len(content) * part)])


@settings(max_examples=300)
@given(
    st.sampled_from([SMALL_XLSX, SMALL_ODS]),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=4)), max_size=3),
)
def test_a_damaged_spreadsheet_is_read_or_refused(content, damages):
    changed = bytearray(content)
    for place, damage in damages:
        start = int(place * len(content))
        changed[start : start + len(damage)] = damage
    try:
        table = read_table("table", bytes(changed))
    except Unreadable:
        return
    assert table.rows


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    try:
        table = read_table("table", content)
    except Unreadable:
        return
    assert table.headings


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("roles.csv", "roles.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Rôles 1.xlsx", "Rôles 1.xlsx"),
        ("a\x00b\n\u202ecsv.exe", "abcsv.exe"),
        ("<b>.csv", "<b>.csv"),
        ("", "file"),
        ("/", "file"),
        ("..", "file"),
        ("\ud800", "file"),
    ],
)
def test_a_name_is_made_safe(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_extension():
    assert safe_name("x" * 500 + ".csv") == "x" * 146 + ".csv"
    assert len(safe_name("x." * 500)) <= 150
    assert len(safe_name("x" + ".y" * 5 + "z" * 500)) == 150
