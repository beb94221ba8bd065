"""The texts of a file in one form."""

from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.invisible import normalise_text
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records
from capframe.spreadsheets.tidying import tidy_records
from tests.importing import found

COLUMNS = ("role", "statement")
texts = st.text(alphabet=st.sampled_from("aé e\u0301\u200b\u00ad\u2060\u200dک\u200cب"), min_size=1)
rows = st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, texts))


def tidied(*rows):
    """The values of each row, and what is said of them."""
    records = [Record(line, row) for line, row in enumerate(rows, start=2)]
    report = Report({column: column for column in COLUMNS})
    left = tidy_records(Records(records, report.headings), report)
    assert report.errors == []
    return [record.values for record in left], report.warnings


def test_it_works():
    values, warnings = tidied({"role": "Charge\u0301", "statement": "Advise man\u00adagers"})
    assert values == [{"role": "Chargé", "statement": "Advise managers"}]
    assert found(warnings) == [
        (2, "statement", "U+00AD (soft hyphen), which nobody sees, is taken out of 1 cell."),
        (2, "role", "Letters and their accents are apart, and are stored as one, in 1 cell."),
    ]
    assert {warning.remark for warning in warnings} == {Remark.NOTE}


def test_each_is_said_once_a_file_with_its_number():
    values, warnings = tidied(
        {"role": "HR\u200b", "statement": "e\u0301\u200b"},
        {"role": "HR\u200b", "statement": "é"},
    )
    assert values == [{"role": "HR", "statement": "é"}, {"role": "HR", "statement": "é"}]
    assert [message for _, _, message in found(warnings)] == [
        "U+200B (zero width space), which nobody sees, is taken out of 3 cells.",
        "Letters and their accents are apart, and are stored as one, in 1 cell.",
    ]


def test_a_cell_with_nothing_else_is_empty():
    values, _ = tidied({"role": "HR", "statement": " \u200b\u00ad "})
    assert values == [{"role": "HR"}]


def test_of_a_file_normalise_text_nothing_is_said():
    values, warnings = tidied({"role": "Chargé – “HR”", "statement": "می\u200cخواهم"})
    assert values == [{"role": "Chargé – “HR”", "statement": "می\u200cخواهم"}]
    assert warnings == []


@given(st.lists(rows, max_size=4))
def test_what_is_said_is_what_is_done(rows):
    values, warnings = tidied(*rows)
    before = [text for row in rows for text in row.values()]
    after = [text for row in values for text in row.values()]
    assert bool(warnings) == any(normalise_text(text) != text for text in before)
    assert [normalise_text(text) for text in after] == after
    assert tidied(*values) == (values, [])
