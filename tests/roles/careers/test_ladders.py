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
    low, high, higher = level(1, 2, 1), level(1, 2, 2), level(1, 3, 3)
    assert up(low, high, higher) == (high,)
    assert down(high, low, higher) == (low,)
    assert down(higher, low, high) == (high,)


def test_from_a_roles_last_level_all_of_the_family_at_the_next_grade():
    here, two, three, far = level(1, 1), level(2, 3), level(3, 3), level(4, 4)
    assert up(here, two, three, far) == (two, three)
    assert down(far, here, two, three) == (two, three)


def test_levels_that_share_a_place_are_no_step_apart_and_all_of_them_are_the_next():
    here, equal, first, second = (
        level(1, n, name=name) for n, name in ((1, "a"), (1, "b"), (2, "a"), (2, "b"))
    )
    assert up(here, equal) == down(here, equal) == ()
    assert up(here, equal, first, second) == (first, second)
    assert down(first, second, here, equal) == (here, equal)


def test_the_grades_of_two_structures_are_not_compared():
    here, elsewhere = level(1, 1), level(2, 2, structure=2)
    assert up(here, elsewhere) == down(elsewhere, here) == ()


def test_a_role_that_its_own_order_goes_through_has_steps_whatever_its_grades():
    graded, ungraded, elsewhere = level(1, 1, 1), level(1, None, 2), level(1, 5, 3, structure=2)
    assert up(graded, ungraded, elsewhere, level(2, 2)) == (ungraded,)
    assert up(ungraded, graded, elsewhere) == (elsewhere,)


def test_a_role_whose_order_nothing_states_has_no_step():
    here, other, last = level(1, 1, None), level(1, 2, None), level(1, None, None)
    for one in (here, other, last):
        assert up(one, here, other, last, level(2, 3)) == ()
        assert down(one, here, other, last, level(2, 1)) == ()


def test_the_next_grade_is_that_of_other_roles_alone():
    """A role's own order may go against its grades."""
    last, first = level(1, 1, 2), level(1, 2, 1)
    assert up(last, first, level(2, 2)) == (level(2, 2),)


def test_a_level_without_a_grade_keeps_to_its_own_role():
    first, second = level(1, place=1), level(1, place=2)
    assert up(first, second, level(2, place=3)) == (second,)
    assert up(second, first, level(2, 2)) == down(level(2, 2), first, second) == ()


def test_alone_there_is_no_step():
    assert up(level(1, 1)) == down(level(1, 1)) == up(level(1)) == ()


def test_a_step_into_other_roles_is_inferred():
    low, high, other = level(1, 1), level(1, 2), level(2, 3)
    ladders = ladders_of([low, high, other])
    assert [ladders.infers_up(one.rank) for one in (low, high, other)] == [False, True, False]
    unordered = level(3, 1, None)
    assert not ladders_of([unordered, other]).infers_up(unordered.rank)


def test_a_step_is_inferred_where_it_leads_to_other_roles_alone():
    """A role's own order may go against its grades."""
    last, first = level(1, 1, 2), level(1, 2, 1)
    assert not ladders_of([last, first]).infers_up(last.rank)
    assert ladders_of([last, first, level(2, 2)]).infers_up(last.rank)
