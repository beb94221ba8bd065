"""Two merged into one, one after the other: each is undone by itself, in either order."""

import pytest
from django.db import transaction

from capframe.base.saves import one_save
from capframe.plans.carrying_out import carry_out
from capframe.plans.chosen import first_choices, plan_chosen
from capframe.plans.from_history import read_save_of
from capframe.plans.merging.merge import Merging
from capframe.plans.taking_back import TakingBack, put_lines_back
from capframe.plans.undo import invert
from tests.factories import (
    make_family,
    make_family_section,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_section_type,
    make_skill,
    make_skill_level,
    make_source,
)
from tests.plans.back_pages import text_of, undo_url
from tests.plans.merging.test_merging import LEFT, all_rows, do_merge

pytestmark = pytest.mark.django_db

TITLES = ("Alpha", "Beta", "Gamma")


def three_skills():
    skills = [make_skill(title=title, aliases=f"{title} too") for title in TITLES]
    level = make_role_level()
    for skill in skills:
        make_skill_level(skill, 1, [(f"Lead {skill.title}", "")])
        make_requirement(make_role_level(), skill, 1)
        make_requirement(level, skill, 1)
    return skills


def three_section_types():
    level = make_role_level()
    for title in TITLES:
        make_section(level, title, [title, "Plan"])
        make_section(make_role_level(), title, ["Plan"])
    return [make_section_type(title) for title in TITLES]


def three_sources():
    sources = [make_source(title=title) for title in TITLES]
    for source in sources:
        make_skill(source=source)
    return sources


def three_families():
    families = [make_family(title=title) for title in TITLES]
    for family in families:
        make_family_section(family, f"Aims of {family.title}", ["Lead"])
        make_role_level(role=make_role(family=family))
    return families


def merge(left, right):
    """Merge the second into the first, whose texts stay. Returns a history row of that."""
    left.refresh_from_db()
    asked = {clash.key: LEFT for clash in Merging(left, right).asked}
    do_merge(left, right, **asked)
    model = type(right)
    return model, model.history.filter(id=right.pk).latest("history_id")


def plan_back(model, row):
    return TakingBack(invert(read_save_of(model, row), {}))


def take_back(model, row):
    """Take back what can be, as the page has it. Returns why the rest cannot."""
    taking_back = plan_back(model, row)
    with one_save():
        plan = plan_chosen(taking_back, first_choices(taking_back))
        carry_out(plan=plan, by=None, reason="Undone")
    return [item.problem for item in taking_back.items if item.problem]


@pytest.mark.parametrize("make", [three_skills, three_section_types, three_sources, three_families])
@pytest.mark.parametrize("in_turn", [True, False], ids=["in turn", "out of order"])
def test_both_are_undone(make, in_turn):
    first, second, third = make()
    before = all_rows()
    merged = [merge(first, second), merge(first, third)]
    for row in reversed(merged) if in_turn else merged:
        assert take_back(*row) == []
    assert plan_back(*merged[0]).items == []
    assert all_rows() == before


@pytest.mark.parametrize("make", [three_skills, three_sources])
def test_the_later_one_stands_as_if_it_were_alone(make):
    first, second, third = make()
    with transaction.atomic():
        merge(first, third)
        alone = all_rows()
        transaction.set_rollback(True)
    third = type(third).objects.get(pk=third.pk)
    row = merge(first, second)
    merge(first, third)
    assert take_back(*row) == []
    assert all_rows() == alone


def two_of_a_level(make):
    """Three, of which a role level uses the last two, and what they are of it."""
    three = make()
    level = make_role_level()
    for one in three[1:]:
        if make is three_skills:
            make_requirement(level, one, 1)
        else:
            make_section(level, one.title, [one.title])
    return three, level.skill_requirements if make is three_skills else level.sections


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (three_skills, "The skill “Gamma” was merged into the same one since, and its skill"),
        (three_section_types, "The section type “Gamma” was merged into the same one since, and"),
    ],
)
def test_what_a_later_merge_made_of_two_waits_for_that_to_be_undone(make, said, admin_client):
    (first, second, third), parts = two_of_a_level(make)
    before = all_rows()
    earlier = merge(first, second)
    url = undo_url(second)
    later = merge(first, third)
    page = text_of(admin_client.get(url))
    assert said in page
    assert "became one with this: undo that merge first." in page
    (one,) = parts.all()
    (problem,) = take_back(*earlier)
    assert problem.startswith(said)
    assert list(parts.all()) == [one]
    assert take_back(*later) == []
    assert parts.count() == 2
    assert take_back(*earlier) == []
    assert all_rows() == before


def test_what_was_undone_is_in_nobodys_way():
    (first, second, third), _ = two_of_a_level(three_skills)
    earlier = merge(first, second)
    after = all_rows()
    later = merge(first, third)
    take_back(*later)
    assert all_rows() == after
    assert take_back(*earlier) == []


@pytest.mark.parametrize(
    ("left", "back", "now", "then"),
    [
        ("b", "", "b\nc", "c"),
        ("a\nb", "a", "c\nb\na", "c\na"),
        ("", "a", "c", "c\na"),
        ("", "a", "a\nc", "a\nc"),
        ("a\nb", "b\na", "a", "a"),
    ],
    ids=["added", "among others", "taken out", "there again", "order"],
)
def test_a_list_goes_back_line_by_line(left, back, now, then):
    assert put_lines_back(left, back, now) == then
