"""Names that are new in a file and nearly another's: what is asked, and what the answers mean."""

import pytest

from capframe.base.models import Source
from capframe.plans.files.choices import Choices
from capframe.plans.files.columns import KeyColumn
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.questions import Option
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from tests.importing import no_progress

SOURCE = KeyColumn("source", "", model=Source, blank_slug="source")
PART = KeyColumn("part", "", model=Source, within=SOURCE, blank_slug="part", is_confirmed=False)
THERE = ((1, "Team work", "team"), (2, "Plan & review", "plan-review"), (3, "Level 15", "level-15"))


def read(*names, answers=None):
    """The entries that the rows of a file name."""
    file = FileCheck(
        [Record(line, {"source": name}) for line, name in enumerate(names, start=2)],
        (SOURCE, PART),
        Choices(answers=answers or {}),
        Report({"source": "source", "part": "part"}),
        no_progress,
    )
    entries = DesiredEntries(SOURCE, file, DesiredEntry)
    for pk, title, slug in THERE:
        entries.index().add(pk, title, slug)
        entries.slugs.add(slug)
    return [entries.find(record) for record in file.rows], file


def remarks(file):
    return [(one.line, one.remark) for one in file.report.warnings]


def test_it_works():
    [one, same], file = read("Plan and review", "plan AND review")
    assert one is same
    assert one.key == "plan and review"
    [question] = file.questions
    assert (question.group, question.rows, question.is_required) == ("near-duplicates", 1, False)
    assert question.title == (
        "New? The source “Plan and review” is nearly “Plan & review”, which the catalogue has"
    )
    assert question.about == (
        "They differ only in how it is written: “&” for “and”, a plural or an accent."
    )
    assert question.options == (
        Option("new", "Yes, a new source", "Its address would end in “plan-and-review”."),
        Option("existing:plan-review", "No, it is “Plan & review”"),
        Option(
            "renamed:plan-review",
            "No, it is “Plan & review”, which is called “Plan and review” from now on",
            "It keeps its history, its address and everything that refers to it.",
        ),
    )


def test_until_it_is_answered_it_is_new_with_a_warning_that_names_both():
    [one], file = read("Team-work")
    assert one.key == "team-work"
    assert remarks(file) == [(2, Remark.NEAR), (2, Remark.NEW)]
    assert file.report.warnings[0].words == (
        "The new source “Team-work” differs from “Team work” in case, spacing or punctuation only. "
        "If it is the same, write “Team work”."
    )


@pytest.mark.parametrize(
    ("answer", "key", "title", "number"),
    [
        ("existing:team", 1, "Team work", 0),
        ("renamed:team", 1, "Team-work", 0),
        ("new", "team-work", "Team-work", 0),
        # What was meant is there no more, or nobody can have meant it: it is asked again.
        ("existing:gone", "team-work", "Team-work", 1),
        ("other", "team-work", "Team-work", 1),
    ],
)
def test_an_answer_is_followed(answer, key, title, number):
    [asked] = read("Team-work")[1].questions
    [one], file = read("Team-work", answers={asked.key: answer})
    assert (one.key, one.title, one.is_renamed) == (key, title, answer == "renamed:team")
    assert [question.is_open for question in file.questions] == [bool(number)]
    assert len(file.report.warnings) == 2 * number


def test_both_names_may_stand_in_the_file():
    [asked] = read("Team-work")[1].questions
    [one, same], file = read("Team work", "Team-work", answers={asked.key: "existing:team"})
    assert one is same
    # It cannot be called both.
    assert [one.value for one in file.questions[0].options] == ["new", "existing:team"]


def test_two_new_names_may_be_nearly_the_same():
    _, file = read("Draft", "Drafts")
    [question] = file.questions
    assert question.title.endswith("is nearly “Draft”, which the file has too")
    [one, same], file = read("Draft", "Drafts", answers={question.key: "existing:draft"})
    assert one is same


def test_no_address_gets_a_number_unasked():
    """Names that an address writes alike may be quite different: what it would be is said."""
    _, file = read("Level 1.5", "Level 15!", "!", "?")
    assert [(q.options[0].effect, q.options[1].label) for q in file.questions] == [
        ("Its address would end in “level-15-2”.", "No, it is “Level 15”"),
        ("Its address would end in “level-15-3”.", "No, it is “Level 15”"),
        ("Its address would end in “source-2”.", "No, it is “!”"),
    ]


def test_nothing_is_asked_of_names_that_are_known_or_unlike():
    _, file = read("TEAM work", "team", "Planning")
    assert file.questions == []
    assert remarks(file) == [(4, Remark.NEW)]


def test_the_same_name_elsewhere_is_another_question():
    _, file = read("Other", "Another")
    wholes = DesiredEntries(SOURCE, file, DesiredEntry)
    parts = DesiredEntries(PART, file, DesiredEntry, wholes)
    for name in ("Other", "Another"):
        whole = wholes.find(Record(2, {"source": name}))
        parts.index(whole).add(len(name), "Team work", "team")
        parts.find(Record(2, {"source": name, "part": "Team-work"}), whole)
    assert len({question.key for question in file.questions}) == 2


def test_one_cannot_be_renamed_twice():
    names = "Team-work", "Team works"
    answers = {question.key: "renamed:team" for question in read(*names)[1].questions}
    _, file = read(*names, answers=answers)
    assert [(one.line, one.message) for one in file.report.errors] == [
        (3, "The source “Team-work” would be called “Team works”, too.")
    ]
