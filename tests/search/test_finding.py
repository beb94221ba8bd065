"""Sentences that several role levels have, and other spellings, on the page of results."""

import pytest

from capframe.base.models import Status
from roles.models import Statement
from tests.factories import make_role, make_role_level, make_skill
from tests.search.asking import heading, headings, page

pytestmark = pytest.mark.django_db


def make_levels(role, *titles):
    """Levels of a role in this order, each with the same statement."""
    for order, title in enumerate(titles, start=1):
        told = {"title": title, "slug": title.lower(), "level_order": order}
        make_role_level({"Duties": ["Feed the zebra."]}, role=role, **told)


def test_the_same_sentence_at_levels_of_a_role_is_one_result(client):
    make_levels(make_role(title="Keeper"), "K3", "K1", "K2")
    html = page(client, q="zebra")
    assert headings(html)[0] == "Statements (1)"
    assert "Keeper, K3 to K2" in html
    for level in ("k1", "k2", "k3"):
        assert f'href="/roles/keeper/{level}/#section-duties"' in html


def test_levels_with_another_between_them_are_named_one_by_one(client):
    role = make_role(title="Keeper")
    make_levels(role, "K1", "K2", "K3", "K4")
    Statement.objects.get(section__role_level__title="K2").delete()
    assert "Keeper, K1, K3 and K4" in page(client, q="zebra")


def test_levels_of_several_roles_are_counted_and_linked(client):
    for number in range(7):
        make_levels(make_role(title=f"Keeper {number}"), "K1")
    html = page(client, q="zebra")
    assert "Keeper 0, K1 and 6 more roles" in html
    assert ">7 places where it stands<" in html
    assert html.count("#section-duties") == 7


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("comunication", "communication"),
        ("organization comunication", "organisation communication"),
        ("orgainsation", "organisation"),
    ],
)
def test_the_nearest_words_are_looked_for_where_a_word_finds_nothing(client, typed, meant):
    make_skill(title="Communication in the organisation")
    html = page(client, q=typed)
    assert heading(html) == f"1 result for “{meant}”"
    assert "These are the results for" in html
    assert f'value="{typed}"' in html


def test_some_words_are_corrected_where_others_stand(client):
    make_skill(title="Zoo communication")
    html = page(client, q="zoo comunication")
    assert heading(html) == "1 result for “zoo communication”"


def test_a_word_that_only_hidden_entries_have_is_never_offered(client):
    make_skill(title="Restructuring", status=Status.DRAFT)
    make_skill(title="Restructure")
    html = page(client, q="restructurring")
    assert "structuring" not in html


def test_a_word_that_no_entry_has_any_more_is_not_offered(client):
    make_skill(title="Communication").delete()
    assert heading(page(client, q="comunication")) == "No results for “comunication”"
