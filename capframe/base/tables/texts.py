"""Texts as files give them back, and rows of a file told apart."""

from collections import Counter
from collections.abc import Iterable, Iterator


def plain(text: str) -> str:
    r"""The text as a file gives it back: line ends are "\n", no white space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def wished(held: str, text: str) -> str:
    """The text that a file wishes for; what is held, where it says that or nothing."""
    return held if not text or plain(held) == text else text


def told_apart(rows: Iterable[dict[str, str]], column: str) -> Iterator[dict[str, str]]:
    """Rows for a file, of which no two are the same word for word.

    An import takes a repeated row once. Where a document truly says something twice, the second
    row names what it stands in, under this column, with a letter in another case: it means the
    same, and is a row of its own.
    """
    times: Counter[tuple] = Counter()
    for row in rows:
        cells = tuple(row.items())
        number = times[cells]
        times[cells] += 1
        yield {**row, column: spelled(row[column], number)} if number else row


def spelled(name: str, number: int) -> str:
    """The name with some letters in the other case, others for every number."""
    letters = [place for place, letter in enumerate(name) if has_another_case(letter)]
    turned = {place for bit, place in enumerate(letters) if number >> bit & 1}
    return "".join(
        letter.swapcase() if place in turned else letter for place, letter in enumerate(name)
    )


def has_another_case(letter: str) -> bool:
    """Whether a letter has another case that is one letter too, and means the same."""
    other = letter.swapcase()
    return len(other) == 1 and other != letter and other.casefold() == letter.casefold()
