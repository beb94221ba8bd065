"""Plans that withdraw, and that bring back what was withdrawn."""

import pytest
from django.utils.timezone import localdate

from capframe.plans.changes import Change, Whole
from capframe.plans.conflicts import find_conflicts
from capframe.plans.plan import Plan
from capframe.plans.returning import find_returning
from capframe.plans.undo import invert
from capframe.spreadsheets.faults import Remark
from skills.models import Skill
from tests.factories import make_skill, withdraw
from tests.sample_plans import apply_plan, existing, make_builder

pytestmark = pytest.mark.django_db


def plan_of(entry, **values):
    """The plan that gives an entry these values."""
    to = make_builder()
    to.begin_whole(Skill, entry.pk, entry.title)
    to.change(Skill, existing(entry), values, line=7)
    return to.plan


def undone(plan):
    return apply_plan(invert(plan, {}))


def test_it_works():
    skill = make_skill()
    to = make_builder()
    to.begin_whole(Skill, skill.pk, skill.title)
    to.withdraw(Skill, existing(skill))
    apply_plan(to.plan)
    skill.refresh_from_db()
    assert (skill.status, skill.withdrawn_on) == ("withdrawn", localdate())
    undone(to.plan)
    skill.refresh_from_db()
    assert (skill.status, skill.withdrawn_on) == ("published", None)


@pytest.mark.parametrize(("published_once", "seen"), [(True, True), (False, False)])
def test_a_draft_is_withdrawn_for_readers_if_it_was_published_once(published_once, seen):
    skill = make_skill(status="published" if published_once else "draft")
    skill.status = "draft"
    skill.save()
    apply_plan(plan_of(skill, status="withdrawn"))
    assert Skill.objects.published_or_withdrawn().exists() == seen


def test_what_comes_back_is_replaced_by_nothing_until_that_is_undone():
    skill = withdraw(make_skill(), successor=make_skill())
    skill.is_merged = True
    skill.save()
    before = existing(skill)
    plan = plan_of(skill, status="published")
    apply_plan(plan)
    assert before.values["is_merged"]
    assert not existing(skill).values["is_merged"]
    assert {existing(skill).values[name] for name in ("withdrawn_on", "successor_id")} == {None}
    undone(plan)
    assert existing(skill) == before


def test_a_plan_from_before_entries_said_it_can_be_undone():
    skill = make_skill()
    change = Change(
        "skills.skill", skill.pk, {"status": "published"}, {"status": "withdrawn"}, whole=0
    )
    plan = Plan([Whole("skills.skill", skill.pk, skill.title)], [change])
    withdraw(skill)
    undone(plan)
    skill.refresh_from_db()
    assert (skill.status, skill.withdrawn_on) == ("published", None)


def test_what_comes_back_is_to_be_confirmed():
    skill = withdraw(make_skill(title="Pace"))
    (found,) = find_returning(plan_of(skill, status="draft"))
    assert found.message == "The skill “Pace” was withdrawn on 3 March 2026 and comes back."
    assert (found.line, found.remark) == (7, Remark.BACK)


def test_what_readers_never_saw_comes_back_without_a_day():
    (found,) = find_returning(plan_of(make_skill(title="Pace", status="withdrawn"), status="draft"))
    assert found.message == "The skill “Pace” was withdrawn and comes back."


@pytest.mark.parametrize(
    ("status", "values"),
    [
        ("withdrawn", {"title": "Other"}),
        ("draft", {"status": "published"}),
        ("published", {"status": "withdrawn"}),
    ],
)
def test_what_does_not_come_back(status, values):
    assert not list(find_returning(plan_of(make_skill(status=status), **values)))


def test_what_replaced_it_and_was_deleted_since_keeps_it_from_being_put_back():
    successor = make_skill()
    skill = withdraw(make_skill(title="Pace"), successor=successor)
    plan = plan_of(skill, status="published")
    apply_plan(plan)
    successor.delete()
    (conflict,) = find_conflicts(invert(plan, {}))
    assert (conflict.blocks, conflict.what) == (True, "Its skill has been deleted since.")
