"""A line is read the same whatever stands beside it, and however often."""

from pathlib import Path

import snowballstemmer
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer

from capframe.search import lines as module
from capframe.search.lines import LineReader
from capframe.search.words import FIRST_PARTS, WORD, parts_of, stem, stems_of
from tests.benchmarks.roles_file import roles_file

# Lines of words that are written together, apart, with digits, or not at all.
WORDS = st.sampled_from([*"ab", *sorted(FIRST_PARTS)[:6], "well-being", "PAP14", "14", "日本", "…"])
LINES = st.lists(st.lists(WORDS, max_size=5).map(" ".join), max_size=6)


def test_it_works():
    stems = LineReader().stems_by_line(["Managing well", "being PAP 14"])
    assert stems == "manag well\nbe pap 14\nwellb pap14"


@given(LINES)
def test_lines_have_the_pieces_that_they_have_as_one_text(lines):
    *_, pieces = LineReader().stems_by_line(lines).split("\n")
    *_, of_one_text = LineReader().stems_by_line(["\n".join(lines)]).split("\n")
    assert set(pieces.split()) == set(of_one_text.split())


@given(LINES)
def test_a_line_that_is_remembered_is_read_the_same(lines):
    reader = LineReader()
    assert reader.stems_by_line(lines) == reader.stems_by_line(lines)


@given(LINES)
def test_whatever_a_word_is_found_by_stands_in_its_line(lines):
    text = " ".join(lines)
    found = set(LineReader().stems_by_line([text]).split())
    assert all(found.issuperset(stems_of(word)) for word in WORD.findall(text))


def test_it_forgets_lines_where_there_are_too_many(monkeypatch):
    monkeypatch.setattr(module, "MOST_LINES", 2)
    reader = LineReader()
    for number in range(5):
        reader.stems_by_line([f"Grade {number}"])
    assert len(reader._lines) <= 2


def test_new_words_are_told_once():
    reader = LineReader()
    reader.stems_by_line(["Audit accounts"])
    assert reader.take_new_words() == {"audit", "accounts"}
    reader.stems_by_line(["Audit budgets"])
    assert reader.take_new_words() == {"budgets"}
    assert reader.take_new_words() == set()


def test_words_too_short_to_be_misspelled_are_no_new_words():
    reader = LineReader()
    reader.stems_by_line(["the law of 1998"])
    assert reader.take_new_words() == set()


def test_both_stemmers_give_the_same_stems():
    """PyStemmer is another program than the one in Python, which stands in where it is missing."""
    seeds = Path(settings.BASE_DIR, "fixtures").glob("*.yaml")
    texts = [*(path.read_text() for path in seeds), roles_file(40).decode()]
    parts = {
        part
        for text in texts
        for word in WORD.findall(text)
        for piece in parts_of(word)
        for part in piece
        if part.isascii() and part.isalpha()
    }
    in_python = EnglishStemmer()
    assert len(parts) > 2_000
    assert {part: stem(part) for part in parts} == {
        part: in_python.stemWord(part) for part in parts
    }


def test_the_quick_stemmer_is_installed():
    assert type(snowballstemmer.stemmer("english")).__module__ == "Stemmer"
