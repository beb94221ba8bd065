"""What nobody sees, and letters that are composed of several characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.invisible import compose, find_invisible, without_invisible

UNSEEN = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064"
mixed = st.text(alphabet=st.sampled_from(f"{UNSEEN} aé-بهक्👩🏽❤\ufe0f💻א"), max_size=30)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("HR Professionals\u200b", "HR Professionals"),
        ("man\u00adagers", "managers"),
        ("HR\u2060 Business", "HR Business"),
        ("Auf\u200clage", "Auflage"),
        ("a\u200db", "ab"),
        ("a \u200e b", "a  b"),
        ("\u200b", ""),
    ],
)
def test_it_works(text, left):
    assert without_invisible(text) == left
    assert find_invisible(text) == next(one for one in text if one in UNSEEN)


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian writes its verbs with a non-joiner
        "क्\u200dष",  # and Hindi half letters with a joiner
        "ന്\u200d",  # Malayalam at the end of a word too
        "👩\u200d💻",
        "👩🏽\u200d❤️\u200d👨",
        "שלום (C++)\u200f",
        "\u200eC++\u200e בעברית",
        "مرحبا\u061c",
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(text):
    assert find_invisible(text) == ""
    assert without_invisible(text) == text


@pytest.mark.parametrize(
    "text",
    ["ب\u200c", "\u200dب", "👩\u200d", "👩\u200c💻", "a\u200dب", "C++\u200f", "a" * 30 + "\u200e"],
)
def test_what_stands_beside_nothing_that_needs_it_goes(text):
    assert without_invisible(text) == "".join(one for one in text if one not in UNSEEN)


def test_a_mark_of_direction_far_from_such_text_goes():
    assert without_invisible(f"שלום {'a' * 30}\u200f") == f"שלום {'a' * 30}"


def test_each_is_found_once():
    assert find_invisible("a\u200bb\u00adc\u200b") == "\u200b\u00ad"


@given(mixed)
def test_nothing_that_can_be_seen_is_lost(text):
    left = without_invisible(text)
    assert [c for c in left if c not in UNSEEN] == [c for c in text if c not in UNSEEN]
    assert (left != text) == bool(find_invisible(text))


@given(mixed)
def test_what_is_left_is_left_alone(text):
    left = without_invisible(text)
    assert without_invisible(left) == left


@given(st.text())
def test_composed_letters_are_composed_once(text):
    assert compose(text) == unicodedata.normalize("NFC", text) == compose(compose(text))
