import pytest

from capframe.plans.builder import PlanBuilder, defaults_of
from capframe.plans.changes import Change, Whole
from roles.models import Role, RoleLevel
from tests.factories import make_role
from tests.sample_plans import existing

pytestmark = pytest.mark.django_db


def test_what_is_made_is_numbered_and_stands_in_its_whole():
    to = PlanBuilder()
    to.begin_whole(Role, 0, "Auditor")
    role = to.create(Role, {"title": "Auditor"}, line=4)
    level = to.create(RoleLevel, {"role_id": role})
    assert (role, level) == (-1, -2)
    assert to.plan.wholes == [Whole("roles.role", -1, "Auditor")]
    assert [(change.whole, change.line) for change in to.plan.changes] == [(0, 4), (0, 0)]
    assert to.plan.changes[0].after == {**defaults_of(Role), "title": "Auditor"}


def test_a_change_keeps_what_differs_only():
    role = make_role(title="Auditor")
    to = PlanBuilder()
    to.begin_whole(Role, role.pk, "Auditor")
    assert to.change(Role, existing(role), {"title": "Auditor", "role_type": "Technical"}, line=2)
    expected = Change(
        "roles.role", role.pk, {"role_type": ""}, {"role_type": "Technical"}, whole=0, line=2
    )
    assert to.plan.changes == [expected]


def test_what_differs_in_nothing_is_counted_and_its_whole_not_shown():
    role = make_role(title="Auditor")
    to = PlanBuilder()
    to.begin_whole(Role, role.pk, "Auditor")
    assert not to.change(Role, existing(role), {"title": "Auditor"})
    assert (to.plan.changes, to.plan.wholes) == ([], [])
    assert to.plan.unchanged == {"roles.role": 1}


def test_what_is_withdrawn_already_stays():
    role = make_role(status="withdrawn")
    to = PlanBuilder()
    to.begin_whole(Role, role.pk, "Auditor")
    assert not to.withdraw(Role, existing(role))


def test_what_is_removed_is_kept_whole():
    role = make_role()
    to = PlanBuilder()
    to.begin_whole(Role, role.pk, "Auditor")
    to.remove(Role, existing(role))
    assert to.plan.changes[0].before == existing(role).values


def test_what_is_made_apart_leaves_the_whole_alone():
    to = PlanBuilder()
    to.begin_whole(RoleLevel, 5, "Auditor, Senior")
    to.create_apart(Role, {"title": "Auditor"}, "Auditor")
    to.create(RoleLevel, {})
    assert [whole.title for whole in to.plan.wholes] == ["Auditor", "Auditor, Senior"]
    assert [change.whole for change in to.plan.changes] == [0, 1]
