"""A file of roles gives numbers to levels; it says who states them, and takes no order unseen."""

import pytest

from capframe.base.models import Status
from capframe.spreadsheets.faults import Remark
from roles.importing import ROLES
from roles.models import Role, RoleLevel
from roles.ordering import OrderFrom
from tests.factories import (
    make_family,
    make_grade,
    make_role,
    make_role_level,
    make_source,
    make_structure,
)
from tests.importing import carry_out, check, exported, imported

pytestmark = pytest.mark.django_db
LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}
OTHER = LEVEL | {"level": "Senior"}


def make_adviser(**orders):
    """The role with a level of each title and number."""
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    for title, order in orders.items():
        make_role_level(role=role, title=title, level_order=order)
    return role


def numbers():
    return dict(RoleLevel.objects.values_list("title", "level_order"))


def who():
    return Role.objects.get().order_from


def notes(*rows, **choices):
    checked = check(ROLES, *rows, **choices)
    return [one.message for one in checked.warnings if one.remark == Remark.NOTE]


def test_where_a_file_gives_no_order_none_is_known():
    carry_out(ROLES, LEVEL, OTHER)
    assert (numbers(), who()) == ({"Junior": None, "Senior": None}, "")


@pytest.mark.parametrize("by", OrderFrom.values)
def test_who_states_an_order_is_what_was_chosen(by):
    rows = (LEVEL | {"level_order": "1"}, OTHER | {"level_order": "2"})
    carry_out(ROLES, *rows, order_from=by)
    assert (numbers(), who()) == ({"Junior": 1, "Senior": 2}, by)


def test_editors_state_it_where_nothing_is_chosen():
    carry_out(ROLES, LEVEL | {"level_order": "1"})
    assert who() == OrderFrom.EDITORS


def test_an_empty_cell_changes_nothing():
    make_adviser(Junior=1, Senior=2)
    Role.objects.update(order_from=OrderFrom.SOURCE)
    carry_out(ROLES, LEVEL, OTHER)
    assert (numbers(), who()) == ({"Junior": 1, "Senior": 2}, OrderFrom.SOURCE)


def test_giving_the_numbers_that_are_there_says_nothing_new():
    make_adviser(Junior=1, Senior=2)
    Role.objects.update(order_from=OrderFrom.SOURCE)
    carry_out(ROLES, LEVEL | {"level_order": "1"}, OTHER | {"level_order": "2"})
    assert who() == OrderFrom.SOURCE


def test_a_source_that_orders_some_levels_does_not_state_the_others_order():
    make_adviser(Junior=1, Senior=2, Chief=None)
    Role.objects.update(order_from=OrderFrom.EDITORS)
    row = LEVEL | {"level": "Chief", "level_order": "3"}
    carry_out(ROLES, row, order_from=OrderFrom.SOURCE)
    assert who() == OrderFrom.EDITORS


def test_editors_who_change_a_sources_order_state_it():
    make_adviser(Junior=1, Senior=2)
    Role.objects.update(order_from=OrderFrom.SOURCE)
    carry_out(ROLES, OTHER | {"level_order": "3"})
    assert who() == OrderFrom.EDITORS


def test_a_role_whose_levels_are_ordered_keeps_its_own_source():
    role = make_adviser(Junior=None)
    carry_out(ROLES, LEVEL | {"level_order": "1"}, source=make_source().pk)
    assert (who(), Role.objects.get().source) == (OrderFrom.EDITORS, role.source)


def test_exporting_and_importing_invents_nothing():
    make_adviser(Junior=None, Senior=None)
    make_role_level(role=make_role(title="Clerk", family=Role.objects.get().family), level_order=2)
    before = exported(ROLES)
    assert ",Junior,,," in before.decode()
    for model in (RoleLevel, Role):
        model.objects.all().delete()
    imported(ROLES, before)
    assert exported(ROLES) == before
    assert set(RoleLevel.objects.values_list("level_order", flat=True)) == {None, 2}


LOST = "The file takes away the order of the levels of the role “Adviser”"


def test_a_new_level_without_a_place_is_noted():
    make_adviser(Junior=1, Senior=2)
    [note] = notes(LEVEL | {"level": "Chief"})
    assert note.startswith(f"{LOST}: nothing says where “Chief” would stand among them")


def test_a_draft_without_a_place_is_not():
    make_adviser(Junior=1, Senior=2)
    assert notes(LEVEL | {"level": "Chief"}, status=Status.DRAFT) == []


def test_a_level_that_comes_back_without_a_place_is_noted():
    role = make_adviser(Junior=1, Senior=2)
    make_role_level(role=role, title="Chief", status=Status.WITHDRAWN)
    [note] = notes(LEVEL | {"level": "Chief"})
    assert note.startswith(LOST)


def test_a_grade_of_another_structure_is_noted():
    low, high = (make_grade(title=title) for title in ("Low", "High"))
    make_grade(title="Band 1", structure=make_structure())
    role = make_adviser()
    make_role_level(role=role, title="Junior", grade=low)
    make_role_level(role=role, title="Senior", grade=high)
    [note] = notes(OTHER | {"grade": "Band 1"})
    assert note.startswith(LOST)


def test_a_place_by_grade_takes_nothing_away():
    low, high = (make_grade(title=title) for title in ("Low", "High"))
    role = make_adviser()
    for title, grade in (("Junior", low), ("Senior", low)):
        make_role_level(role=role, title=title, grade=grade)
    assert notes(OTHER | {"grade": high.title}, LEVEL | {"level": "Chief", "grade": "High"}) == []


def test_a_second_level_without_a_place_is_noted():
    make_adviser(Junior=None)
    [note] = notes(OTHER)
    assert "above or below" in note


def test_what_has_no_order_loses_none():
    make_adviser(Junior=None, Senior=None)
    assert notes(LEVEL | {"level": "Chief"}) == []
