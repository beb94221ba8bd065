"""Marks and running numbers of lists, told from texts that only begin like one.

Signs such as “•” are marks wherever they begin a line. What begins other texts too is a mark in
company only: a hyphen where two lines of a cell have it, “1.” or “a)” where another line runs on.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from capframe.spreadsheets.running_numbers import find_running_numbers

# U+F020 to U+F0FF are the signs of Word's symbol fonts.
SIGNS = "•‣⁃∙▪▫■□●○◦◆◇❖➢➤►▶▸✓✔⦁\uf020-\uf0ff"
MARK = re.compile(rf"([{SIGNS}])\s*(?=\S)|([·–—→])\s+(?=\S)|(o)(?:\t|\u00a0|\s\s)\s*(?=\S)")
MARK_ALONE = re.compile(rf"[{SIGNS}·–—→*-]")
DOUBTFUL_MARK = re.compile(r"([-*o])\s+(?=\S)")
# What may begin with a mark or a number, for a quick look at many texts.
BEGINNING = re.compile(
    rf"^[^\S\n]*(?:[{SIGNS}·–—→]|[-*o]\s"
    r"|\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*[.)\s]|(?:[ivx]{2,6}|[IVX]{2,6}|[a-zA-Z])[.)]))",
    re.MULTILINE,
)
LETTER = "o"
DASHES = "-–—"


class ListLine(NamedTuple):
    """A line without its mark, and the mark; that is empty where it has none."""

    text: str
    mark: str = ""


def read_lines(cells: Sequence[str], *, are_hyphens_marks: bool = False) -> list[list[ListLine]]:
    """The lines of each cell, without the white space around them; a mark alone is a blank line.

    Args:
        cells: that stand one below the other: those of one section, or one alone.
        are_hyphens_marks: whether a hyphen or asterisk is a mark where only one line has it.
    """
    split = [[line.strip() for line in cell.split("\n")] for cell in cells]
    letters = sum(is_doubtful(line, LETTER) for lines in split for line in lines)
    read = []
    for lines in split:
        known = LETTER if letters > 1 else ""
        known += "".join(sign for sign in "-*" if are_hyphens_marks or has_several(lines, sign))
        read.append(take_off_signs(lines, known))
    return number_lines(read)


def may_hold_list(text: str) -> bool:
    """Whether a line of the text begins as lists do; most texts have none, and none is missed."""
    return BEGINNING.search(text) is not None


def is_number(mark: str) -> bool:
    """Whether a mark is a number or letter that runs on, and no sign."""
    return len(mark) > 1 or mark.isdigit()


def is_doubtful(line: str, sign: str) -> bool:
    found = DOUBTFUL_MARK.match(line)
    return found is not None and found[1] == sign


def has_several(lines: Sequence[str], sign: str) -> bool:
    return sum(is_doubtful(line, sign) for line in lines) > 1


def take_off_signs(lines: Sequence[str], known: str) -> list[ListLine]:
    """The lines of a cell without their signs; dashes in a text after a list are its own.

    Args:
        lines: without white space around them.
        known: the doubtful signs that are marks here.
    """
    read: list[ListLine] = []
    sign_of_list, is_after = "", False
    for line in lines:
        text, sign = split_sign(line, known)
        if is_after and sign in DASHES and sign != sign_of_list:
            text, sign = line, ""
        if sign:
            sign_of_list = sign if is_after else sign_of_list or sign
            is_after = False
        elif text and sign_of_list:
            is_after = True
        read.append(ListLine(text, sign))
    return read


def split_sign(line: str, known: str) -> tuple[str, str]:
    """The line without its sign, and the sign; with an empty one where it has none."""
    if MARK_ALONE.fullmatch(line):
        return "", ""
    found = MARK.match(line)
    if found is None:
        found = DOUBTFUL_MARK.match(line)
        if found is None or found[1] not in known:
            return line, ""
    return line[found.end() :], next(sign for sign in found.groups() if sign)


def number_lines(cells: Sequence[list[ListLine]]) -> list[list[ListLine]]:
    """The lines without numbers and letters that run on from one to the next."""
    places = [
        (cell, line)
        for cell, lines in enumerate(cells)
        for line, one in enumerate(lines)
        if one.text
    ]
    texts = ["" if (one := cells[cell][line]).mark else one.text for cell, line in places]
    numbered = [list(lines) for lines in cells]
    for place, (text, mark) in find_running_numbers(texts).items():
        cell, line = places[place]
        numbered[cell][line] = ListLine(text, mark)
    return numbered


def join_paragraphs(lines: Sequence[ListLine]) -> list[ListLine]:
    """Each marked line by itself, and the lines between two of them, or blank lines, together."""
    joined: list[ListLine] = []
    paragraph: list[str] = []
    for text, mark in (*lines, ListLine("")):
        if text and not mark:
            paragraph.append(text)
            continue
        if paragraph:
            joined.append(ListLine("\n".join(paragraph)))
            paragraph = []
        if mark:
            joined.append(ListLine(text, mark))
    return joined
