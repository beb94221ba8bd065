"""How names are compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.names import (
    BETWEEN_ALTERNATIVES,
    bare,
    find_several,
    folded,
    list_quoted,
)

titles = st.text(alphabet=st.sampled_from("éÉŵΐßŁ한ё aB-"), min_size=1, max_size=8)


@pytest.mark.parametrize(
    "name", ["chargé d’études", "CHARGE\u0301 D’E\u0301TUDES", " Chargé\u00a0d’études\u200b"]
)
def test_it_works(name):
    assert folded(name) == folded("Chargé d’études")


def test_letters_with_and_without_accent_are_two_names():
    assert folded("Charge") != folded("Chargé")
    assert bare("Charge") != bare("Charge\u0301")


@given(titles)
def test_neither_case_nor_composition_tells_names_apart(name):
    for form in ("NFC", "NFD"):
        other = unicodedata.normalize(form, name)
        assert folded(other) == folded(name) == folded(other.upper().lower())
        assert bare(other) == bare(name)


# Several names in one cell

KNOWN = {"SEO", "Grade 7", "Grade 6"}


@pytest.mark.parametrize("name", ["SEO/Grade 7", "SEO ; Grade 7", "SEO|Grade 7", "/SEO / Grade 7"])
def test_several_known_names_are_told_apart(name):
    assert find_several(name, KNOWN.__contains__) == ["SEO", "Grade 7"]


@pytest.mark.parametrize("between", [" or ", " - ", ", ", " AND "])
def test_alternatives_are_parted_by_words_too(between):
    name = f"SEO{between}Grade 7"
    assert find_several(name, KNOWN.__contains__) == []
    assert find_several(name, KNOWN.__contains__, BETWEEN_ALTERNATIVES) == ["SEO", "Grade 7"]


@pytest.mark.parametrize("name", ["Grade 7", "SEO/Lead", "Senior/Lead", "SEO/", "R/D", "", "/"])
def test_what_is_not_known_in_all_its_parts_is_one_name(name):
    assert find_several(name, KNOWN.__contains__, BETWEEN_ALTERNATIVES) == []


def test_names_are_listed_in_words():
    assert list_quoted(["a"]) == "“a”"
    assert list_quoted(["a", "b"]) == "“a” and “b”"
    assert list_quoted(["a", "b", "c"]) == "“a”, “b” and “c”"
