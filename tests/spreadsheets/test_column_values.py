from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.table import Record


def collect(*texts, headings=None):
    column_values = ColumnValues(headings or {})
    for line, text in enumerate(texts, start=2):
        record = Record(line, {"definition": text} if text else {})
        column_values.add("lead", "skill “Lead”", record, ["definition"])
    return column_values


def test_it_works():
    column_values = collect("", "To lead", "", "To lead")
    assert column_values.of("lead", "definition") == "To lead"
    assert column_values.line("lead", "definition") == 3
    assert column_values.faults == []


def test_what_nobody_says_is_empty():
    assert collect("").of("lead", "definition") == ""
    assert collect("").line("lead", "definition") == 0


def test_white_space_makes_no_difference():
    column_values = collect("To lead", "To\u00a0 lead\n")
    assert column_values.faults == []
    assert column_values.of("lead", "definition") == "To lead"


def test_two_rows_that_disagree_are_one_fault():
    column_values = collect("To lead", "", "To plan", headings={"definition": "Skill Definition"})
    [fault] = column_values.faults
    assert (fault.line, fault.column, fault.value) == (4, "Skill Definition", "To plan")
    assert fault.message == (
        "Lines 2 and 4 disagree about the skill “Lead”: line 2 says “To lead”, line 4 says "
        "“To plan”."
    )
    assert fault.remedy


def test_each_row_that_disagrees_is_a_fault():
    assert [fault.line for fault in collect("Lead", "Plan", "Lead", "Plan").faults] == [3, 5]


def test_case_makes_a_difference():
    assert len(collect("To lead", "To Lead").faults) == 1


def test_long_texts_are_shown_from_where_they_differ():
    [fault] = collect("Much the same. " * 40 + "Lead", "Much the same. " * 40 + "Plan").faults
    assert "same. Lead”" in fault.message
    assert "same. Plan”" in fault.message
    assert len(fault.message) < 200


def test_things_are_told_apart():
    column_values = ColumnValues({})
    column_values.add(1, "one", Record(2, {"definition": "Lead"}), ["definition"])
    column_values.add(2, "two", Record(3, {"definition": "Plan"}), ["definition"])
    assert column_values.faults == []
    assert (column_values.of(1, "definition"), column_values.of(2, "definition")) == (
        "Lead",
        "Plan",
    )
