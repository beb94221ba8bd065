import pytest

from roles.models import SkillRequirement
from tests.factories import (
    make_family,
    make_grade,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
)

pytestmark = pytest.mark.django_db


def test_requirements_stand_as_their_role_levels_do():
    skill = make_skill()
    junior, senior = make_grade(), make_grade()
    later, earlier = (make_role(family=make_family(title=title)) for title in ("B", "A"))
    levels = [
        make_role_level(role=later),
        make_role_level(role=earlier, grade=senior),
        make_role_level(role=later, grade=junior),
        make_role_level(role=earlier, grade=junior, level_order=2),
        make_role_level(role=earlier, grade=junior, level_order=1),
    ]
    for level in levels:
        make_requirement(level, skill)
    ordered = SkillRequirement.objects.in_grade_order()
    assert [requirement.role_level for requirement in ordered] == levels[::-1]


def test_a_requirement_comes_with_what_its_row_shows(django_assert_num_queries):
    make_requirement(make_role_level(grade=make_grade()), make_skill(), position=4)
    with django_assert_num_queries(1):
        requirement = SkillRequirement.objects.with_role_level().get()
        level = requirement.role_level
        assert level.full_title
        assert level.family.title
        assert level.grade.get_absolute_url()
        assert requirement.level.title == "Level 4"
