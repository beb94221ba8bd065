import re
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from capframe.search.marking import EXCERPT_CHARACTERS, excerpt, highlight
from capframe.search.words import WORD, stems_of
from tests.search.reading import stemmed

# Texts with what makes trouble: markup, accents of both kinds, joiners, words that repeat.
TEXTS = st.text() | st.text("aesmnéß 7&<>\"'’-\u0301\u00ad_½ﬁ\n") | st.from_regex(r"([a-c]+ )*")
STEMS = st.frozensets(st.text("abcemns7", min_size=1, max_size=3))


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
