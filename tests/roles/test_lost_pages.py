"""What is said before something is withdrawn, of what readers would miss beside it."""

import pytest

from capframe.base.consequences import consequences_of
from capframe.base.models import Status
from tests.factories import (
    make_family,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
)


def said(*entries, status=Status.WITHDRAWN):
    """What is said before these are saved with another status."""
    for entry in entries:
        entry.status = status
    return consequences_of(entries)


def test_a_family_that_would_have_no_role_level_left(db):
    family = make_family(title="Policy")
    levels = [make_role_level(role=make_role(family=family)) for _ in range(2)]
    make_role_level(role=levels[0].role, status=Status.DRAFT)
    assert said(levels[0]) == []
    assert said(*levels) == ["“Policy” would have no role level left."]


def test_what_readers_never_saw_leaves_no_family_empty(db):
    assert said(make_role_level(status=Status.DRAFT)) == []


def test_publishing_takes_nothing_away(db):
    level = make_role_level(status=Status.DRAFT)
    assert said(level, status=Status.PUBLISHED) == []
    assert said(level.role, status=Status.PUBLISHED) == []


def test_the_levels_that_go_with_a_role(db):
    role = make_role(title="Partner")
    for status in (Status.PUBLISHED, Status.PUBLISHED, Status.DRAFT):
        make_role_level(role=role, status=status)
    expected = ["2 role levels would disappear from readers with “Partner”."]
    assert said(role) == expected
    assert said(role, status=Status.DRAFT) == expected


def test_the_levels_that_go_with_a_family(db):
    level = make_role_level(role=make_role(family=make_family(title="Policy")))
    assert said(level.family) == ["1 role level would disappear from readers with “Policy”."]


@pytest.mark.parametrize(
    ("status", "end"),
    [(Status.WITHDRAWN, "find marked as withdrawn."), (Status.DRAFT, "no longer find.")],
)
def test_the_role_levels_that_ask_for_a_skill(status, end, db):
    skill = make_skill(title="Pace")
    for _ in range(2):
        make_requirement(make_role_level(), skill)
    (words,) = said(skill, status=status)
    assert words == f"2 role levels would still ask for “Pace”, which readers would {end}"


def test_it_is_asked_in_the_same_number_of_queries(db, django_assert_num_queries):
    levels = [make_role_level() for _ in range(5)]
    for some in (levels[:2], levels):
        with django_assert_num_queries(3):
            said(*some)
