from capframe.plans.name_index import Known, Naming, find_new, key_of
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.report import Findings
from capframe.spreadsheets.table import Record


def known():
    return Known([(1, "Team work", "team"), (2, "Leading", "leading"), (3, "LEADING", "lead-2")])


def key(name, among=None):
    findings = Findings({"skill": "Skill"})
    found = key_of(among or known(), name, Record(2, {"skill": name}), "skill", findings, "skill")
    return found, findings


def test_it_works():
    assert known().find("Team work") == [1]


def test_case_and_spacing_make_no_difference():
    assert known().find("team\u00a0 Work") == [1]


def test_a_slug_names_an_entry():
    assert known().find("team") == [1]
    assert known().find("Lead-2") == [3]


def test_a_title_as_it_is_written_comes_first():
    assert (known().find("Leading"), known().find("LEADING")) == ([2], [3])
    assert known().find("leading") == [2, 3]


def test_a_title_comes_before_a_slug():
    assert Known([(1, "Other", "leading"), (2, "Leading", "l")]).find("leading") == [2]


def test_what_nothing_is_called_is_not_found():
    assert known().find("Team-work") == []


def test_near_names_differ_in_punctuation():
    assert known().near("Team-work") == "Team work"
    assert known().near("Teams") == ""
    assert Known([(1, "?", "a")]).near("!") == ""


def test_titles_that_others_share_are_written_as_slugs():
    assert [known().written(key) for key in (1, 2, 3)] == ["Team work", "leading", "lead-2"]


def test_a_title_that_is_another_one_s_slug_is_written_as_slug():
    among = Known([(1, "Team", "team-a"), (2, "Other", "team")])
    assert among.written(1) == "team-a"


def test_a_row_names_an_entry():
    found, findings = key("team work")
    assert found == 1
    assert not findings.errors + findings.warnings


def test_a_new_name_is_known_from_then_on():
    among = known()
    assert key("Planning", among)[0] == "planning"
    assert key("PLANNING", among)[0] == "planning"
    assert among.titles["planning"] == "Planning"


def test_a_new_name_that_is_nearly_another_is_warned_of():
    found, findings = key("Team-work")
    assert found == "team-work"
    [warning] = findings.warnings
    assert (warning.line, warning.column, warning.remark) == (2, "Skill", Remark.NEAR)
    assert "“Team work”" in warning.message


def test_a_name_that_several_share_is_a_fault():
    found, findings = key("leading")
    assert found is None
    [error] = findings.errors
    assert error.remedy == "Write the address of one: “leading” or “lead-2”."


def test_a_new_name_is_to_be_confirmed():
    findings = Findings({})
    find_new("Planning", Record(2, {"skill": "Planning"}), "skill", findings, "skill")
    assert [warning.remark for warning in findings.warnings] == [Remark.NEW]


def rows(*names, chosen=None, headings=("skill",)):
    findings = Findings(dict.fromkeys(headings, "Skill"))
    records = [Record(line, {"skill": name} if name else {}) for line, name in enumerate(names, 2)]
    found = Naming(known(), "skill", "skill").rows(records, chosen, findings)
    return [key for key, _ in found], findings


def test_rows_come_with_what_they_name():
    found, findings = rows("Team work", "Planning", "planning")
    assert found == [1, "planning", "planning"]
    assert [(one.line, one.remark) for one in findings.warnings] == [(3, Remark.NEW)]


def test_a_row_that_names_nothing_takes_what_was_chosen():
    assert rows("", "Team work", chosen=2)[0] == [2, 1]


def test_a_row_that_names_nothing_is_a_fault():
    found, findings = rows("", "Team work")
    assert found == [1]
    assert [error.line for error in findings.errors] == [2]


def test_a_file_without_the_column_is_one_fault():
    found, findings = rows("", "", headings=())
    assert found == []
    assert [error.line for error in findings.errors] == [0]


def test_what_was_chosen_may_be_gone():
    assert len(rows("", chosen=99)[1].errors) == 1
