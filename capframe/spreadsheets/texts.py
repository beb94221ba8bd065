"""Texts as files give them back, and rows that no other row of a file repeats."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping


def normalise_line_ends(text: str) -> str:
    r"""The text with "\n" at the end of each line, whatever it was."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tidy_text(text: str) -> str:
    r"""The text as a file gives it back: line ends are "\n", no white space around it."""
    return normalise_line_ends(text).strip()


def desired_text(existing: str, text: str) -> str:
    """The text of a file; the existing one, where the file says the same or nothing."""
    return existing if not text or tidy_text(existing) == text else text


def without_blanks(row: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in row.items() if text}


def make_distinct(rows: Iterable[dict[str, str]], *columns: str) -> Iterator[dict[str, str]]:
    """Rows for a file, of which no two are the same word for word.

    An import takes a repeated row once. Where a document truly says something twice, the second
    row names what it stands in, under one of these columns, with a letter in another case: it
    means the same, and is a row of its own. Where no name has a letter with two cases, the rows
    stay alike.
    """
    times: Counter[tuple] = Counter()
    for row in rows:
        cells = tuple(row.items())
        number = times[cells]
        times[cells] += 1
        yield vary_case(row, columns, number) if number else row


def vary_case(row: dict[str, str], columns: Iterable[str], number: int) -> dict[str, str]:
    """The row with some letters of its names in the other case, others for every number."""
    letters = (
        (column, index)
        for column in columns
        for index, letter in enumerate(row.get(column, ""))
        if has_another_case(letter)
    )
    turned = {each for bit, each in enumerate(letters) if number >> bit & 1}
    return {
        column: "".join(
            letter.swapcase() if (column, index) in turned else letter
            for index, letter in enumerate(text)
        )
        for column, text in row.items()
    }


def has_another_case(letter: str) -> bool:
    """Whether a letter has another case that is one letter too, and means the same."""
    other = letter.swapcase()
    return len(other) == 1 and other != letter and other.casefold() == letter.casefold()
