"""Files of skills with a column for each level of the scale."""

from pathlib import Path

import pytest

from capframe.imports.columns.matching import find_problems, match_columns
from capframe.imports.kinds import IMPORT_KINDS
from capframe.plans.files.choices import Choices
from skills.models import Skill, SkillKind
from tests.factories import make_framework, make_proficiency, make_skill
from tests.importing import carry_out, check, found

pytestmark = pytest.mark.django_db
SKILLS = IMPORT_KINDS["skills"]
FILE = Path(__file__).with_name("published_skills.csv")
ROW = {"skill_framework": "River skills", "skill": "Rowing"}
WORDS = ["Awareness", "Working", "Practitioner", "Expert"]
LONG = "You can do what is asked of you without much help."
EACH = "level_as_heading"


def matched(headings, samples=None, *, guessing=False, **defaults):
    samples = samples or [["short"]] * len(headings)
    choices = Choices(defaults=defaults)
    return match_columns(SKILLS, headings, samples, choices, is_guessing=guessing)


@pytest.fixture
def framework():
    framework = make_framework(title="River skills", slug="river")
    for position, title in enumerate(["Paddling", "Swimming"], start=1):
        make_proficiency(framework, position, title=title)
    return framework


# Which columns they are


def test_the_published_headings_are_known_on_an_empty_catalogue():
    headings = FILE.read_text().splitlines()[0].split(",")
    assert matched(headings) == ["skill", "skill_description", *[EACH] * 4, "asked_by"]


def test_the_levels_of_a_known_scale_are_known(framework):
    headings = ["skill", "swimming", "PADDLING", "Notes"]
    assert matched(headings) == ["skill", EACH, EACH, None]


def test_one_alone_is_a_level_only_of_the_framework_that_was_chosen(framework):
    headings = ["skill", "Swimming"]
    assert matched(headings) == ["skill", None]
    assert matched(headings, skill_framework=framework.pk) == ["skill", EACH]


def test_the_chosen_framework_says_which_levels_there_are(framework):
    headings = ["skill", *WORDS, "Swimming"]
    expected = ["skill", *[None] * 4, EACH]
    assert matched(headings, skill_framework=framework.pk) == expected


def test_a_file_with_a_column_of_levels_is_not_wide():
    assert matched(["skill", "level", "Working", "Expert"]) == ["skill", "level", None, None]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([[LONG], ["TBC", LONG]], [EACH, EACH]),
        ([[LONG], ["short"]], [None, None]),
        ([[LONG], ["TBC"]], [None, None]),
    ],
)
def test_several_columns_of_long_texts_are_likely_levels(texts, expected):
    samples = [["Rowing"], *texts]
    assert matched(["skill", "One", "Two"], samples, guessing=True) == ["skill", *expected]
    assert matched(["skill", "One", "Two"], samples) == ["skill", None, None]


def test_what_cannot_stand_beside_is_a_problem():
    columns = ["skill_framework", "skill", EACH, EACH, "effective", "level"]
    assert [words for words, _ in find_problems(SKILLS, columns, Choices())] == [
        f"“{name}” cannot stand beside “{EACH}”: choose another, or leave it out."
        for name in ("effective", "level")
    ]


# What a file says of the kind of a skill


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("leadership", "leadership"),
        ("Specialist skill", "specialist"),
        ("COMPETENCY", "competency"),
    ],
)
def test_a_skill_has_the_kind_that_the_file_says(text, kind):
    carry_out(SKILLS, ROW | {"kind": text})
    assert Skill.objects.get().kind == kind


def test_another_kind_is_a_fault():
    checked = check(SKILLS, ROW | {"kind": "soft"})
    assert found(checked.errors) == [(2, "kind", "“soft” is not a kind of skill.")]


def test_kinds_stay_where_the_file_does_not_speak_of_them():
    make_skill(
        framework=make_framework(title="River skills"), title="Rowing", kind=SkillKind.LEADERSHIP
    )
    assert check(SKILLS, ROW).plan.changes == []
    carry_out(SKILLS, ROW | {"kind": "specialist"})
    assert Skill.objects.get().kind == SkillKind.SPECIALIST
