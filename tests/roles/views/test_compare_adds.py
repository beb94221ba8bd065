import pytest

from tests.roles.views.comparisons import page, two

pytestmark = pytest.mark.django_db


def test_what_each_grade_adds_shows_no_removed_words(client):
    references = two(["Lead a small team", "Drive"], ["Lead a large team", "Bake bread"])
    text = page(client, *references, view="adds")
    assert "</strong> Bake bread" in text
    assert "<del" not in text
    assert "<ins" in text


def test_a_grade_that_adds_nothing_says_so(client):
    assert "says and asks no more than" in page(client, *two(["Plan"], ["Plan"]), view="adds")
