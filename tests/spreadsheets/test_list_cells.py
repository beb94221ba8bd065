"""Lists in the cells of a file."""

from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.list_cells import ListColumns, take_lists
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records
from tests.importing import found

COLUMNS = ListColumns(
    ("statement",), within=("role", "section"), alike=("strength",), of_one=("note",)
)
PAIRS = ListColumns(("effective", "ineffective"), within=("skill",))
DUTY = {"role": "Archivist", "section": "Duties"}


def taken(*rows, columns=COLUMNS):
    """Line and values of each row, and what is said of them."""
    records = [Record(line, row) for line, row in enumerate(rows, start=2)]
    report = Report({name: name for row in rows for name in row})
    left = take_lists(Records(records, report.headings), columns, report)
    assert report.errors == []
    assert {warning.remark for warning in report.warnings} <= {Remark.NOTE}
    return [(record.line, record.values) for record in left], report.warnings


def test_it_works():
    rows, warnings = taken(
        {**DUTY, "statement": "• label boxes\n• fetch files"},
        {**DUTY, "statement": "▪ greet readers"},
        {**DUTY, "statement": "weigh crates"},
    )
    assert rows == [
        (2, {**DUTY, "statement": "label boxes"}),
        (2, {**DUTY, "statement": "fetch files"}),
        (3, {**DUTY, "statement": "greet readers"}),
        (4, {**DUTY, "statement": "weigh crates"}),
    ]
    assert found(warnings) == [
        (2, "statement", "The list mark “•” is taken off in 1 cell."),
        (2, "statement", "The lines of a list are taken one by one in 1 cell."),
        (3, "statement", "The list mark “▪” is taken off in 1 cell."),
    ]


def test_a_sign_of_a_symbol_font_is_named_by_its_number():
    _, warnings = taken({**DUTY, "statement": "\uf0b7\tplan"}, {**DUTY, "statement": "\uf0b7 do"})
    assert found(warnings) == [(2, "statement", "The list mark “U+F0B7” is taken off in 2 cells.")]


def test_numbers_run_on_within_a_section_alone():
    other = {"role": "Archivist", "section": "Skills"}
    rows, warnings = taken(
        {**DUTY, "statement": "1. plan"},
        {**other, "statement": "1. talk"},
        {**DUTY, "statement": "2. do"},
    )
    assert [row["statement"] for _, row in rows] == ["plan", "1. talk", "do"]
    assert found(warnings) == [
        (2, "statement", "Numbers or letters that run on are taken off in 2 cells.")
    ]


def test_what_is_said_beside_a_list_is_said_once():
    beside = {"strength": "required", "code": "A1", "skill": "Talk"}
    rows, _ = taken({**DUTY, **beside, "statement": "• plan\n• do"})
    assert [values for _, values in rows] == [
        {**DUTY, **beside, "statement": "plan"},
        {**DUTY, "strength": "required", "statement": "do"},
    ]


def test_a_list_beside_what_belongs_to_one_line_is_kept_and_warned_of():
    row = {**DUTY, "statement": "• plan\n• do", "note": "If asked."}
    rows, warnings = taken(row)
    assert rows == [(2, row)]
    assert found(warnings) == [
        (
            2,
            "statement",
            "The cell holds a list of 2 lines, and the row a note, which belongs to one of them: "
            "the list is kept as it is.",
        )
    ]
    assert warnings[0].remedy == "Give each line a row of its own."


def test_a_single_line_keeps_what_belongs_to_it():
    rows, _ = taken({**DUTY, "statement": "• plan", "note": "If asked."})
    assert rows == [(2, {**DUTY, "statement": "plan", "note": "If asked."})]


def test_lists_side_by_side_stand_in_pairs():
    row = {"skill": "Talk", "effective": "• listens\n• asks", "ineffective": "• shouts\n• hides"}
    rows, _ = taken(row, columns=PAIRS)
    assert [values for _, values in rows] == [
        {"skill": "Talk", "effective": "listens", "ineffective": "shouts"},
        {"skill": "Talk", "effective": "asks", "ineffective": "hides"},
    ]


def test_lists_of_unequal_length_are_not_paired():
    row = {"skill": "Talk", "effective": "• listens\n• asks", "ineffective": "shouts"}
    rows, _ = taken(row, columns=PAIRS)
    assert [values for _, values in rows] == [
        {"skill": "Talk", "effective": "listens"},
        {"skill": "Talk", "effective": "asks"},
        {"skill": "Talk", "ineffective": "shouts"},
    ]


def test_of_a_file_without_lists_nothing_is_said():
    rows = [
        {**DUTY, "statement": "3.5 years – at least"},
        {**DUTY, "statement": "C. difficile"},
        {**DUTY, "statement": "- as printed"},
        {**DUTY, "statement": "one\ntwo"},
    ]
    assert taken(*rows) == ([(line, row) for line, row in enumerate(rows, start=2)], [])


texts = st.text(alphabet="ab •-", min_size=1, max_size=8).map(lambda text: f"Do {text}.")
lists = st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=4)


@given(lists, st.sampled_from("•▪●"))
def test_lists_in_cells_are_the_same_as_a_row_for_each_line(cells, sign):
    marked = [{**DUTY, "statement": "\n".join(f"{sign} {t}" for t in texts)} for texts in cells]
    rows, _ = taken(*marked)
    assert [values for _, values in rows] == [
        {**DUTY, "statement": text} for texts in cells for text in texts
    ]
    again, nothing = taken(*(values for _, values in rows))
    assert ([values for _, values in again], nothing) == ([values for _, values in rows], [])
