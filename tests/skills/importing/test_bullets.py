"""Bullets of what a skill asks at a level, in files that have no columns for behaviours."""

import pytest

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from skills.importing import SKILLS
from skills.models import Indicator, SkillLevel
from tests.factories import make_framework, make_proficiency, make_skill, make_skill_level
from tests.importing import no_progress, records_of

ROW = {"skill_framework": "River skills", "skill": "Reading maps", "level": "Working"}
TEXT = "You can:\n• follow a route\n• tell how far a place is"


def check_texts(text=TEXT, without=("effective", "ineffective")):
    records = records_of(SKILLS, [{**ROW, "level_description": text}], without)
    return SKILLS.check(records, Choices(), no_progress)


def carry_out_texts(*texts):
    for text in texts:
        apply(plan=check_texts(text).plan, by=None, reason="Import")


@pytest.fixture
def level(db):
    skill = make_skill(framework=make_framework(title="River skills"), title="Reading maps")
    make_proficiency(skill.framework, 2, title="Working")
    return make_skill_level(skill, 2)


def said(level):
    level.refresh_from_db()
    return level.description, list(level.indicators.values_list("effective", "ineffective"))


def test_they_become_behaviours(db):
    carry_out_texts(TEXT)
    behaviours = [("follow a route", ""), ("tell how far a place is", "")]
    assert said(SkillLevel.objects.get()) == ("You can:", behaviours)
    assert check_texts().plan.changes == []


def test_a_behaviour_that_is_there_is_found_by_its_text(level):
    kept = Indicator.objects.create(skill_level=level, effective="tell how far a place is")
    carry_out_texts(TEXT)
    assert Indicator.objects.get(effective="tell how far a place is").pk == kept.pk
    assert Indicator.objects.count() == 2


def test_no_ineffective_behaviour_is_taken_away(level):
    pairs = [("follow a route", "get lost"), ("tell how far a place is", ""), ("guess", "drift")]
    for place, (effective, ineffective) in enumerate(pairs, start=1):
        Indicator.objects.create(
            skill_level=level, position=place, effective=effective, ineffective=ineffective
        )
    carry_out_texts(TEXT)
    assert said(level)[1] == pairs


@pytest.mark.parametrize(
    ("before", "after"), [(TEXT, "You can:"), (TEXT[9:], ""), ("Well", "Well")]
)
def test_no_behaviour_stands_in_the_description_too(level, before, after):
    SkillLevel.objects.update(description=before)
    carry_out_texts(TEXT[9:])
    assert said(level) == (after, [("follow a route", ""), ("tell how far a place is", "")])
    assert check_texts(TEXT[9:]).plan.changes == []


def test_prose_among_them_keeps_the_text_as_it_is(db):
    text = f"{TEXT}\nand more."
    carry_out_texts(text)
    assert said(SkillLevel.objects.get()) == (text, [])


@pytest.mark.parametrize("column", ["effective", "ineffective"])
def test_a_file_with_a_column_of_behaviours_keeps_the_text(db, column):
    others = {"effective", "ineffective"} - {column}
    apply(plan=check_texts(without=others).plan, by=None, reason="Import")
    assert said(SkillLevel.objects.get()) == (TEXT, [])
