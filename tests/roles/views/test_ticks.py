import pytest

from tests.factories import make_role_level, make_role_levels
from tests.tray import fill

pytestmark = pytest.mark.django_db

FAMILY = "/families/people/"


def compare(client, *references, **others):
    """The answer to the button “Compare” of a page where these are ticked."""
    return client.get("/compare/", {"level": references, "ticked_on": FAMILY, **others})


def test_it_works(client):
    one, two = make_role_levels(2)
    answer = compare(client, one.reference, two.reference)
    assert answer["Location"] == f"/compare/?level={one.reference}&level={two.reference}"
    assert client.get(answer["Location"]).status_code == 200


def test_nothing_but_what_is_ticked_is_compared(client):
    one, two, three = make_role_levels(3)
    fill(client, three.reference)
    where = compare(client, one.reference, two.reference)["Location"]
    assert three.reference not in where


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "Select 2 to 8 roles: none is ticked. Go back and tick them."),
        (1, "Select 2 to 8 roles: one is ticked. Go back and tick more."),
        (9, "Select 2 to 8 roles: 9 are ticked. Untick 1."),
        (30, "Select 2 to 8 roles: 30 are ticked. Untick 22."),
    ],
)
def test_too_few_or_too_many_are_said_and_stay_ticked(client, number, words):
    levels = make_role_levels(number) if number else []
    answer = compare(client, *(level.reference for level in levels))
    assert answer.status_code == 400
    assert words in answer.text
    assert answer.text.count(" checked>") == number
    assert f'href="{FAMILY}">Back to the page you came from' in answer.text
    assert answer.text.count(f'value="{FAMILY}"') == (2 if number else 0)


def test_the_address_alone_says_so_too(client):
    level = make_role_level()
    answer = client.get("/compare/", {"level": level.reference})
    assert answer.status_code == 400
    assert "one is ticked" in answer.text
    assert "Back to" not in answer.text


def test_the_readers_own_comparison_stays_out_of_it(client):
    one, two = make_role_levels(2)
    fill(client, two.reference)
    assert two.full_title not in compare(client, one.reference).text


def test_one_ticked_again_and_again_is_no_comparison(client):
    level = make_role_level()
    text = client.get("/compare/", {"level": [level.reference] * 9}).text
    assert "one is ticked" in text
    assert text.count(" checked>") == 1


def test_what_is_not_there_is_named(client):
    hidden = make_role_level(status="draft", title="Secret")
    text = compare(client, hidden.reference).text
    assert f"There is no role at “{hidden.reference}”." in text
    assert "Secret" not in text


@pytest.mark.parametrize("reference", ["x", "<script>/x/", "nul\0/nul"])
def test_what_is_no_reference_is_refused(client, reference):
    answer = compare(client, reference)
    assert answer.status_code == 400
    assert "does not name a role level" in answer.text
    assert "<script>" not in answer.text


def test_hundreds_cost_as_much_as_one(client, django_assert_num_queries):
    levels = make_role_levels(101)
    with django_assert_num_queries(1):
        compare(client, levels[0].reference)
    with django_assert_num_queries(1):
        text = compare(client, *(level.reference for level in levels)).text
    assert "101 are ticked. Untick 93." in text
    assert "And 1 more, not shown here." in text


def test_nobody_is_led_off_the_site(client):
    assert "example.org" not in compare(client, ticked_on="https://example.org/").text
