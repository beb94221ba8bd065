"""Numbers and letters that run on from one line to the next: “1.”, “2.”; “a)”, “b)”; “iv”, “v”."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

NUMBER = re.compile(
    r"""
    (?P<opening> \( )?
    (?: (?P<figures> [0-9]{1,3} (?: \.[0-9]{1,3} )* )
        | (?P<letters> [ivx]{2,6} | [IVX]{2,6} | [a-zA-Z] ) )
    (?P<closing> \.?\) | \. )?
    (?P<space> \s* ) (?=\S)
    """,
    re.VERBOSE,
)
ROMAN = re.compile(r"(?=.)(x{0,3})(ix|iv|v?i{0,3})")
ROMAN_ONES = {"": 0, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
ROMAN_ONES |= {"i" * number: number for number in (1, 2, 3)}


class Running(NamedTuple):
    """What a line may be numbered with.

    Args:
        kind: the same for those that may run on from one another.
        value: the number, with its parts: 1.2 is (1, 2).
        is_plain: whether it begins other texts as well, so that no line may stand between.
        mark: as it is written.
        text: the line without it.
    """

    kind: str
    value: tuple[int, ...]
    is_plain: bool
    mark: str
    text: str


def find_running_numbers(lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The lines that are numbered in order, at least two of them.

    Returns the text and the number of each, by its place.
    """
    last: dict[str, tuple[int, Running]] = {}
    found: dict[int, tuple[str, str]] = {}
    for place, line in enumerate(lines):
        for one in read_numbers(line):
            if one.kind in last and runs_on(*last[one.kind], place, one):
                before, first = last[one.kind]
                found[before], found[place] = (first.text, first.mark), (one.text, one.mark)
            last[one.kind] = place, one
    return found


def runs_on(before: int, first: Running, place: int, second: Running) -> bool:
    """Whether the second number comes next after the first."""
    is_apart = place > before + 1 and (first.is_plain or second.is_plain)
    return not is_apart and is_next(first.value, second.value)


def is_next(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Whether a number with parts follows another: 1.2 after 1.1, 1.1 after 1, 2 after 1.3."""
    if len(second) > len(first):
        return second == (*first, 1)
    last = len(second) - 1
    return second == (*first[:last], first[last] + 1)


def read_numbers(line: str) -> Iterator[Running]:
    """What the line may be numbered with: nothing, a number, or a letter, be it a Roman one too."""
    found = NUMBER.match(line)
    if found is None or (found["opening"] and not (found["closing"] or "").endswith(")")):
        return
    text, mark = line[found.end() :], line[: found.start("space")]
    if found["figures"]:
        if is_numbered(found, text):
            value = tuple(map(int, found["figures"].split(".")))
            yield Running(f"{found['opening']}1", value, not found["closing"], mark, text)
    elif found["closing"] and (found["space"] or found["closing"] != "."):
        yield from read_letters(found, mark, text)


def is_numbered(found: re.Match[str], text: str) -> bool:
    """Whether a number is set off from the text: “1. Lead”, “1.Lead”, “1.2 Lead”; not “2 years”."""
    if found["closing"]:
        return bool(found["space"]) or text[0].isalpha()
    has_parts = "." in found["figures"]
    return bool(found["space"]) if has_parts else found["space"].startswith("\t")


def read_letters(found: re.Match[str], mark: str, text: str) -> Iterator[Running]:
    """A letter of the alphabet, or a Roman number, or both."""
    letters = found["letters"]
    low, case = letters.lower(), "A" if letters.isupper() else "a"
    is_plain = found["closing"] == "."
    if len(low) == 1:
        yield Running(f"{found['opening']}{case}", (ord(low) - 96,), is_plain, mark, text)
    if roman := ROMAN.fullmatch(low):
        value = 10 * len(roman[1]) + ROMAN_ONES[roman[2]]
        yield Running(f"{found['opening']}{case}i", (value,), is_plain, mark, text)
