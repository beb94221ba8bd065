from pathlib import Path

import pytest
import yaml

from roles.step_up.qualifications import speaks_of_a_qualification

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
ASKED = "knowledge-skills-and-experience"


def asks(text, section_type=ASKED):
    return speaks_of_a_qualification(section_type, text)


@pytest.mark.parametrize(
    "text",
    [
        "Be CIPD qualified and",
        "Ideally be Prince 2 qualified, or equivalent.",
        "Newly qualified; or part qualified",
        "Relevant degree or equivalent",
        "Degree-level education",
        "HNC/HND in relevant field",
        "Educated to A level or A Levels",
        "Hold a full driving licence",
        "A PhD in statistics",
        "Chartered member of a professional body",
        "CERTIFIED auditor",
    ],
)
def test_it_works(text):
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Work with a high degree of autonomy",
        "A degree\nof independence",
        "Use 360 degree feedback",
        "Use 360-degree feedback",
        "Excellent leadership skills at a senior level",
        "Quantify benefits and risks",
        "Be a phd-like person",
        "Commitment to continuous professional development",
    ],
)
def test_other_words_are_none(text):
    assert not asks(text)


@pytest.mark.parametrize("section_type", ["level-purpose", "overview", "responsibilities"])
def test_what_tells_of_the_job_asks_for_none(section_type):
    assert asks("Issue licences")
    assert not asks("Issue licences", section_type)


def statements(name):
    """Every statement of a document, with the slug of its section's type."""
    for entry in yaml.safe_load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8")):
        if entry["model"] == "roles.statement":
            yield entry["fields"]["section"][2], " ".join(entry["fields"]["text"].split())


def test_of_the_home_offices_statements_these_and_no_others():
    assert {text for kind, text in statements("home_office") if asks(text, kind)} == {
        "Be CIPD qualified and",
        "Be CIPD qualified.",
        "Be Prince 2 qualified, or equivalent and",
        "Be both degree and CIPD qualified.",
        "Ideally be CIPD qualified or be willing to work towards a CIPD qualification.",
        "Ideally be Prince 2 qualified, or equivalent.",
    }


def test_of_each_of_derbyshires_eight_levels_one_and_no_others():
    found = [text for kind, text in statements("derbyshire") if asks(text, kind)]
    assert [text.split()[:3] for text in found] == [
        ["Relevant", "degree", "or"],
        ["Relevant", "degree", "or"],
        ["Relevant", "degree", "or"],
        ["Relevant", "degree", "or"],
        ["Newly", "qualified", "or"],
        ["Newly", "qualified;", "or"],
        ["HNC/HND", "in", "relevant"],
        ["Relevant", "vocational", "qualification"],
    ]


@pytest.mark.parametrize("name", ["head_of_profession", "ict_strategy", "senior_civil_service"])
def test_the_other_documents_ask_for_none(name):
    assert [text for kind, text in statements(name) if asks(text, kind)] == []
