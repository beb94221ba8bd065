"""The words of texts and queries, alike on every database.

Letters are folded (accents, case, ligatures) and words stemmed here and not by the database, so
that SQLite and PostgreSQL, which differ in both, match exactly the same entries.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import snowballstemmer
from django.utils.safestring import SafeString

QUERY_CHARACTERS = 200
QUERY_WORDS = 12
EXCERPT_CHARACTERS = 240
EXCERPT_BEFORE = 80

# A word as written may hold combining accents and soft hyphens, and apostrophes within. It is cut
# where it gets too long, so that no text can fill the memory of ``stems_of``.
LETTERS = "[\\w\u0300-\u036f\u00ad]{1,100}"
WORD = re.compile(f"{LETTERS}(?:['’ʼ]{LETTERS}){{0,3}}")
DROPPED = re.compile("['’ʼ\u0300-\u036f\u00ad]")
# Letters and digits apart: "PAP 14" finds "PAP14", and PostgreSQL's parser, which reads "2e3e"
# as a number and a word, leaves such parts whole.
PART = re.compile("[a-z]+|[0-9]+")
SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")

# Left out of queries, because nearly every text holds them; indexed all the same. Not “it”, which
# is a profession here.
STOP_WORDS = frozenset(
    """
    a an and are as at be by do does for from has have how i in is of on or that the their this to
    was what which who with
    """.split()  # noqa: SIM905 - a list of thirty quoted words reads worse
)


@lru_cache(maxsize=20_000)
def stems_of(word: str) -> tuple[str, ...]:
    """The stems of one word as written: "Managers’" gives ("manag",), "PAP14" ("pap", "14")."""
    folded = DROPPED.sub("", unicodedata.normalize("NFKD", word).casefold())
    stemmer = snowballstemmer.stemmer("english")  # of its own: threads cannot share one
    return tuple(stemmer.stemWord(part) for part in PART.findall(folded))


def stemmed(text: str) -> str:
    return " ".join(stem for word in WORD.findall(text) for stem in stems_of(word))


def highlight(text: str, wanted: frozenset[str]) -> SafeString:
    """The text, escaped, with <mark> around each word that has one of the ``wanted`` stems."""
    return highlight_words(text, find_words(text, wanted), 0, len(text))


def excerpt(text: str, wanted: frozenset[str]) -> SafeString:
    """The part of the text around its first wanted word, marked; cut at spaces, with ellipses."""
    words = find_words(text, wanted)
    first = words[0] if words else None
    start, end = 0, len(text)
    if first and first.start() > EXCERPT_BEFORE:
        near = first.start() - EXCERPT_BEFORE
        start = text.find(" ", near, first.start()) + 1 or first.start()
    if end - start > EXCERPT_CHARACTERS:
        limit = start + EXCERPT_CHARACTERS
        end = max(text.rfind(" ", start, limit), first.end() if first else 0) or limit
    inside = (word for word in words if word.end() <= end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return SafeString(before + highlight_words(text, inside, start, end) + after)


def find_words(text: str, wanted: frozenset[str]) -> list[re.Match[str]]:
    """The words of the text that have one of the ``wanted`` stems."""
    return [word for word in WORD.finditer(text) if not wanted.isdisjoint(stems_of(word[0]))]


def highlight_words(text: str, words: Iterable[re.Match[str]], start: int, end: int) -> SafeString:
    """The text from ``start`` to ``end``, escaped, with <mark> around these words of it."""
    parts = []
    for word in words:
        parts += [escape(text[start : word.start()]), "<mark>", escape(word[0]), "</mark>"]
        start = word.end()
    return SafeString("".join([*parts, escape(text[start:end])]))


@dataclass(frozen=True, slots=True)
class Query:
    text: str  # as typed, tidied and cut to what is searched for
    stems: tuple[str, ...]  # what entries must hold, each once; empty where there is no word
    phrase: str  # the stems of all its words in order, as they would stand together in a text
    shortened: bool  # something was left off

    @classmethod
    def parse(cls, typed: str) -> "Query":
        """Any text whatever as a query: operators, quotes and the like are not special."""
        text = SPACES.sub(" ", typed).strip()
        cut = text[: QUERY_CHARACTERS + 1]
        if len(text) > QUERY_CHARACTERS:
            cut = cut.rpartition(" ")[0] or cut[:QUERY_CHARACTERS]
        words = WORD.findall(cut)
        key_words = [word for word in words if word.casefold() not in STOP_WORDS] or words
        stems = dict.fromkeys(stem for word in key_words[:QUERY_WORDS] for stem in stems_of(word))
        shortened = len(text) > len(cut) or len(key_words) > QUERY_WORDS
        return cls(cut, tuple(stems), stemmed(cut), shortened)
