"""Texts without what only their setting gives them, so that the same words compare alike.

What is shown stays as it is stored: these keys are for comparing alone.
"""

import re
import unicodedata
from collections.abc import Sequence

from capframe.spreadsheets import invisible

# A mark of byte order is refused in texts now; older versions of them may hold one.
UNSEEN = f"{invisible.UNSEEN}\ufeff"
# Accents that stand behind their letter as characters of their own.
ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
APOSTROPHES = "'’‘‚‛ʼ′`´"
# Hyphens, dashes as long as one, and the minus.
HYPHENS = "-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
LONG_DASHES = "\u2014\u2015"
QUOTATION_MARKS = '"“”„‟″«»'
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "…": "..."}

ALIKE = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(QUOTATION_MARKS, '"')
    | dict.fromkeys(HYPHENS, "-")
    | dict.fromkeys(LONG_DASHES, " - ")
    | LIGATURES
)
# Nothing joins across it, and no text that was saved through a form holds it.
NUL = "\0"
NOT_SEEN = re.compile(f"[{UNSEEN}]")
# Between two letters a hyphen joins: “co-operation” and “cooperation” are one word, and one that is
# soft may be read as either. Between figures it says more: “1-3” is not “13”.
# The hyphen is written first, so that a search leaps from one to the next.
JOINING_HYPHEN = re.compile(r"-(?<=[^\W\d_]-)(?=[^\W\d_])")


def is_plain(text: str) -> bool:
    """Whether only white space tells the text from the one by which it is compared."""
    return text.isascii() and "-" not in text and "`" not in text


def fold_typography(text: str) -> str:
    """The text by which it is compared.

    Straight and curly quotes are alike, hyphens and dashes, any white space, what nobody sees, and
    letters whether they are composed or not.
    """
    return " ".join((text if is_plain(text) else fold_signs(text)).split())


def fold_words(words: Sequence[str]) -> list[str]:
    """Words without white space inside, each as ``fold_typography`` has it: faster, all at once."""
    folded = fold_signs(NUL.join(words)).split(NUL)
    if len(folded) != len(words):  # one of them holds such a sign itself
        folded = [fold_signs(word) for word in words]
    return [word.strip() for word in folded]


def fold_signs(text: str) -> str:
    """The text without what is set in more ways than one, white space aside."""
    if not text.isascii():
        text = NOT_SEEN.sub("", unicodedata.normalize("NFC", text)).translate(ALIKE)
    elif "`" in text:
        text = text.replace("`", "'")
    return JOINING_HYPHEN.sub("", text) if "-" in text else text
