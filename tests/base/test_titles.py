from datetime import date
from decimal import Decimal

import pytest

from capframe.base.titles import noun_and_title, title_from, value_in_words
from grades.models import Grade, PayRange
from roles.models import RoleLevel, Section, Statement
from skills.models import Indicator, Skill, SkillFramework, SkillLevel


@pytest.mark.parametrize(
    ("model", "values", "title"),
    [
        (Statement, {"text": "Plan", "note": "Soon"}, "Plan"),
        (Section, {"heading": "Duties"}, "Duties"),
        (Indicator, {"effective": "Listen", "ineffective": "Talk"}, "Listen"),
        (Indicator, {"effective": "", "ineffective": "Talk"}, "Talk"),
        (PayRange, {"location": "London"}, "London"),
        (RoleLevel, {"title": "SEO", "location": "London"}, "SEO"),
        (RoleLevel, {"location": "London"}, ""),
        (SkillLevel, {"description": "Be alert."}, ""),
    ],
)
def test_an_entry_is_called_by_what_its_model_says(model, values, title):
    assert title_from(model, values) == title


def test_an_entry_is_called_the_same_wherever_it_is_named():
    assert str(Statement(text="Plan")) == "Plan"
    assert str(Indicator(ineffective="Talk")) == "Talk"
    assert str(Skill()) == ""


def test_what_an_entry_is_stands_before_what_it_is_called():
    assert noun_and_title(Statement, "Plan") == "statement “Plan”"
    assert noun_and_title(SkillLevel, "") == "skill level"


@pytest.mark.parametrize(
    ("model", "name", "value", "words"),
    [
        (Section, "layout", "prose", "Paragraphs"),
        (Skill, "kind", "", ""),
        (Skill, "kind", "odd", "odd"),
        (PayRange, "valid_from", date(2026, 4, 1), "1 Apr 2026"),
        (PayRange, "minimum", 52969, "52969"),
        (PayRange, "minimum", Decimal("52969.00"), "52969"),
        (PayRange, "minimum", "12.5", "12.50"),
        (SkillFramework, "levels_in_order", True, "Yes"),
        (SkillFramework, "levels_in_order", False, "No"),
        (RoleLevel, "grade", None, ""),
        (RoleLevel, "grade", 7, "SEO"),
        (RoleLevel, "grade", 8, "grade 8"),
        (RoleLevel, "grade", -8, "grade 8"),
    ],
)
def test_a_value_is_shown_as_a_reader_knows_it(model, name, value, words):
    titles = {(Grade, 7): "SEO"}
    found = value_in_words(
        model._meta.get_field(name), value, lambda model, pk: titles.get((model, pk))
    )
    assert found == words
