from capframe.plans.files.name_index import NameIndex, find_key, warn_of_new, warn_of_several
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record


def make_index():
    return NameIndex(
        [(1, "Team work", "team"), (2, "Leading", "leading"), (3, "LEADING", "lead-2")]
    )


def find(name, index=None):
    report = Report({"skill": "Skill"})
    record = Record(2, {"skill": name})
    return find_key(index or make_index(), name, record, "skill", report, "skill"), report


def test_it_works():
    assert make_index().find_keys("Team work") == [1]


def test_case_and_spacing_make_no_difference():
    assert make_index().find_keys("team\u00a0 Work") == [1]


def test_a_slug_names_an_entry():
    assert make_index().find_keys("team") == [1]
    assert make_index().find_keys("Lead-2") == [3]


def test_a_title_as_it_is_written_comes_first():
    assert (make_index().find_keys("Leading"), make_index().find_keys("LEADING")) == ([2], [3])
    assert make_index().find_keys("leading") == [2, 3]


def test_a_title_comes_before_a_slug():
    assert NameIndex([(1, "Other", "leading"), (2, "Leading", "l")]).find_keys("leading") == [2]


def test_what_nothing_is_called_is_not_found():
    assert make_index().find_keys("Team-work") == []


def test_near_names_differ_in_how_they_are_written():
    index = make_index()
    assert [index.find_near_key(name) for name in ("Team-work", "Team works", "lead ing")] == [
        1,
        1,
        2,
    ]
    assert index.find_near_key("Teams") is None
    assert NameIndex([(1, "?", "a")]).find_near_key("!") is None


def test_names_that_come_later_are_near_too():
    index = make_index()
    assert index.find_near_key("Plans") is None
    index.add("plan", "Plan")
    assert index.find_near_key("Plans") == "plan"


def test_a_kept_answer_names_an_entry_by_its_address():
    index = make_index()
    index.add("planning", "Planning")
    keys = [*index.titles]
    assert [index.find_key_of(index.token_of(key)) for key in keys] == keys
    assert index.find_key_of("gone") is None


def test_titles_that_others_share_are_written_as_slugs():
    assert [make_index().name_in_files(key) for key in (1, 2, 3)] == [
        "Team work",
        "leading",
        "lead-2",
    ]


def test_a_title_that_is_another_one_s_slug_is_written_as_slug():
    index = NameIndex([(1, "Team", "team-a"), (2, "Other", "team")])
    assert index.name_in_files(1) == "team-a"


def test_a_row_names_an_entry():
    found, report = find("team work")
    assert found == 1
    assert not report.errors + report.warnings


def test_a_new_name_that_holds_several_others_is_warned_of():
    index = NameIndex([(1, "Leading", "leading"), (2, "Deciding", "deciding")])
    report = Report({})
    record = Record(2, {"skill": "Leading; Deciding"})
    warn_of_several(index, "Leading; Deciding", record, "skill", report, "skill")
    (warning,) = report.warnings
    assert warning.message == (
        "The new skill “Leading; Deciding” is called like several others: “Leading” and “Deciding”."
    )
    warn_of_several(index, "Leading; Planning", record, "skill", report, "skill")
    assert len(report.warnings) == 1


def test_a_name_that_several_share_is_a_fault():
    found, report = find("leading")
    assert found is None
    [error] = report.errors
    assert error.remedy == "Write the address of one: “leading” or “lead-2”."


def test_a_new_name_is_to_be_confirmed():
    report = Report({})
    warn_of_new("Planning", Record(2, {"skill": "Planning"}), "skill", report, "skill")
    assert [warning.remark for warning in report.warnings] == [Remark.NEW]
