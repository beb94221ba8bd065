import pytest

from tests.roles.views.comparisons import LADDER, page, two

pytestmark = pytest.mark.django_db


def test_the_summary_counts_each_step(client):
    text = page(
        client, *two(["Plan work", "Drive lorries"], ["Plan work", "Bake bread"], ["Plan work"])
    )
    assert "1 statement kept, 0 changed, 1 new, 1 not stated at" in text


def test_the_largest_step_is_named(client, catalogue):
    text = page(client, *LADDER)
    assert "The largest step is from PAP11 to PAP12: 40 statements" in text
    assert text.count('class="cap-chart__bar') == 7
