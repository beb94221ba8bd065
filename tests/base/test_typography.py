import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.pairing import pair
from capframe.base.typography import fold_typography
from capframe.base.worddiff import WordChange, plain_pieces, word_differences
from capframe.base.words import Words

ALIKE = [
    ('Support the manager\'s "front line"', "Support the manager’s “front line”"),
    ("Plan 1-3 years ahead - with partners", "Plan 1–3 years ahead – with partners"),
    ("Promote cross-cutting work", "Promote cross\u2011cutting work"),
    ("Rédiger les résumés", unicodedata.normalize("NFD", "Rédiger les résumés")),
    ("Use co-operation", "Use co\u00adoperation"),
    ("Use cooperation", "Use co\u00adoperation"),
    ("Lead—and listen", "Lead — and listen"),
    ("Pay of £39,333 a year", "Pay\u00a0of £39,333\u202fa\u200b year\ufeff"),
    ("Work efficiently ...", "Work e\ufb03ciently …"),
]
DIFFERENT = [
    ("Plan 1-3 years", "Plan 13 years"),
    ("Plan – act", "Plan act"),
    ("Plan work", "Planwork"),
    ("the “front line”", "the front line"),
    ("resume", "résumé"),
]


def keys(text):
    return Words.of(text).words


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_it_works(one, other):
    assert fold_typography(one) == fold_typography(other)
    assert keys(one) == keys(other)
    assert word_differences(Words.of(one), Words.of(other)) == plain_pieces(other)
    assert pair([Words.of(one)], [Words.of(other)]) == {0: 0}


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_says_something_else_is_not_alike(one, other):
    assert fold_typography(one) != fold_typography(other)
    assert keys(one) != keys(other)


def test_among_changed_words_typography_is_not_marked():
    old, new = "The manager's small team", "The manager’s large team"
    same, removed, added, rest = word_differences(Words.of(old), Words.of(new))
    assert (same.text, removed.text, added.text, rest.text) == (
        "The manager’s",
        " small",
        " large",
        " team",
    )


def test_letter_for_letter_an_editor_sees_every_change():
    one, other = ALIKE[0]
    pieces = word_differences(Words.exactly(one), Words.exactly(other))
    assert {piece.change for piece in pieces} == set(WordChange) - {WordChange.MOVED}


SET_IN_TYPE = str.maketrans(
    {
        "'": "’",
        '"': "“",
        "-": "\u2011",
        " ": "\u00a0",
        "o": "o\u00ad",
        "é": "e\u0301",
        "a": "a\u200b",
    }
)
plain = st.text(alphabet="abo é'\"-.,;13", min_size=1).filter(str.strip)


@given(plain)
def test_however_a_text_is_set_it_compares_alike(text):
    other = text.translate(SET_IN_TYPE)
    assert fold_typography(text) == fold_typography(other)
    assert keys(text) == keys(other)
    assert Words.of(text).wording == Words.of(other).wording


@given(st.text(alphabet="ab é'’-\u2011\u00ad\u200b\u0301—“ .", min_size=1).filter(str.strip))
def test_no_letter_of_the_shown_text_is_lost(text):
    assert "".join(Words.of(text).tokens) == text
    assert "".join(Words.exactly(text).tokens) == text
