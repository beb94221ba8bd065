from roles.ordering import PlacedLevel
from roles.role_orders import RoleOrder, load_role_orders, role_order_of
from tests.factories import make_grade, make_role, make_role_level


def graded(pk, position):
    return PlacedLevel(pk, 1, position, None)


def numbered(pk, number):
    return PlacedLevel(pk, None, None, number)


def test_it_works():
    assert role_order_of([graded(1, 7), graded(2, 6)], "") == RoleOrder({2: 1, 1: 2}, False)
    assert role_order_of([numbered(1, 1), numbered(2, 2)], "editors").is_by_editors
    assert not role_order_of([numbered(1, 1), numbered(2, None)], "editors").is_stated


def test_what_is_withdrawn_has_a_place_where_the_same_orders_it():
    order = role_order_of([graded(1, 7), graded(2, 6)], "", [graded(3, 5)])
    assert order.places == {3: 1, 2: 2, 1: 3}


def test_what_is_withdrawn_takes_no_order_away_and_gives_none():
    published = [numbered(1, 1), numbered(2, 2)]
    assert role_order_of(published, "", [numbered(3, None)]).places == {1: 1, 2: 2}
    unordered = [numbered(1, None), numbered(2, 2)]
    assert not role_order_of(unordered, "", [numbered(3, 3)]).is_stated


def test_drafts_tell_nothing(db):
    role = make_role()
    low, high = (make_role_level(role=role, grade=make_grade(position=n)) for n in (1, 2))
    make_role_level(role=role, status="draft")
    assert load_role_orders([role.pk])[role.pk].places == {low.pk: 1, high.pk: 2}
