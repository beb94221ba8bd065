from dataclasses import replace

import pytest

from roles.compare.comparison import compare
from roles.compare.skill_steps import skill_steps_of
from tests.roles.plain import profile, skill


def changes(before, after):
    """What becomes of each skill, by its title, from one column to the next."""
    columns = [profile(1, skills=before), profile(2, skills=after)]
    return {one.title: one.change for one in skill_steps_of(compare(columns).skills, 1)}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (3, 4, "one level higher"),
        (2, 4, "2 levels higher"),
        (4, 3, "one level lower"),
        (3, 3, "the same level"),
        (None, None, "the same"),
        (None, 3, ""),
        (3, None, ""),
        ("Basic", "Expert", "another level"),
        ("Basic", "Basic", "the same level"),
        ("Basic", None, ""),
    ],
)
def test_what_becomes_of_a_level(before, after, words):
    assert changes([skill("pace", before)], [skill("pace", after)]) == {"pace": words}


def test_what_is_new_and_what_is_not_stated():
    assert changes([skill("pace")], [skill("lead")]) == {"pace": "not stated", "lead": "new"}


def test_where_one_source_names_no_skill_nothing_is_new():
    assert changes([], [skill("lead")]) == {"lead": ""}


def test_skills_of_other_columns_are_left_out():
    columns = [profile(1, skills=[skill("pace")]), profile(2), profile(3)]
    assert list(skill_steps_of(compare(columns).skills, 2)) == []


def test_a_skill_assessed_otherwise_is_not_the_same():
    assessed = replace(skill(), assessed="interview")
    columns = [profile(1, skills=[skill()]), profile(2, skills=[assessed])]
    (step,) = skill_steps_of(compare(columns).skills, 1)
    assert not step.is_same
    assert not step.is_changed
