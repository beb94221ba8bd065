from django.http import HttpResponse
from django.test import RequestFactory

from capframe.base.saves import OneSaveMiddleware, current_save, one_save
from capframe.plans.apply import apply
from capframe.plans.changes import Change
from capframe.plans.plan import Plan
from skills.models import Skill
from tests.factories import make_role, make_skill


def saves_of(*entries):
    return {entry.history.latest("history_id").history_save for entry in entries}


def test_what_is_written_together_has_one_number(db):
    with one_save() as number:
        skill, role = make_skill(), make_role()
    assert saves_of(skill, role) == {number}


def test_a_save_inside_of_another_belongs_to_it(db):
    with one_save() as outer:
        with one_save() as inner:
            assert inner == outer
        assert current_save() == outer
    assert current_save() is None


def test_two_saves_have_two_numbers(db):
    with one_save():
        skill = make_skill()
    with one_save():
        role = make_role()
    assert len(saves_of(skill, role)) == 2


def test_outside_of_a_save_there_is_no_number(db):
    assert saves_of(make_skill()) == {None}


def test_a_number_ends_with_its_save_where_that_fails(db):
    try:
        with one_save():
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert current_save() is None


def test_all_rows_of_a_plan_have_one_number(db):
    first, second = make_skill(), make_skill()
    plan = Plan()
    for skill in (first, second):
        before, after = {"title": skill.title}, {"title": f"{skill.title} again"}
        plan.add(Change(Skill._meta.label_lower, skill.pk, before, after, -1))
    apply(plan=plan, by=None, reason="")
    (number,) = saves_of(first, second)
    assert number is not None


def test_a_request_that_may_write_is_one_save():
    seen = []
    middleware = OneSaveMiddleware(lambda request: seen.append(current_save()) or HttpResponse())
    middleware(RequestFactory().post("/"))
    middleware(RequestFactory().get("/"))
    assert [number is None for number in seen] == [False, True]
