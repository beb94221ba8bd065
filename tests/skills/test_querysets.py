import pytest

from skills.models import Skill, SkillFramework, SkillLevel
from tests.factories import (
    make_framework,
    make_proficiency,
    make_skill,
    make_skill_level,
)

pytestmark = pytest.mark.django_db


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
