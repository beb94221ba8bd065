"""How names are compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.names import bare, folded

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
