from roles.skill_matrix import skill_matrix_of
from tests.roles.plain import skill


def matrix(*levels, in_order=True):
    named = [(f"L{number}", skills) for number, skills in enumerate(levels, start=1)]
    return skill_matrix_of(named, in_order=in_order)


def test_it_works():
    made = matrix([skill("pace", 2)], [skill("vision", 1), skill("pace", 3)])
    assert made.columns == ("L1", "L2")
    pace, vision = made.rows
    assert (pace.skill.slug, [cell.change for cell in pace.cells]) == (
        "pace",
        ["", "one level higher"],
    )
    assert [cell.skill for cell in vision.cells] == [None, skill("vision", 1)]
    assert made.has_gaps
    assert not matrix([skill()], [skill()]).has_gaps


def test_without_an_order_nothing_is_higher():
    (row,) = matrix([skill(level=2)], [skill(level=3)], in_order=False).rows
    assert [cell.change for cell in row.cells] == ["", ""]


def test_a_level_between_that_does_not_ask_for_it_breaks_the_order():
    (row,) = matrix([skill(level=1)], [], [skill(level=3)]).rows
    assert [cell.change for cell in row.cells] == ["", "", ""]


def test_the_same_level_is_no_change():
    (row,) = matrix([skill(level=2)], [skill(level=2)]).rows
    assert [cell.change for cell in row.cells] == ["", ""]
