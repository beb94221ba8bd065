from roles.careers.ladders import ladders_of
from tests.roles.careers.map_levels import level


def up(here, *others):
    return ladders_of([here, *others]).up(here.rank)


def down(here, *others):
    return ladders_of([here, *others]).down(here.rank)


def test_the_next_level_of_the_same_role():
    low, middle, high = level(1, 1), level(1, 3), level(1, 4)
    others = (level(2, 2), level(2, 4))
    assert up(low, middle, high, *others) == (middle,)
    assert down(high, low, middle, *others) == (middle,)


def test_at_one_grade_a_roles_levels_go_by_their_own_order():
    low, high, higher = level(1, 2, order=1), level(1, 2, order=5), level(1, 3)
    assert up(low, high, higher) == (high,)
    assert down(high, low, higher) == (low,)
    assert down(higher, low, high) == (high,)


def test_from_a_roles_last_level_all_of_the_family_at_the_next_grade():
    here, two, three, far = level(1, 1), level(2, 3), level(3, 3), level(4, 4)
    assert up(here, two, three, far) == (two, three)
    assert down(far, here, two, three) == (two, three)


def test_going_up_juniors_come_first_and_going_down_seniors():
    here, first, second = level(1, 2), level(2, 3, order=1), level(2, 3, order=2)
    assert up(here, second, first) == (first, second)
    below = level(3, 1, order=1), level(3, 1, order=2)
    assert down(here, *below) == below[::-1]


def test_levels_that_stand_equal_are_no_step_apart():
    here, equal = level(1, 1, name="a"), level(1, 1, name="b")
    assert up(here, equal) == down(here, equal) == ()


def test_of_equal_levels_the_first_is_the_step():
    here, first, second = level(1, 1), level(1, 2, name="b"), level(1, 2, name="a")
    assert up(here, first, second) == (first,)


def test_the_grades_of_two_structures_are_not_compared():
    here, elsewhere = level(1, 1), level(1, 2, structure=2)
    assert up(here, elsewhere, level(2, 2, structure=2)) == ()
    assert down(elsewhere, here) == ()


def test_a_level_without_a_grade_keeps_to_its_own_role():
    first, second = level(1, order=1), level(1, order=2)
    graded = level(1, 1)
    assert up(first, second, graded, level(2, order=3)) == (second,)
    assert up(second, first, graded, level(2, 2)) == down(graded, first, second) == ()


def test_alone_there_is_no_step():
    assert up(level(1, 1)) == down(level(1, 1)) == up(level(1)) == ()
