import re
import sys
from concurrent.futures import ThreadPoolExecutor
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.search.words import (
    EXCERPT_CHARACTERS,
    QUERY_CHARACTERS,
    QUERY_WORDS,
    WORD,
    Query,
    excerpt,
    highlight,
    stemmed,
    stems_of,
)

# Texts with what makes trouble: markup, accents of both kinds, joiners, words that repeat.
TEXTS = st.text() | st.text("aesmnéß 7&<>\"'’-\u0301\u00ad_½ﬁ\n") | st.from_regex(r"([a-c]+ )*")
STEMS = st.frozensets(st.text("abcemns7", min_size=1, max_size=3))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("manage", "managing"),
        ("policy", "policies"),
        ("café", "cafe"),
        ("cafe\u0301", "Café"),
        ("MANAGER", "manager"),
        ("director’s", "directors"),
        ("director's", "director"),
        ("man\u00adage", "manage"),
        ("ﬁnance", "finance"),
        ("Straße", "strasse"),
        ("𝐩𝐨𝐥𝐢𝐜𝐲", "policy"),
    ],
)
def test_forms_of_a_word_have_the_same_stem(one, other):
    assert stemmed(one) == stemmed(other) != ""


def test_threads_do_not_disturb_each_other():
    words = ("managing", "policies", "stakeholders", "responsibilities")
    expected = {word: stems_of(word) for word in words}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(stems_of.__wrapped__, words * 250))
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected[word] for word in words * 250]


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Senior HR Business Partners", "senior hr busi partner"),
        ("PAP14", "pap 14"),
        ("£52,969", "52 969"),
        ("snake_case", "snake case"),
        ("½", "1 2"),
        ("日本語 🙂 — !", ""),
        ("", ""),
    ],
)
def test_texts_have_stems_of_letters_or_digits(text, stems):
    assert stemmed(text) == stems


@given(TEXTS)
def test_stems_never_hold_anything_else(text):
    assert re.fullmatch("(([a-z]+|[0-9]+)( ([a-z]+|[0-9]+))*)?", stemmed(text))


@given(TEXTS, STEMS)
def test_marking_changes_nothing_but_the_marks(text, wanted):
    assert re.sub("</?mark>", "", highlight(text, wanted)) == escape(text)


@given(TEXTS, STEMS)
def test_every_wanted_word_is_marked_and_no_other(text, wanted):
    expected = [escape(word) for word in WORD.findall(text) if wanted & set(stems_of(word))]
    assert re.findall("<mark>(.*?)</mark>", highlight(text, wanted), re.DOTALL) == expected


def test_marks_stand_around_words_as_written():
    text = "‘Managing’ the <b>Café</b>, R&D and managers’ cafe\u0301s"
    assert highlight(text, frozenset(["manag", "cafe"])) == (
        "‘<mark>Managing</mark>’ the &lt;b&gt;<mark>Café</mark>&lt;/b&gt;, R&amp;D and "
        "<mark>managers</mark>’ <mark>cafe\u0301s</mark>"
    )


@given(TEXTS, STEMS)
def test_an_excerpt_is_a_part_of_the_text(text, wanted):
    shown = re.sub("</?mark>", "", excerpt(text, wanted))
    assert shown.removeprefix("… ").removesuffix(" …") in escape(text)
    if set(stemmed(text).split()) & wanted:
        assert "<mark>" in excerpt(text, wanted)


def test_a_long_text_is_cut_at_spaces_around_the_word():
    shown = excerpt("before " * 50 + "needle " + "after " * 50, frozenset(["needl"]))
    assert shown.startswith("… before before ")
    assert shown.endswith(" after …")
    assert "<mark>needle</mark>" in shown
    assert len(shown) <= EXCERPT_CHARACTERS + len("…  …<mark></mark>")


def test_a_text_without_spaces_is_cut_all_the_same():
    assert excerpt("!" * 1000, frozenset()) == "!" * EXCERPT_CHARACTERS + " …"
    shown = excerpt("!" * 1000 + "needle" + "!" * 1000, frozenset(["needl"]))
    assert shown == "… <mark>needle</mark> …"


def test_a_text_without_the_word_is_shown_from_its_beginning():
    assert excerpt("word " * 100, frozenset(["needl"])).startswith("word word")


@pytest.mark.parametrize(
    ("typed", "stems"),
    [
        ("  Policy   policies\n", ("polici",)),
        ("policy AND (grade OR NOT pay*)", ("polici", "grade", "not", "pay")),
        ('"head of" profession', ("head", "profess")),
        ("to be", ("to", "be")),
        ("IT manager", ("it", "manag")),
        ("PAP14", ("pap", "14")),
        ("\x00'; DROP TABLE x; --", ("drop", "tabl", "x")),
        ("🙂 *", ()),
        ("", ()),
    ],
)
def test_queries_are_read_as_words(typed, stems):
    query = Query.parse(typed)
    assert query.stems == stems
    assert not query.shortened


def test_a_query_keeps_its_words_in_order():
    assert Query.parse("Head of the Profession").phrase == "head of the profess"


def test_a_long_query_is_cut_between_words():
    query = Query.parse("policy " * 20_000)
    assert query.shortened
    assert query.stems == ("polici",)
    assert len(query.text) <= QUERY_CHARACTERS
    assert query.text.endswith("policy")


def test_a_long_word_is_cut():
    query = Query.parse("a" * 100_000)
    assert query.shortened
    assert query.text == "a" * QUERY_CHARACTERS


def test_words_beyond_the_twelfth_are_left_off():
    query = Query.parse("one two three four five six seven eight nine ten eleven twelve thirteen")
    assert query.shortened
    assert len(query.stems) == QUERY_WORDS
    assert "thirteen" not in query.stems


@given(st.text() | st.text("ab \x00\"'*()^:-+é", max_size=300))
def test_any_text_is_a_query(typed):
    query = Query.parse(typed)
    assert len(query.text) <= QUERY_CHARACTERS
    assert all(re.fullmatch("[a-z]+|[0-9]+", stem) for stem in query.stems)
