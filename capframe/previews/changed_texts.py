"""Which words of a page's texts went and came since today."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rapidfuzz.distance import Indel

from capframe.base.history.edited_text import find_differences, is_new_text
from capframe.base.markup import differences_html
from capframe.base.worddiff import Piece, WordChange, plain_pieces
from capframe.previews.page_units import Text

# So many words are few.
FEW_WORDS = 15


def find_marks(
    old: Sequence[Text], new: Sequence[Text]
) -> Iterator[tuple[Text, tuple[Piece, ...]]]:
    """For each text of the new page that differs, its words with what went and what came.

    A text that is no more stands behind the one before it.
    """
    steps = Indel.opcodes([one.words for one in old], [one.words for one in new])
    for is_same, run in groupby(steps, key=lambda step: step.tag == "equal"):
        if is_same:
            continue
        those = list(run)
        gone = [one.words for one in old[those[0].src_start : those[-1].src_end]]
        came = new[those[0].dest_start : those[-1].dest_end]
        before = [*gone[: len(came)], *[""] * (len(came) - len(gone))]
        shown = [
            (text, find_differences(words, text.words))
            for text, words in zip(came, before, strict=True)
        ]
        if (left := gone[len(came) :]) and new:
            behind = new[max(those[-1].dest_end - 1, 0)]
            text, pieces = shown.pop() if shown else (behind, plain_pieces(behind.words))
            shown.append((text, (*pieces, Piece(WordChange.REMOVED, " " + " ".join(left)))))
        yield from shown


def changed_words(old: str, new: str) -> str:
    """What a text was before that stands there by now: of a long one only the words that differ."""
    pieces = find_differences(old, new)
    if is_new_text(pieces) or len(old.split()) <= FEW_WORDS:
        return differences_html([Piece(WordChange.REMOVED, old)] if old else [])
    changed = [differences_html([one]) for one in pieces if one.change is not WordChange.SAME]
    return " ".join(one.strip() for one in changed)
