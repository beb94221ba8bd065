"""The words of texts and queries, alike on every database.

Letters are folded (accents, case, ligatures) and words stemmed here and not by the database, so
that SQLite and PostgreSQL, which differ in both, match exactly the same entries. What they are
given are letters a to z and digits only: their own tokenizers differ in every other letter, and
PostgreSQL's depends on the locale. So a word of another script is written in such letters first;
where a script puts no spaces between words, its letters and each two neighbours are the words,
since a trigram index would find nothing for the two letters that most words there have.

Co-ordinate, coordinate and co ordinate are one word: a hyphen may stand where the writer liked.
Nobody can tell from a text whether “re-sign” means resigning, so these find each other too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise

import snowballstemmer

MARKS = "".join(
    chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
JOINERS = "\u00ad\u200b-\u200d\u2060\ufeff"  # invisible ones, that stand within words
APOSTROPHES = "'’‘‛ʼʹ′`´＇"
HYPHENS = "\\-‐‑‒–—―−﹣－"
LETTERS = f"[\\w{MARKS}{JOINERS}]{{1,100}}"

# A word is cut where it gets too long, so that no text can fill the memory of ``stems_of``. One
# with hyphens is one word of several, and so is R&D.
PLAIN_WORD = f"{LETTERS}(?:[{APOSTROPHES}]{LETTERS}){{0,3}}"
SIGNED_WORD = r"(?<![\w+#])[Cc](?:\+\+|＋＋)|(?<![\w+#])[CcFf][#♯＃]|\.[Nn][Ee][Tt]\b"
WORD = re.compile(f"{SIGNED_WORD}|{PLAIN_WORD}(?:[{HYPHENS}&]{PLAIN_WORD}){{0,3}}")
# The same in a text of ASCII alone, found in a fraction of the time.
ASCII_PLAIN_WORD = r"\w{1,100}(?:['`]\w{1,100}){0,3}"
ASCII_SIGNED_WORD = r"(?<![\w+#])[Cc]\+\+|(?<![\w+#])[CcFf]#|\.[Nn][Ee][Tt]\b"
ASCII_WORD = re.compile(
    f"{ASCII_SIGNED_WORD}|{ASCII_PLAIN_WORD}(?:[-&]{ASCII_PLAIN_WORD}){{0,3}}", re.ASCII
)
BETWEEN_PARTS = re.compile(f"[{HYPHENS}&]")
# Signs that make another word, as people say them.
SIGNED_WORDS = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}

# The breve of й is no accent.
DROPPED = re.compile(f"[{APOSTROPHES}{JOINERS}\u0300-\u0305\u0307-\u036f]|(?<!и)\u0306")
# Letters that have no accent to take away, as people type them who have no such key.
FOLDED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t"}
    | {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "♯": "#"}
)
# Letters and digits apart: "PAP 14" finds "PAP14", and PostgreSQL's parser, which reads "2e3e"
# as a number and a word, leaves such parts whole.
PART = re.compile(f"[a-z]+|[0-9]+|(?:[^\\W_a-z0-9]|[{MARKS}])+")
# Thai, Lao, Burmese, Khmer, Chinese, Japanese, Korean.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3130-\u318f"
    "\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)
CLUSTER = re.compile(f".[{MARKS}]*", re.DOTALL)

# Words with which others are written together, apart or with a hyphen.
FIRST_PARTS = frozenset(
    """
    anti co counter cross cyber e eco ex extra hyper inter macro mega micro mid mini mis multi neo
    non over para post pre pro pseudo re semi sub super tele trans ultra under well
    """.split()  # noqa: SIM905 - a list of thirty quoted words reads worse
)


def word_pattern(text: str) -> re.Pattern[str]:
    """By which the words of a text are found."""
    return ASCII_WORD if text.isascii() else WORD


def fold(word: str) -> str:
    """The word in the letters by which it is found: "Café’s" gives "cafes"."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = DROPPED.sub("", folded).translate(FOLDED)
    return unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=20_000)
