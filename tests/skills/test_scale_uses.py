"""A skill stays in its framework while anything stands on that framework's scale."""

import pytest
from django.core.exceptions import ValidationError

from skills.scale_uses import MOST_NAMED
from tests.admin_forms import edit, load, problems, send
from tests.base.admin.conflicts.test_conflicts import change_url
from tests.factories import (
    make_framework,
    make_requirement,
    make_role_level,
    make_skill,
    make_skill_level,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill():
    return make_skill(framework=make_framework())


def refusal(skill):
    skill.framework = make_framework()
    with pytest.raises(ValidationError) as refused:
        skill.clean()
    (said,) = refused.value.message_dict["framework"]
    return said.partition("levels of it: ")[2].partition(". Remove")[0].split("; ")


def test_it_moves_where_nothing_stands_on_the_scale(skill, admin_client, client):
    level = make_requirement(make_role_level(), skill, None).role_level
    old, other = skill.get_absolute_url(), make_framework()
    edit(admin_client, change_url(skill), framework=other.pk, reason="As agreed")
    skill.refresh_from_db()
    assert skill.framework == other
    assert level.skill_requirements.get().skill == skill
    assert client.get(old, follow=True).redirect_chain == [(skill.get_absolute_url(), 301)]


def test_its_own_levels_keep_it(skill):
    make_skill_level(skill)
    assert refusal(skill) == [str(skill)]


def test_so_does_what_asks_for_it_at_a_level(skill, admin_client):
    level = make_role_level()
    make_requirement(level, skill, 2)
    url = change_url(skill)
    answer = send(admin_client, url, load(admin_client, url), framework=make_framework().pk)
    assert str(level) in str(problems(answer))


def test_of_many_the_first_are_named(skill):
    levels = [make_requirement(make_role_level(), skill, 1) for _ in range(MOST_NAMED + 2)]
    named = refusal(skill)
    assert named[0] == str(levels[0].role_level)
    assert named[MOST_NAMED:] == ["and 2 more"]


def test_other_changes_are_let_be(skill):
    make_skill_level(skill)
    skill.title = "Another"
    skill.full_clean()
