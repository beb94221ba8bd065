"""What changed from one text to another, word by word."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz.distance import Indel

from capframe.base.words import STOP_WORDS, Words

# Beyond this many pairs of words (5,000 against 5,000), one text is shown as replaced by the other:
# what they share would take megabytes of memory to find.
MOST_PAIRS = 25_000_000
# A text of whose words a smaller share stays is rewritten. Measured: see docs/comparison.md.
LEAST_KEPT = 0.5
# What ends a sentence; with fewer words it is no sentence that anybody would miss.
ENDS, SHORTEST_SENTENCE = frozenset({".", "!", "?", ";"}), 3


class WordChange(StrEnum):
    """What became of some words between the old text and the new one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    # A sentence that stands elsewhere in the old text.
    MOVED = "moved"


class Piece(NamedTuple):
    """Words that follow each other and changed alike, with the white space before them."""

    change: WordChange
    text: str


# Words that both texts have: where they begin in the old and the new one, and how many.
CommonRun = tuple[int, int, int]


# Words that follow each other and changed alike, by where they begin and end: those removed in the
# old text, all others in the new one. Plain, for a comparison has thousands.
Run = tuple[WordChange, int, int]


@dataclass(frozen=True)
class Differences:
    """What changed from one text to another, word by word.

    Args:
        runs: in order of meaning; neighbours may have changed alike.
    """

    old: Words
    new: Words
    runs: tuple[Run, ...]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The new text in pieces that are the same, added, removed or moved, in order of meaning.

        The pieces that are not removed make up the new text, letter for letter; those that are not
        added hold the words of the old one, but for their order where a sentence has moved. Where
        something was replaced, the old words come first. From the new text to the old one added and
        removed change places.
        """
        return tuple(
            Piece(change, "".join([token for run in alike for token in self.tokens_of(run)]))
            for change, alike in groupby(self.runs, key=itemgetter(0))
        )

    @property
    def share_kept(self) -> float:
        """Twice the words that stay over the words of both texts, from 0 to 1; no signs."""
        kept = changed = 0
        for change, start, end in self.runs:
            numbers = (self.old if change is WordChange.REMOVED else self.new).numbers
            if change is WordChange.SAME or change is WordChange.MOVED:
                kept += 2 * (numbers[end] - numbers[start])
            else:
                changed += numbers[end] - numbers[start]
        return kept / (kept + changed) if kept + changed else 1

    @property
    def is_rewritten(self) -> bool:
        """Whether so few words stay that marks on them would only be in the way."""
        return self.share_kept < LEAST_KEPT

    def tokens_of(self, run: Run) -> tuple[str, ...]:
        change, start, end = run
        return (self.old if change is WordChange.REMOVED else self.new).tokens[start:end]


def compare_words(old: Words, new: Words) -> Differences:
    """What changed from one text to another."""
    if old.words == new.words:
        runs = ((WordChange.SAME, 0, len(new.words)),) if any(new.tokens) else ()
        return Differences(old, new, runs)
    moved_from, moved_to = moved_sentences(old, new)
    if not moved_to:
        return Differences(old, new, tuple(changed_runs(old.words, new.words)))
    stay = [place for place in range(len(old.words)) if place not in moved_from]
    come = [place for place in range(len(new.words)) if place not in moved_to]
    found: list[Run] = []
    told = 0  # of the new words
    for change, place in changed_places(old, new, stay, come):
        if change is not WordChange.REMOVED:
            found += [(WordChange.MOVED, told, place)] if told < place else []
            told = place + 1
        found.append((change, place, place + 1))
    found += [(WordChange.MOVED, told, len(new.words))] if told < len(new.words) else []
    return Differences(old, new, tuple(found))


def word_differences(old: Words, new: Words) -> tuple[Piece, ...]:
    """What changed from one text to another: see ``Differences.pieces``."""
    return compare_words(old, new).pieces


def changed_places(
    old: Words, new: Words, stay: Sequence[int], come: Sequence[int]
) -> Iterator[tuple[WordChange, int]]:
    """The words at these places in order of meaning, each by its place.

    Those removed have it in the old text, those added and those that are the same in the new one.
    """
    before, after = (
        tuple([text.words[place] for place in places])
        for text, places in ((old, stay), (new, come))
    )
    for change, start, end in changed_runs(before, after):
        for place in (stay if change is WordChange.REMOVED else come)[start:end]:
            yield change, place


def changed_runs(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Run]:
    """Runs of words that changed alike, in order of meaning."""
    runs = ((0, 0, 0), *common_runs(before, after), (len(before), len(after), 0))
    for (old_start, new_start, length), (old_end, new_end, following) in pairwise(runs):
        for change, start, end in (
            (WordChange.REMOVED, old_start + length, old_end),
            (WordChange.ADDED, new_start + length, new_end),
            (WordChange.SAME, new_end, new_end + following),
        ):
            if start < end:
                yield change, start, end


def moved_sentences(old: Words, new: Words) -> tuple[frozenset[int], frozenset[int]]:
    """The places of the words of sentences that both texts have once, in another order.

    Of the sentences whose order changed as few as possible have moved; which ones is the same
    whichever text is the old one.
    """
    if any(ENDS.isdisjoint(text.words[:-1]) for text in (old, new)):
        return frozenset(), frozenset()  # a single sentence has nothing to move past
    before, after = sentences_of(old), sentences_of(new)
    shared = before.keys() & after.keys()
    orders = ([one for one in sentences if one in shared] for sentences in (before, after))
    first, second = sorted(orders)
    if first == second:
        return frozenset(), frozenset()
    in_order = {
        sentence
        for block in Indel.opcodes(first, second).as_matching_blocks()
        for sentence in first[block.a : block.a + block.size]
    }
    old_places, new_places = (
        frozenset(place for one in shared - in_order for place in sentences[one])
        for sentences in (before, after)
    )
    return old_places, new_places


def sentences_of(text: Words) -> dict[tuple[str, ...], range]:
    """The places of the words of each sentence that stands in the text once, with its end."""
    found: dict[tuple[str, ...], list[range]] = {}
    start = 0
    for place, word in enumerate(text.words, start=1):
        if word in ENDS or place == len(text.words):
            if place - start > SHORTEST_SENTENCE:
                found.setdefault(text.words[start:place], []).append(range(start, place))
            start = place
    return {sentence: places[0] for sentence, places in found.items() if len(places) == 1}


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
    blocks = Indel.opcodes(first, second).as_matching_blocks()
    found = [(block.a, block.b, block.size) for block in blocks if block.size]
    runs = found if first is old else [(b, a, size) for a, b, size in found]
    return [run for run in runs if not is_island(run, old, new)]


def is_island(run: CommonRun, old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether a run of stop words and punctuation is all that stands between two changes."""
    begins, place, length = run
    for word in old[begins : begins + length]:
        if len(word) > 1 and word.lower() not in STOP_WORDS:
            return False
    ends = begins + length == len(old) and place + length == len(new)
    return not ends and (begins, place) != (0, 0)


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
