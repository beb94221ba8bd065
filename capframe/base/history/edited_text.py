"""What became of a text that somebody edited: which of its words went and which came."""

from capframe.base.worddiff import Piece, WordChange, compare_words, plain_pieces
from capframe.base.words import Words


def find_differences(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two versions of a text, of which either may be blank.

    Letter for letter: an editor is to see also that a quote or a dash is set otherwise. Where few
    words stay, all of the old text stands before all of the new one.
    """
    if old.strip() and new.strip():
        differences = compare_words(Words.exactly(old), Words.exactly(new))
        if not differences.is_rewritten:
            return differences.pieces
        return (Piece(WordChange.REMOVED, old), Piece(WordChange.ADDED, new))
    if new.strip():
        return (Piece(WordChange.ADDED, new),)
    return (Piece(WordChange.REMOVED, old),) if old.strip() else ()


def is_new_text(pieces: tuple[Piece, ...]) -> bool:
    """Whether these pieces show one text in place of another with little in common."""
    return [piece.change for piece in pieces] == [WordChange.REMOVED, WordChange.ADDED]


def only_spaces_differ(old: str, new: str) -> bool:
    """Whether the words of two versions are the same, however they are set apart."""
    return old != new and find_differences(old, new) == plain_pieces(new)
