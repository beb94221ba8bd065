"""Names in files: tidied, compared without regard to case, and suggested for misspelled ones."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from capframe.spreadsheets.invisible import compose, normalise_text

SPACES = re.compile(r"\s+")
NO_WORD = re.compile(r"[\W_]+")
DIGITS = re.compile(r"\d+")
# What stands between several names in one cell; between two alternatives also the words.
BETWEEN_NAMES = re.compile(r"\s*[;/|]\s*")
BETWEEN_ALTERNATIVES = re.compile(r"\s*[;/|,]\s*|\s+(?:-|–|or|and)\s+", re.IGNORECASE)
# Below this, of 100, a suggestion is more likely to puzzle than to help.
LEAST_LIKE = 55


@lru_cache(maxsize=20_000)
def tidy(name: str) -> str:
    """The name without white space around it, and a plain space for any white space within."""
    return SPACES.sub(" ", name).strip()


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """The name as names are compared: in one case, however its letters are made.

    White space, and what nobody sees, makes no difference.
    """
    return compose(tidy(normalise_text(name)).casefold())


@lru_cache(maxsize=20_000)
def bare(name: str) -> str:
    """The name without case, spacing and punctuation: near-duplicates have the same."""
    return NO_WORD.sub("", compose(name.casefold()))


def find_several(
    name: str, is_known: Callable[[str], bool], between: re.Pattern[str] = BETWEEN_NAMES
) -> list[str]:
    """The names that one cell holds, where it holds several and all of them are known.

    Args:
        name: the text of the cell, which is no known name itself.
        is_known: whether there is something of a name.
        between: what parts the names.
    """
    parts = [part for part in between.split(name) if part]
    return parts if len(parts) > 1 and all(map(is_known, parts)) else []


def list_quoted(names: Iterable[str]) -> str:
    """The names in a sentence: “SEO” and “Grade 7”; with commas where they are more than two."""
    quoted = [f"“{name}”" for name in names]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def count_things(number: int, noun: str) -> str:
    """For example “1 row” or “2,000 rows”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that proposes the most likely name, empty where none comes near.

    The same number counts most ("G06" is "Grade 6" rather than "Grade 7"), then the letters.
    """
    options = list(known)
    number = _number(name)
    same = [option for option in options if number and _number(option) == number]
    if len(same) == 1:
        return f"Did you mean “{same[0]}”?"
    found = process.extractOne(folded(name), same or options, scorer=fuzz.WRatio, processor=folded)
    return f"Did you mean “{found[0]}”?" if found and found[1] >= LEAST_LIKE else ""


def _number(name: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in DIGITS.findall(name)[:3] if len(digits) < 10)
