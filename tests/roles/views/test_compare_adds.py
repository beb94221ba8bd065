import pytest

from tests.factories import make_grade, make_role_level
from tests.roles.views.comparisons import LADDER, page, two

pytestmark = pytest.mark.django_db


def test_what_each_grade_adds_shows_no_removed_words(client):
    references = two(["Lead a small team", "Drive"], ["Lead a large team", "Bake bread"])
    text = page(client, *references, view="adds")
    assert '</strong> <span dir="auto">Bake bread' in text
    assert "<del" not in text
    assert "<ins" in text


def test_a_grade_that_adds_nothing_says_so(client):
    assert "says and asks no more than" in page(client, *two(["Plan"], ["Plan"]), view="adds")


def test_what_is_new_stands_before_what_is_changed(client):
    references = two(["Lead a small team", "Sew"], ["Lead a large team", "Bake bread", "Sew"])
    text = page(client, *references, view="adds")
    assert text.index("Bake bread") < text.index("Lead a ")
    assert "1 new, 1 changed" in text
    assert "Sew" not in text


def test_each_leads_to_its_step(client, catalogue):
    text = page(client, *LADDER, view="adds")
    for number in range(1, 8):
        assert f'href="#adds-{number}"' in text
        assert f"view=steps&amp;step={number}" in text


def test_without_an_order_nothing_adds_to_anything(client):
    grade = make_grade()
    levels = [make_role_level({"Overview": [text]}, grade=grade) for text in ("Plan", "Lead")]
    text = page(client, *(level.reference for level in levels), view="adds")
    assert "here there is none" in text
    assert "Plan" not in text
