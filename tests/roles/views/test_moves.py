import pytest

from tests.factories import make_family, make_role, make_role_level, make_role_levels
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def test_readers_choose_both_ends(client):
    first, second = (make_role_level(role=make_role()) for _ in "ab")
    page = client.get("/step-up/").text
    for level in (first, second):
        assert page.count(f'value="{level.reference}"') == 2
    assert 'name="from"' in page
    assert 'name="to"' in page


@pytest.mark.parametrize("start", [{}, {"from": ""}])
def test_a_missing_start_is_said_and_the_goal_stays_chosen(client, start):
    _, goal = (make_role_level(role=make_role()) for _ in "ab")
    answer = client.get("/step-up/", start | {"to": goal.reference})
    page = squeezed(answer.text)
    assert answer.status_code == 400
    assert '<a href="#move-from">Choose the role that you are in now.</a>' in page
    assert page.count(f'value="{goal.reference}" selected') == 1


def test_without_a_goal_the_page_says_where_to_go_next(client):
    level = make_role_level()
    answer = client.get("/step-up/", {"from": level.reference, "to": ""})
    assert answer.status_code == 200
    assert level.full_title in answer.text


def test_of_many_families_come_first(client):
    make_role_levels(101, role=make_role(title="Clerk"))
    small = make_role_levels(2, role=make_role(family=make_family(title="Small")))
    assert 'name="from"' not in client.get("/step-up/").text
    family = small[0].family.slug
    page = client.get("/step-up/", {"from_family": family, "to_family": family}).text
    for level in small:
        assert page.count(f'value="{level.reference}"') == 2
    assert page.count(f'value="{family}" selected') == 2


def test_an_empty_catalogue(client):
    assert "does not hold two roles yet" in squeezed(client.get("/step-up/").text)
