from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.report import Report, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Record

SKILL = Column("skill", "Name of the skill.", longest=5)


def report():
    return Report({"skill": "Skill Name"})


def test_it_works():
    found = report()
    found.fault(Record(3, {"skill": "Lead"}), "skill", "Wrong.", "Mend it.")
    found.warn(Remark.NEAR, Record(2, {}), "skill", "Odd.")
    [error], [warning] = found.errors, found.warnings
    assert (error.line, error.column, error.value) == (3, "Skill Name", "Lead")
    assert (error.words, error.remark) == ("Wrong. Mend it.", Remark.FAULT)
    assert (warning.line, warning.value, warning.remark) == (2, "", Remark.NEAR)


def test_they_come_in_the_order_of_the_file():
    found = report()
    for line in (3, 1, 2):
        found.fault(Record(line, {}), "skill", "Wrong.")
        found.warn(Remark.NOTE, Record(line, {}), "skill", "Odd.")
    assert [fault.line for fault in found.sorted_errors] == [1, 2, 3]
    assert [fault.line for fault in found.sorted_warnings] == [1, 2, 3]


def test_a_repeated_row_is_taken_once():
    found = report()
    rows = [Record(line, {"skill": name}) for line, name in ((2, "A"), (3, "B"), (5, "A"))]
    assert [record.line for record in without_repeats(rows, found)] == [2, 3]
    [warning] = found.warnings
    assert (warning.line, warning.remark) == (5, Remark.REPEAT)
    assert "line 2" in warning.message


def test_a_row_that_differs_in_anything_is_no_repeat():
    found = report()
    rows = [Record(2, {"skill": "A"}), Record(3, {"skill": "a"}), Record(4, {"note": "A"})]
    assert len(without_repeats(rows, found)) == 3


def test_texts_as_long_as_the_limit_are_well():
    found = report()
    find_too_long([Record(2, {"skill": "12345"})], [SKILL], found)
    assert found.errors == []


def test_longer_texts_are_faults_that_name_the_limit():
    found = report()
    find_too_long([Record(2, {"skill": "123456"})], [SKILL], found)
    [error] = found.errors
    assert "6 characters" in error.message
    assert "the limit is 5" in error.message


def test_rows_without_a_needed_text_are_faults():
    found = report()
    find_missing([Record(2, {"skill": "A"}), Record(3, {})], SKILL, found)
    assert [(error.line, error.column) for error in found.errors] == [(3, "Skill Name")]


def test_a_missing_column_is_one_fault():
    found = Report({})
    find_missing([Record(2, {}), Record(3, {})], SKILL, found)
    [error] = found.errors
    assert (error.line, error.message) == (0, "The file has no column skill.")
