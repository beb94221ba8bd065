from capframe.spreadsheets.column_values import Facts
from capframe.spreadsheets.table import Record


def told(*texts, headings=None):
    facts = Facts(headings or {})
    for line, text in enumerate(texts, start=2):
        record = Record(line, {"definition": text} if text else {})
        facts.tell("lead", "skill “Lead”", record, ["definition"])
    return facts


def test_it_works():
    facts = told("", "To lead", "", "To lead")
    assert facts.of("lead", "definition") == "To lead"
    assert facts.line("lead", "definition") == 3
    assert facts.faults == []


def test_what_nobody_says_is_empty():
    assert told("").of("lead", "definition") == ""
    assert told("").line("lead", "definition") == 0


def test_white_space_makes_no_difference():
    facts = told("To lead", "To\u00a0 lead\n")
    assert facts.faults == []
    assert facts.of("lead", "definition") == "To lead"


def test_two_rows_that_disagree_are_one_fault():
    facts = told("To lead", "", "To plan", headings={"definition": "Skill Definition"})
    [fault] = facts.faults
    assert (fault.line, fault.column, fault.value) == (4, "Skill Definition", "To plan")
    assert fault.message == (
        "Lines 2 and 4 disagree about the skill “Lead”: line 2 says “To lead”, line 4 says "
        "“To plan”."
    )
    assert fault.remedy


def test_each_row_that_disagrees_is_a_fault():
    assert [fault.line for fault in told("Lead", "Plan", "Lead", "Plan").faults] == [3, 5]


def test_case_makes_a_difference():
    assert len(told("To lead", "To Lead").faults) == 1


def test_long_texts_are_shown_from_where_they_differ():
    [fault] = told("Much the same. " * 40 + "Lead", "Much the same. " * 40 + "Plan").faults
    assert "same. Lead”" in fault.message
    assert "same. Plan”" in fault.message
    assert len(fault.message) < 200


def test_things_are_told_apart():
    facts = Facts({})
    facts.tell(1, "one", Record(2, {"definition": "Lead"}), ["definition"])
    facts.tell(2, "two", Record(3, {"definition": "Plan"}), ["definition"])
    assert facts.faults == []
    assert (facts.of(1, "definition"), facts.of(2, "definition")) == ("Lead", "Plan")
