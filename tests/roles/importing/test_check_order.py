"""The small file that orders the levels of roles."""

import pytest

from capframe.plans.apply import apply
from capframe.plans.files.choices import Choices
from capframe.plans.undo import invert
from capframe.spreadsheets.faults import Remark
from roles.importing import ORDER
from roles.models import Role, RoleLevel
from roles.ordering import OrderFrom
from tests.factories import make_family, make_role, make_role_level
from tests.importing import (
    carry_out,
    check,
    exported,
    found,
    imported,
    no_progress,
    records_of,
)

pytestmark = pytest.mark.django_db
LEVEL = {"job_family": "Policy", "role": "Adviser", "level": "Junior"}
OTHER = LEVEL | {"level": "Senior"}


@pytest.fixture
def role():
    role = make_role(title="Adviser", family=make_family(title="Policy"))
    for title in ("Junior", "Senior"):
        make_role_level(role=role, title=title)
    return role


def numbers():
    return dict(RoleLevel.objects.values_list("title", "level_order"))


def state():
    return numbers(), Role.objects.get().order_from


@pytest.mark.parametrize("by", OrderFrom.values)
def test_it_orders_the_levels_of_a_role(role, by):
    rows = (LEVEL | {"level_order": "1"}, OTHER | {"level_order": "2"})
    carry_out(ORDER, *rows, order_from=by)
    assert state() == ({"Junior": 1, "Senior": 2}, by)
    assert role.history.first().history_change_reason == "Import"


def test_an_empty_cell_takes_the_order_away_and_is_noted(role):
    carry_out(ORDER, LEVEL | {"level_order": "1"}, OTHER | {"level_order": "2"})
    checked = carry_out(ORDER, LEVEL)
    assert state() == ({"Junior": None, "Senior": 2}, OrderFrom.EDITORS)
    [note] = checked.warnings
    assert (note.remark, note.line) == (Remark.NOTE, 2)
    assert note.message.startswith("The file takes away the order of the levels of the role")


def test_without_any_number_nobody_states_an_order(role):
    carry_out(ORDER, LEVEL | {"level_order": "1"}, OTHER | {"level_order": "2"})
    carry_out(ORDER, LEVEL, OTHER)
    assert state() == ({"Junior": None, "Senior": None}, "")


def test_a_level_without_a_row_keeps_its_number(role):
    carry_out(ORDER, LEVEL | {"level_order": "1"}, OTHER | {"level_order": "2"})
    carry_out(ORDER, OTHER | {"level_order": "3"})
    assert numbers() == {"Junior": 1, "Senior": 3}


def test_it_is_undone_like_any(role):
    checked = check(ORDER, LEVEL | {"level_order": "1"}, OTHER | {"level_order": "2"})
    made = apply(plan=checked.plan, by=None, reason="Import")
    apply(plan=invert(checked.plan, made), by=None, reason="Undo")
    assert state() == ({"Junior": None, "Senior": None}, "")


def test_its_export_is_todays_state_and_comes_in_again(role):
    RoleLevel.objects.filter(title="Senior").update(level_order=2)
    make_role_level(role=make_role(title="Clerk", family=role.family))
    file = exported(ORDER)
    assert file.decode("utf-8-sig").splitlines() == [
        "job_family,role,level,level_order",
        "Policy,Adviser,Senior,2",
        "Policy,Adviser,Junior,",
    ]
    imported(ORDER, file)
    assert exported(ORDER) == file


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (LEVEL | {"job_family": "Nobody"}, "job_family", "There is no job family “Nobody” here"),
        (LEVEL | {"role": "Advisor"}, "role", "Did you mean “Adviser”?"),
        (LEVEL | {"level": "Chief"}, "level", "There is no role level “Chief” here"),
        (LEVEL | {"role": ""}, "role", "The row has no role."),
        (LEVEL | {"level_order": "first"}, "level_order", "Write a whole number from 1"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(role, row, column, words):
    [fault] = check(ORDER, row).errors
    assert (fault.line, fault.column) == (2, column)
    assert words in fault.words


def test_a_file_without_the_column_takes_nothing_away(role):
    records = records_of(ORDER, [LEVEL], without=("level_order",))
    [fault] = ORDER.check(records, Choices(), no_progress).errors
    assert "no column level_order" in fault.message


def test_two_rows_cannot_order_one_level_differently(role):
    rows = (LEVEL | {"level_order": "1"}, LEVEL | {"level_order": "2"})
    assert found(check(ORDER, *rows).errors) == [
        (3, "level_order", "Lines 2 and 3 give the level “Junior” different orders.")
    ]
