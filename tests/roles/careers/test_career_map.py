from datetime import date

import pytest

from grades.plain import Pay
from roles.careers.map_layout import career_map_of
from roles.order_words import ORDER_NOT_STATED, SET_BY_EDITORS
from tests.roles.careers.map_levels import grade, graded_role, heads, map_level, map_role


def only_band(*roles, grades=()):
    (band,) = career_map_of(roles, list(grades)).bands
    return band


def only_row(*roles, grades=()):
    (row,) = only_band(*roles, grades=grades).rows
    return row


def cells_of(row):
    """Of each cell the titles in it, and whether an arrow leads on."""
    return [([level.title for level in cell.levels], cell.leads_on) for cell in row.cells]


def pay(location="London", employer="Home Office"):
    return Pay(employer, location, 1, 2, date(2026, 4, 1))


def test_roles_of_one_level_stand_in_the_column_of_their_grade():
    junior, senior = graded_role(1, title="A"), graded_role(3, title="B")
    band = only_band(junior, senior, grades=heads(1, 2, 3))
    assert [(one.head.grade.position, one.roles) for one in band.columns] == [
        (1, (junior,)),
        (2, ()),
        (3, (senior,)),
    ]
    assert band.rows == ()


def test_a_role_of_several_levels_has_a_row_with_arrows_to_the_next():
    row = only_row(graded_role(1, 2, 3), grades=heads(1, 2, 3))
    assert cells_of(row) == [(["L1"], True), (["L2"], True), (["L3"], False)]
    assert [cell.grade.position for cell in row.cells] == [1, 2, 3]


def test_rows_stand_below_their_grades_and_arrows_run_past_others():
    long, short = graded_role(1, 2, 3, 4), graded_role(2, 4)
    band = only_band(long, short, grades=heads(1, 2, 3, 4))
    assert cells_of(band.rows[1]) == [([], False), (["L2"], True), ([], True), (["L4"], False)]
    assert len(band.columns) == 4


def test_one_row_alone_needs_no_columns_above_it():
    assert only_band(graded_role(1, 2), grades=heads(1, 2)).columns == ()


def test_more_than_eight_grades_go_on_below():
    row = only_row(graded_role(*range(1, 12)), grades=heads(*range(1, 12)))
    assert (row.columns, len(row.cells)) == (8, 11)
    late = only_band(graded_role(1), graded_role(9, 11), grades=heads(*range(1, 12))).rows[0]
    assert cells_of(late) == [(["L9"], True), (["L11"], False)]


def test_levels_that_share_a_place_share_a_box():
    one, other, last = map_level("A", place=1), map_level("B", place=1), map_level("C", place=2)
    row = only_row(map_role(one, other, last))
    assert cells_of(row) == [(["A", "B"], True), (["C"], False)]
    assert row.shares_places


def test_levels_of_one_grade_in_an_order_follow_each_other():
    levels = [map_level(f"L{n}", grade(1), n) for n in (1, 2)]
    row = only_row(map_role(*levels), grades=heads(1))
    assert cells_of(row) == [(["L1"], True), (["L2"], False)]


def test_without_an_order_each_level_is_a_box_and_no_arrow_leads_anywhere():
    role = map_role(map_level("A", place=None), map_level("B", place=None))
    band = only_band(role)
    assert cells_of(band.rows[0]) == [(["A"], False), (["B"], False)]
    assert band.shared_remark == ORDER_NOT_STATED
    assert not band.has_own_steps


def test_who_gave_the_order_is_said_once_of_all_or_of_each():
    edited = map_role(map_level("A"), map_level("B", place=2), is_by_editors=True)
    stated = map_role(map_level("C"), map_level("D", place=2))
    assert only_band(edited, edited).shared_remark == SET_BY_EDITORS
    assert only_band(edited, stated).shared_remark == ""
    assert (edited.remark, stated.remark) == (SET_BY_EDITORS, "")


def test_without_grades_nothing_orders_the_levels_of_two_roles():
    role = map_role(map_level("A"), map_level("B", place=2))
    unordered = map_role(map_level("C", place=None), map_level("D", place=None))
    assert only_band(role, role).lacks_order_between_roles
    assert not only_band(role, unordered).lacks_order_between_roles
    both = graded_role(1, 2), graded_role(1, 2)
    assert not only_band(*both, grades=heads(1, 2)).lacks_order_between_roles


def test_every_structure_is_a_band_and_what_has_none_the_last():
    here, none = graded_role(1), map_role(map_level("A"))
    there = map_role(map_level("B", grade(1, structure=2)))
    grades = [*heads(1), *heads(1, structure=2)]
    bands = career_map_of([none, there, here], grades).bands
    assert [band.title for band in bands] == ["Org 1", "Org 2", "No grade stated"]
    assert bands[2].alone == (none,)


def test_levels_at_grades_of_two_structures_stand_apart():
    mixed = map_role(map_level("A", grade(1)), map_level("B", grade(1, structure=2)))
    (band,) = career_map_of([mixed], [*heads(1), *heads(1, structure=2)]).bands
    assert band.title == "Grades of several organisations, or none"
    assert not band.has_grades


@pytest.mark.parametrize(
    ("title", "said"), [("Grade 1", "Role"), ("Senior", "Role, Senior"), ("Role", "Role")]
)
def test_a_box_does_not_repeat_the_grade_above_it(title, said):
    assert map_role(map_level(title, grade(1))).title_alone == said


def test_a_cell_says_its_grade_where_its_title_does_not():
    named, coded = map_level("Grade 1", grade(1)), map_level("PAP1", grade(2), 2)
    cells = only_row(map_role(named, coded), grades=heads(1, 2)).cells
    assert [cell.grade for cell in cells] == [None, grade(2)]


def test_only_what_a_grade_leads_to_is_an_inferred_step():
    roles = graded_role(1), graded_role(2)
    assert not career_map_of(roles, heads(1, 2)).has_inferred_steps
    grades = [*heads(1, leads_to="Grade 2"), *heads(2)]
    assert career_map_of(roles, grades).has_inferred_steps


def test_who_pays_is_said_once_where_it_is_the_same():
    roles = graded_role(1), graded_role(2)
    same = heads(1, 2, pay=(pay(), pay("National")))
    assert career_map_of(roles, same).pay_remark == "Home Office, from 1 April 2026"
    other = [*heads(1, pay=(pay(),)), *heads(2, pay=(pay(employer="Council"),))]
    assert career_map_of(roles, other).pay_remark == ""


def test_what_a_long_role_leaves_out_is_counted():
    row = only_row(map_role(map_level("A"), map_level("B", place=2), number=800))
    assert row.number_left_out == 798


def test_a_family_without_roles_has_an_empty_map():
    assert career_map_of([], []).bands == ()
