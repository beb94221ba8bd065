import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.text_width import breadth, longest_word, wrapped


def test_it_works():
    assert wrapped("Head of Learning and Development", 10) == (
        "Head of Learning",
        "and Development",
    )


def test_a_number_or_a_letter_stays_with_its_word():
    assert wrapped("Business Partner, Grade 7", 11.6) == ("Business Partner,", "Grade 7")
    assert wrapped("Business Partner, Grade A", 11.6) == ("Business Partner,", "Grade A")


def test_a_word_longer_than_a_line_is_broken():
    assert wrapped("Of Donaudampfschifffahrt", 5) == ("Of", "Donaudam", "pfschifffah", "rt")


@pytest.mark.parametrize(("one", "wider"), [("ill", "ooo"), ("ooo", "OOO"), ("OOO", "WWW")])
def test_letters_differ_in_breadth(one, wider):
    assert breadth(one) < breadth(wider)


def test_the_longest_word():
    assert longest_word("A Counsellor, Grade 7") == breadth("Counsellor,")


@given(st.text(st.sampled_from("abW 1é漢\t"), min_size=1), st.floats(1, 20))
def test_nothing_is_lost_and_no_line_is_too_long(text, room):
    lines = wrapped(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(breadth(line) <= room for line in lines)
