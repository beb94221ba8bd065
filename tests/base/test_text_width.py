import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.text_width import text_width, widest_word_width, wrap


def test_it_works():
    assert wrap("Head of Learning and Development", 10) == (
        "Head of Learning",
        "and Development",
    )


def test_a_number_or_a_letter_stays_with_its_word():
    assert wrap("Business Partner, Grade 7", 11.6) == ("Business Partner,", "Grade 7")
    assert wrap("Business Partner, Grade A", 11.6) == ("Business Partner,", "Grade A")


def test_a_word_longer_than_a_line_is_broken():
    assert wrap("Of Donaudampfschifffahrt", 5) == ("Of", "Donaudam", "pfschifffah", "rt")


@pytest.mark.parametrize(("one", "wider"), [("ill", "ooo"), ("ooo", "OOO"), ("OOO", "WWW")])
def test_letters_differ_in_width(one, wider):
    assert text_width(one) < text_width(wider)


def test_the_widest_word():
    assert widest_word_width("A Counsellor, Grade 7") == text_width("Counsellor,")


@given(st.text(st.sampled_from("abW 1é漢\t"), min_size=1), st.floats(1, 20))
def test_nothing_is_lost_and_no_line_is_too_long(text, width):
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line) <= width for line in lines)
