import pytest

from skills.models import Skill, SkillFramework, SkillLevel
from tests.factories import (
    make_framework,
    make_proficiency,
    make_requirement,
    make_role_level,
    make_skill,
    make_skill_level,
)

pytestmark = pytest.mark.django_db


def test_a_framework_shows_its_published_skills_in_its_own_order():
    second, first = make_skill(position=2, title="A"), make_skill(position=1, title="Z")
    make_skill(status="draft")
    make_skill(status="withdrawn")
    (framework,) = SkillFramework.objects.with_skills()
    assert list(framework.skills.all()) == [first, second]


def test_a_skill_is_counted_for_published_role_levels_only():
    skill = make_skill()
    make_requirement(make_role_level(), skill)
    make_requirement(make_role_level(status="draft"), skill)
    (framework,) = SkillFramework.objects.with_skills()
    assert [listed.number_of_requirements for listed in framework.skills.all()] == [1]


def test_a_scale_runs_from_the_lowest_level():
    framework = make_framework()
    levels = [make_proficiency(framework, position) for position in (3, 1, 2)]
    (found,) = SkillFramework.objects.with_scale()
    assert list(found.levels.all()) == [levels[1], levels[2], levels[0]]


def test_skills_of_the_same_place_stand_by_title():
    second, first = make_skill(title="B"), make_skill(title="A")
    assert list(Skill.objects.in_framework_order()) == [first, second]


def test_skill_levels_come_with_their_behaviours_in_order(django_assert_num_queries):
    skill = make_skill()
    high = make_skill_level(skill, 4, [("Lead", "Hide"), ("Listen", "")])
    low = make_skill_level(skill, 3, [("", "Shout")])
    with django_assert_num_queries(2):
        levels = list(SkillLevel.objects.with_indicators())
        behaviours = [
            [(pair.effective, pair.ineffective) for pair in level.indicators.all()]
            for level in levels
        ]
        assert [level.level.title for level in levels] == ["Level 3", "Level 4"]
        assert levels[0].source.title
    assert levels == [low, high]
    assert behaviours == [[("", "Shout")], [("Lead", "Hide"), ("Listen", "")]]
