"""What changed from one text to another, word by word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from capframe.base.typography import ACCENTS, APOSTROPHES, HYPHENS, UNSEEN, fold_typography

LETTERS = rf"[\w{ACCENTS}{UNSEEN}]+"
# A word with the apostrophes and hyphens inside it, an amount with its points, or one sign; and the
# white space before it.
TOKEN = re.compile(
    rf"[\s{UNSEEN}]*(?:[£$€]?{LETTERS}(?:[{APOSTROPHES}{re.escape(HYPHENS)}]{LETTERS}"
    rf"|(?<=\d)[.,]\d+)*|\.\.\.|[^\w\s{UNSEEN}][{ACCENTS}{UNSEEN}]*)"
)
# They tell little of what a text means, and alone between two changes nobody calls them kept.
STOP_WORDS = frozenset(
    """
    a an and are as at be by for from has have in into is it its of on or that the their them they
    this to was were which will with you your
    """.split()  # noqa: SIM905 - a list of thirty quoted words reads worse
)
# As many letters of a word tell what it means: “manage” and “management” begin alike.
PREFIX_LENGTH = 5
# Beyond this many pairs of words (5,000 against 5,000), one text is shown as replaced by the other:
# what they share would take megabytes of memory to find.
MOST_PAIRS = 25_000_000
# A text of whose words a smaller share stays is rewritten. Measured: see docs/comparison.md.
LEAST_KEPT = 0.5
# What ends an item of a list, and belongs to the list and not to the item.
JOINING = frozenset({";", ",", ".", "and", "or"})


class WordChange(StrEnum):
    """What became of some words between the old text and the new one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Piece(NamedTuple):
    """Words that follow each other and changed alike, with the white space before them."""

    change: WordChange
    text: str


@dataclass(frozen=True)
class Words:
    """A text that is not blank, cut into words.

    Args:
        words: the words by which it is compared, without white space.
        tokens: each word as it stands with the white space before it, and the last one with all
            that is left, so that together they are the text.
    """

    words: tuple[str, ...]
    tokens: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Words":
        """The words of a text; straight quotes or curly ones, how it is set, is no difference."""
        tokens = cut(text)
        return cls(tuple([fold_typography(token) for token in tokens]), tokens)

    @classmethod
    def exactly(cls, text: str) -> "Words":
        """The words of a text, letter for letter: for who is to see that a quote was changed."""
        tokens = cut(text)
        return cls(tuple([token.strip() for token in tokens]), tokens)

    @cached_property
    def wording(self) -> tuple[str, ...]:
        """The words without what only joins the text to the next one, as in “; and”."""
        end = len(self.words)
        while end > 1 and self.words[end - 1] in JOINING:
            end -= 1
        return self.words[:end]

    @cached_property
    def key_words(self) -> list[str]:
        """The beginnings of the words that carry the meaning; of all words, where none does."""
        words = [word.lower() for word in self.words]
        meaningful = [word for word in words if len(word) > 1 and word not in STOP_WORDS]
        return [word[:PREFIX_LENGTH] for word in meaningful or words]


def cut(text: str) -> tuple[str, ...]:
    """The words of a text, which together are the text."""
    tokens = TOKEN.findall(text) or [""]
    tokens[-1] += text[sum(map(len, tokens)) :]
    return tuple(tokens)


class CommonRun(NamedTuple):
    """Words that both texts have: where they begin in the old and the new one, and how many."""

    old: int
    new: int
    length: int


def word_differences(old: Words, new: Words) -> tuple[Piece, ...]:
    """The new text in pieces that are the same, added or removed, in order of meaning.

    The pieces that are not removed make up the new text, letter for letter; those that are not
    added hold the words of the old one. Where something was replaced, the old words come first.
    From the new text to the old one added and removed change places.
    """
    if old.words == new.words:
        return plain_pieces("".join(new.tokens))
    runs = ((0, 0, 0), *common_runs(old.words, new.words), (len(old.words), len(new.words), 0))
    return tuple(
        Piece(change, "".join(tokens))
        for (old_start, new_start, length), (old_end, new_end, following) in pairwise(runs)
        for change, tokens in (
            (WordChange.REMOVED, old.tokens[old_start + length : old_end]),
            (WordChange.ADDED, new.tokens[new_start + length : new_end]),
            (WordChange.SAME, new.tokens[new_end : new_end + following]),
        )
        if tokens
    )


def share_kept(pieces: Iterable[Piece]) -> float:
    """Twice the words that stay over the words of both texts, from 0 to 1; signs do not count."""
    numbers = dict.fromkeys(WordChange, 0)
    for change, text in pieces:
        numbers[change] += sum(any(map(str.isalnum, token)) for token in cut(text))
    kept = 2 * numbers[WordChange.SAME]
    words = kept + numbers[WordChange.ADDED] + numbers[WordChange.REMOVED]
    return kept / words if words else 1


def is_rewritten(pieces: Iterable[Piece]) -> bool:
    """Whether so few words stay that marks on them would only be in the way."""
    return share_kept(pieces) < LEAST_KEPT


def plain_pieces(text: str) -> tuple[Piece, ...]:
    """A text without any difference; no piece where it is empty."""
    return (Piece(WordChange.SAME, text),) if text else ()


def common_runs(old: tuple[str, ...], new: tuple[str, ...]) -> list[CommonRun]:
    """The longest common run of words after run of words, without the islands between changes.

    Of several longest ones, always the same: the one found from the text that is first in the
    alphabet, whichever is the old one.
    """
    if len(old) * len(new) > MOST_PAIRS:
        return []
    first, second = sorted((old, new))
    found = [block for block in Indel.opcodes(first, second).as_matching_blocks() if block.size]
    runs = [CommonRun(*((a, b) if first is old else (b, a)), size) for a, b, size in found]
    return [run for run in runs if not is_island(run, old, new)]


def is_island(run: CommonRun, old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether a run of stop words and punctuation is all that stands between two changes."""
    begins, _, length = run
    for word in old[begins : begins + length]:
        if len(word) > 1 and word.lower() not in STOP_WORDS:
            return False
    ends = begins + length == len(old) and run.new + length == len(new)
    return not ends and run[:2] != (0, 0)


def split_spaces(pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece]]:
    """Each piece without white space at its ends, and what to put before it: a space or nothing.

    So the spaces stand outside what is shown as changed. A removed word is set apart from the one
    instead of it, even where that begins the text.
    """
    gap, last = False, WordChange.SAME
    for change, text in pieces:
        bare = text.strip()
        if bare:
            apart = gap or text[0].isspace() or (last is WordChange.REMOVED and bare[0].isalnum())
            yield (" " if apart else ""), Piece(change, bare)
            gap, last = text[-1].isspace(), change
