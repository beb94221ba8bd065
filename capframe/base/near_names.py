"""Names that are nearly the same: one fold for those of all entries.

Two names have the same fold where they differ in nothing but

- capitals, spaces, punctuation, quotes and dashes of any kind, and what nobody sees;
- “&” for “and”;
- the plural of a word: “Skills”, “Policies” and “Processes” for one of each;
- accents, ligatures and script: “Café” for “Cafe”. Names that an address writes alike are alike.

Figures stay apart: “Level 1.5” is not “Level 15”. The fold is for asking alone: whether the same is
meant, only whoever wrote the names can say.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

APOSTROPHE = re.compile(r"['`]")
WORD = re.compile(r"[a-z]+|[0-9]+")
# Endings of plurals with what stands for each, the longest first; a word of three letters or fewer
# (“gas”, “bus”) has none.
PLURALS = (
    (re.compile(r"(?<=[a-z]{2})ies$"), "y"),
    (re.compile(r"(?<=[a-z]{2})(ss|sh|ch|x|zz)es$"), r"\1"),
    (re.compile(r"(?<=[a-z]{3})(?<![sui])s$"), ""),
)


@lru_cache(maxsize=20_000)
def fold_nearly(name: str) -> str:
    """What nearly the same names have in common; empty where a name has no letter or figure."""
    folded = ""
    for word in words_of(name):
        folded += f".{word}" if word.isdecimal() and folded[-1:].isdecimal() else word
    return folded


def words_of(text: str) -> list[str]:
    """The words of a text as names are folded, each for itself."""
    latin = text if text.isascii() else anyascii(unicodedata.normalize("NFC", text))
    latin = APOSTROPHE.sub("", latin.casefold()).replace("&", " and ")
    return [singular(word) if word.endswith("s") else word for word in WORD.findall(latin)]


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """A word without the ending of a plural, by its letters alone."""
    for ending, instead in PLURALS:
        if ending.search(word):
            return ending.sub(instead, word)
    return word
