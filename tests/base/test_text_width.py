import pytest

from capframe.base.text_width import text_width


@pytest.mark.parametrize(
    ("one", "wider"), [("ill", "ooo"), ("ooo", "OOO"), ("OOO", "WWW"), ("OO", "漢漢")]
)
def test_letters_differ_in_width(one, wider):
    assert text_width(one) < text_width(wider)
