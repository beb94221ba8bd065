"""Text in lines of a given width, where nothing else can break them: SVG does not wrap."""

import re
from functools import lru_cache

NARROW = set("fijlrtI.,;:!|'’‘()[]-– ")
WIDE = set("mwMW@%—…")
# From this letter on come scripts whose letters are as wide as high.
SQUARE = "\u1100"


def breadth(text: str) -> float:
    """About how wide the text is in Arial, in units of the letters' size."""
    return sum(map(letter_breadth, text))


def letter_breadth(letter: str) -> float:
    """About how wide one letter is."""
    if letter in NARROW:
        return 0.32
    if letter >= SQUARE:
        return 1
    if letter in WIDE:
        return 0.9
    return 0.7 if letter.isupper() else 0.56


@lru_cache(maxsize=20_000)
def longest_word(text: str) -> float:
    """How wide the widest word of the text is."""
    return max(map(breadth, words(text)))


def words(text: str) -> list[str]:
    """What is kept whole: a number or a single letter with the word before it (“Grade 7”)."""
    return re.split(r"\s+(?!\d|\w\b)", text.strip())


@lru_cache(maxsize=20_000)
def wrapped(text: str, room: float) -> tuple[str, ...]:
    """The text in lines of at most ``room``; a word that is longer is broken."""
    lines: list[str] = []
    for word in words(text):
        first, *rest = pieces(word, room)
        longer = f"{lines[-1]} {first}" if lines else ""
        if lines and breadth(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(first)
        lines += rest
    return tuple(lines)


def pieces(word: str, room: float) -> list[str]:
    """The word, in parts of at most ``room``."""
    parts = [""]
    for letter in word:
        if parts[-1] and breadth(parts[-1] + letter) > room:
            parts.append("")
        parts[-1] += letter
    return parts
