"""A text cut into words: those by which it is compared, and as they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from capframe.base.typography import (
    ACCENTS,
    APOSTROPHES,
    HYPHENS,
    UNSEEN,
    fold_words,
    is_plain,
)

LETTERS = rf"[\w{ACCENTS}{UNSEEN}]+"
# A word with the apostrophes and hyphens inside it, an amount with its points, or one sign; and the
# white space before it.
TOKEN = re.compile(
    rf"[\s{UNSEEN}]*(?:[£$€]?{LETTERS}(?:[{APOSTROPHES}{re.escape(HYPHENS)}]{LETTERS}"
    rf"|(?<=\d)[.,]\d+)*|\.\.\.|[^\w\s{UNSEEN}][{ACCENTS}{UNSEEN}]*)"
)
# The same for a text of ASCII alone, in half the time; \s then knows four signs less.
ASCII_SPACE = r"\s\x1c-\x1f"
ASCII_WORD = rf"(?:\$?\w++(?:['`-]\w++|(?<=\d)[.,]\d++)*+|\.\.\.|[^\w{ASCII_SPACE}])"
ASCII_TOKEN = re.compile(f"[{ASCII_SPACE}]*+{ASCII_WORD}", re.ASCII)
BARE_ASCII_TOKEN = re.compile(ASCII_WORD, re.ASCII)
# They tell little of what a text means, and alone between two changes nobody calls them kept.
STOP_WORDS = frozenset(
    """
    a an and are as at be by for from has have in into is it its of on or that the their them they
    this to was were which will with you your
    """.split()  # noqa: SIM905 - a list of thirty quoted words reads worse
)
# As many letters of a word tell what it means: “manage” and “management” begin alike.
PREFIX_LENGTH = 5
# What ends an item of a list, and belongs to the list and not to the item.
JOINING = frozenset({";", ",", ".", "and", "or"})


@dataclass(frozen=True, eq=False)
class Words:
    """A text that is not blank, cut into words; the same words cut again are others.

    Args:
        words: the words by which it is compared, without white space.
        text: as it stands.
    """

    words: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, text: str) -> "Words":
        """The words of a text; straight quotes or curly ones, how it is set, is no difference."""
        words = cut_bare(text)
        # As most are, and to fold each word takes twice as long.
        return cls(tuple(words if is_plain(text) else fold_words(words)), text)

    @classmethod
    def exactly(cls, text: str) -> "Words":
        """The words of a text, letter for letter: for who is to see that a quote was changed."""
        return cls(tuple([word.strip() for word in cut_bare(text)]), text)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Each word with the white space before it, the last one with all that is left.

        Together they are the text.
        """
        return cut(self.text)

    @cached_property
    def wording(self) -> tuple[str, ...]:
        """The words without what only joins the text to the next one, as in “; and”."""
        end = len(self.words)
        while end > 1 and self.words[end - 1] in JOINING:
            end -= 1
        return self.words[:end]

    @cached_property
    def numbers(self) -> list[int]:
        """How many words stand before each place, and in the whole text; signs do not count."""
        # Nearly every word ends in a letter, which is asked first.
        are_words = [word[-1:].isalnum() or any(map(str.isalnum, word)) for word in self.words]
        return [0, *accumulate(are_words)]

    @cached_property
    def telling_words(self) -> list[str]:
        """The words that carry the meaning, in small letters; all words, where none does."""
        words = [word.lower() for word in self.words]
        return [word for word in words if word not in STOP_WORDS and len(word) > 1] or words

    @cached_property
    def key_words(self) -> list[str]:
        """The beginnings of the words that carry the meaning."""
        return [word[:PREFIX_LENGTH] for word in self.telling_words]

    @cached_property
    def different_key_words(self) -> frozenset[str]:
        """Its key words, each once."""
        return frozenset(self.key_words)


def cut(text: str) -> tuple[str, ...]:
    """The words of a text, which together are the text."""
    tokens = (ASCII_TOKEN if text.isascii() else TOKEN).findall(text) or [""]
    tokens[-1] += text[sum(map(len, tokens)) :]
    return tuple(tokens)


def cut_bare(text: str) -> Sequence[str]:
    """The words of a text of ASCII without white space; of another, as ``cut`` has them."""
    return (BARE_ASCII_TOKEN.findall(text) or [""]) if text.isascii() else cut(text)
