import pytest

from roles.profiles import full_title
from roles.section_texts import SectionText, StatementText
from tests.roles.plain import SOURCE, asking


def section(*texts, is_list=False):
    plain = (StatementText(one) if isinstance(one, str) else one for one in texts)
    statements = tuple(plain)
    return SectionText("overview", "Overview", 1, "Overview", is_list, SOURCE, "", "", statements)


def set_as(made):
    return [(block.is_list, [s.text for s in block.statements]) for block in made.blocks]


def test_a_title_says_the_role_once():
    assert full_title("Head of Profession", "Head of Profession") == "Head of Profession"
    assert full_title("HR Business Partner", "Grade 7") == "HR Business Partner, Grade 7"


def test_paragraphs():
    assert set_as(section("One.", "Two.")) == [(False, ["One.", "Two."])]


def test_bullets():
    assert set_as(section("one", "two", is_list=True)) == [(True, ["one", "two"])]


def test_bullets_among_paragraphs():
    made = section("Three roles:", "- one", "- two", "And so on.")
    assert set_as(made) == [
        (False, ["Three roles:"]),
        (True, ["one", "two"]),
        (False, ["And so on."]),
    ]


def test_a_list_keeps_the_dashes_that_its_statements_begin_with():
    assert set_as(section("- 5 degrees", is_list=True)) == [(True, ["- 5 degrees"])]


@pytest.mark.parametrize("is_list", [True, False])
def test_a_section_without_statements(is_list):
    assert set_as(section(is_list=is_list)) == []


@pytest.mark.parametrize(
    ("strengths", "asks"),
    [
        (["required", "required"], "Required"),
        (["required", "ideal"], ""),
        (["required", ""], ""),
        (["required"], ""),
        (["", ""], ""),
        ([], ""),
    ],
)
def test_what_all_statements_ask_alike_is_said_once(strengths, asks):
    made = section(*(StatementText("one", strength=strength) for strength in strengths))
    assert made.asks == asks


def test_statements_that_name_a_qualification_ask_by_themselves():
    required = StatementText("Write", strength="required")
    made = section(required, required, asking("Ideally be CIPD qualified", cipd="ideal"))
    assert made.asks == "Required, unless a statement says otherwise"