def parts_of(word: str) -> tuple[tuple[str, ...], ...]:
    """A word as written, in parts: those between hyphens, each in its letters and digits."""
    folded = fold(word)
    if folded in SIGNED_WORDS:
        return ((SIGNED_WORDS[folded],),)
    pieces = (fold(piece) for piece in BETWEEN_PARTS.split(word))
    return tuple(parts for piece in pieces if (parts := tuple(split_letters(piece))))


def split_letters(piece: str) -> Iterator[str]:
    for part in PART.findall(piece):
        if UNSPACED.search(part):
            yield from CLUSTER.findall(part)
        else:
            yield part


@lru_cache(maxsize=20_000)
def stem(part: str) -> str:
    """What stands in the index for a part of a word: letters a to z, or digits."""
    if part.isascii():
        # A stemmer of its own, which costs next to nothing: threads cannot share one.
        return part if part[0].isdigit() else snowballstemmer.stemmer("english").stemWord(part)
    return "zz" + "".join(map(spell, part))


def spell(letter: str) -> str:
    """A letter of any script in five letters a to z."""
    code, spelled = ord(letter), ""
    for _ in range(5):
        code, rest = divmod(code, 26)
        spelled = chr(ord("a") + rest) + spelled
    return spelled


def join(one: str, other: str) -> str:
    """The stem of two neighbours as one word; empty where nobody would write them so."""
    if one.isascii() and other.isascii() and one.isalpha():
        return stem(one + other) if other.isalpha() else one + other
    if UNSPACED.match(one) and UNSPACED.match(other):
        return stem(one + other)
    return ""


@lru_cache(maxsize=20_000)
def joined_in(word: str) -> tuple[str, ...]:
    """The stems of what a word as written is in one piece: of "PAP14", or of "co-ordinate"."""
    parts = parts_of(word)
    pairs = chain.from_iterable(map(pairwise, parts))
    found = [join(*pair) for pair in pairs if not is_letters(pair)]
    if len(parts) > 1:
        plain = [piece[0] for piece in parts if len(piece) == 1]
        found += [join(*pair) for pair in pairwise(plain) if is_letters(pair)]
        if len(plain) == len(parts) > 2 and is_letters(plain):
            found.append(stem("".join(plain)))
    return tuple(filter(None, found))


def is_letters(parts: Iterable[str]) -> bool:
    return all(part.isascii() and part.isalpha() for part in parts)


@lru_cache(maxsize=20_000)
def stems_of(word: str) -> tuple[str, ...]:
    """The stems that one word as written is found by.

    "Managers’" gives ("manag",), "PAP14" ("pap", "14", "pap14"), "e-mail" ("e", "mail", "email").
    """
    return (*plain_stems_of(word), *joined_in(word))


@lru_cache(maxsize=20_000)
def plain_stems_of(word: str) -> tuple[str, ...]:
    return tuple(map(stem, chain.from_iterable(parts_of(word))))


@lru_cache(maxsize=20_000)
def joined_of(one: str, other: str) -> tuple[str, ...]:
    """The stem of two words as written that stand beside each other, if some write them as one."""
    last, first = parts_of(one)[-1:], parts_of(other)[:1]
    if last and first and is_written_together(last[0][-1], first[0][0]):
        return tuple(filter(None, [join(last[0][-1], first[0][0])]))
    return ()


def is_written_together(one: str, other: str) -> bool:
    """Whether some people write two words as one: "well being", "PAP 14"."""
    return one in FIRST_PARTS if is_letters((other,)) else is_letters((one,)) and other.isdigit()


def spelled_words(text: str) -> set[str]:
    """The words of the text that somebody may misspell, folded and not stemmed."""
    return set(chain.from_iterable(map(spelled_in, set(WORD.findall(text)))))


@lru_cache(maxsize=20_000)
def spelled_in(word: str) -> tuple[str, ...]:
    parts = chain.from_iterable(parts_of(word))
    return tuple(part for part in parts if 4 <= len(part) <= 30 and is_letters((part,)))
