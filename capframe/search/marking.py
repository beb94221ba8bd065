"""Texts as results show them: the words that were searched for marked, long ones cut."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain, takewhile

from django.utils.safestring import SafeString

from capframe.search.words import stems_of, word_pattern

EXCERPT_CHARACTERS = 240
EXCERPT_BEFORE = 80


def highlight(text: str, wanted: frozenset[str]) -> SafeString:
    """The text, escaped, with <mark> around each word that has one of the ``wanted`` stems."""
    return highlight_words(text, find_words(text, wanted), 0, len(text))


def excerpt(text: str, wanted: frozenset[str]) -> SafeString:
    """The part of the text around its first wanted word, marked; cut at spaces, with ellipses."""
    words = find_words(text, wanted)
    first = next(words, None)
    start, end = 0, len(text)
    if first and first.start() > EXCERPT_BEFORE:
        near = first.start() - EXCERPT_BEFORE
        start = text.find(" ", near, first.start()) + 1 or first.start()
    if end - start > EXCERPT_CHARACTERS:
        limit = start + EXCERPT_CHARACTERS
        end = max(text.rfind(" ", start, limit), first.end() if first else 0) or limit
    marked = chain([first] if first else (), words)
    inside = takewhile(lambda word: word.end() <= end, marked)  # the rest is not read
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return SafeString(before + highlight_words(text, inside, start, end) + after)


def find_words(text: str, wanted: frozenset[str]) -> Iterator[re.Match[str]]:
    """The words of the text that have one of the ``wanted`` stems."""
    words = word_pattern(text).finditer(text)
    return (word for word in words if not wanted.isdisjoint(stems_of(word[0])))


def highlight_words(text: str, words: Iterable[re.Match[str]], start: int, end: int) -> SafeString:
    """The text from ``start`` to ``end``, escaped, with <mark> around these words of it."""
    parts = []
    for word in words:
        parts += [escape(text[start : word.start()]), "<mark>", escape(word[0]), "</mark>"]
        start = word.end()
    return SafeString("".join([*parts, escape(text[start:end])]))
