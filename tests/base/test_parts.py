import pytest

from capframe.base.parts import lock, parts_of, tree_of, whole_field, whole_of
from grades.models import Grade, GradeStructure, PayRange
from roles.models import (
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Statement,
)
from skills.models import Indicator, ProficiencyLevel, Skill, SkillFramework, SkillLevel
from tests.factories import make_role_level


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (Statement, Section),
        (Section, RoleLevel),
        (SkillRequirement, RoleLevel),
        (PayRange, Grade),
        (Indicator, SkillLevel),
        (ProficiencyLevel, SkillFramework),
    ],
)
def test_a_part_stands_in_a_whole(part, whole):
    assert whole_field(part).related_model is whole
    assert part in {model for model, _ in parts_of(whole)}


@pytest.mark.parametrize("model", [GradeStructure, Grade, Role, RoleLevel, SectionType, Skill])
def test_an_entry_with_an_address_or_key_of_its_own_is_no_part(model):
    assert whole_field(model) is None


def test_a_model_that_is_no_entry_is_no_part(django_user_model):
    assert whole_field(django_user_model) is None


def test_the_tree_goes_all_the_way_down():
    parts = {Section, Statement, QualificationRequirement, SkillRequirement}
    assert set(tree_of(RoleLevel)) == {RoleLevel, *parts}
    assert list(tree_of(Role)) == [Role]


@pytest.mark.django_db
def test_the_whole_of_a_statement_is_its_role_level():
    level = make_role_level({"Responsibilities": ["Lead"]})
    statement = level.sections.get().statements.get()
    assert whole_of(statement) == level == whole_of(level)
    lock(statement)
