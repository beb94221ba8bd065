"""Text in lines of a given width, where nothing else can break them: SVG does not wrap.

Widths are estimates for Arial, in units of the letters' size.
"""

import re
from functools import lru_cache

NARROW = set("fijlrtI.,;:!|'’‘()[]-– ")
WIDE = set("mwMW@%—…")
# From this letter on come scripts whose letters are as wide as high.
SQUARE = "\u1100"


def text_width(text: str) -> float:
    return sum(map(letter_width, text))


def letter_width(letter: str) -> float:
    if letter in NARROW:
        return 0.32
    if letter >= SQUARE:
        return 1
    if letter in WIDE:
        return 0.9
    return 0.7 if letter.isupper() else 0.56


@lru_cache(maxsize=20_000)
def widest_word_width(text: str) -> float:
    return max(map(text_width, split_words(text)))


def split_words(text: str) -> list[str]:
    """What is kept whole: a number or a single letter with the word before it (“Grade 7”)."""
    return re.split(r"\s+(?!\d|\w\b)", text.strip())


@lru_cache(maxsize=20_000)
def wrap(text: str, width: float) -> tuple[str, ...]:
    """The text in lines of at most this width; a word that is wider is broken."""
    lines: list[str] = []
    for word in split_words(text):
        first, *rest = break_word(word, width)
        longer = f"{lines[-1]} {first}" if lines else ""
        if lines and text_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(first)
        lines += rest
    return tuple(lines)


def break_word(word: str, width: float) -> list[str]:
    """The word in parts of at most this width, of one letter at least."""
    parts = [""]
    for letter in word:
        if parts[-1] and text_width(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts
