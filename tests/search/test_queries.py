import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.search.queries import QUERY_CHARACTERS, QUERY_WORDS, Query


def main_stems(query):
    """Of each of its words, the stem of itself."""
    return tuple(term.stems[0] for term in query.terms)


@pytest.mark.parametrize(
    ("typed", "stems"),
    [
        ("  Policy   policies\n", ("polici",)),
        ("policy AND (grade OR NOT pay*)", ("polici", "grade", "not", "pay")),
        ('"head of" profession', ("head", "profess")),
        ("to be", ("to", "be")),
        ("IT manager", ("it", "manag")),
        ("PAP14", ("pap14",)),
        ("\x00'; DROP TABLE x; --", ("drop", "tabl", "x")),
        ("🙂 *", ()),
        ("", ()),
    ],
)
def test_queries_are_read_as_words(typed, stems):
    query = Query.parse(typed)
    assert main_stems(query) == stems
    assert not query.shortened


def test_a_query_keeps_its_words_in_order():
    assert Query.parse("Head of the Profession").phrases[0] == "head of the profess"


def test_a_long_query_is_cut_between_words():
    query = Query.parse("policy " * 20_000)
    assert query.shortened
    assert main_stems(query) == ("polici",)
    assert len(query.text) <= QUERY_CHARACTERS
    assert query.text.endswith("policy")


def test_a_long_word_is_cut():
    query = Query.parse("a" * 100_000)
    assert query.shortened
    assert query.text == "a" * QUERY_CHARACTERS


def test_words_beyond_the_twelfth_are_left_off():
    query = Query.parse("one two three four five six seven eight nine ten eleven twelve thirteen")
    assert query.shortened
    assert len(query.terms) == QUERY_WORDS
    assert "thirteen" not in main_stems(query)


@given(st.text() | st.text("ab \x00\"'*()^:-+é", max_size=300))
def test_any_text_is_a_query(typed):
    query = Query.parse(typed)
    assert len(query.text) <= QUERY_CHARACTERS
    assert all(re.fullmatch("[a-z]+[0-9]*|[0-9]+", stem) for stem in query.stems)


def test_neighbours_may_stand_in_one_piece():
    query = Query.parse("staff well-being")
    assert [term.stems for term in query.terms] == [
        ("staff", "staffwel", "staffwellb"),
        ("well", "staffwel", "wellb", "staffwellb"),
        ("be", "wellb", "staffwellb"),
    ]
    assert "staff wellb" in query.phrases
