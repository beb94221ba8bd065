"""Reads the lines of texts for the index, each different one once.

The sentences of a role level's statements stand in its entry and in those of the statements; many
role levels say the same. To read a line takes most of the time that an entry takes.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from capframe.search.words import (
    FIRST_PARTS,
    is_letters,
    joined_in,
    joined_of,
    parts_of,
    plain_stems_of,
    spelled_in,
    word_pattern,
)

# So many lines are remembered, of some hundred characters mostly.
MOST_LINES = 20_000


class Line(NamedTuple):
    """What the index has of a line.

    Args:
        stems: of its words, in their order.
        within: the stems of what single words are in one piece.
        between: those of neighbours that some write as one word.
        first: its first word as written, empty where it has none.
        last: its last.
    """

    stems: str
    within: tuple[str, ...]
    between: tuple[str, ...]
    first: str
    last: str


class Word(NamedTuple):
    """What is asked of each word as written.

    Args:
        stems: those of its parts, with spaces between them.
        within: the stems of what it is in one piece.
        is_first_part: others are written together with it, as with “well”.
        is_no_letter: it begins with a digit, as in “PAP 14”, or with a letter of another script.
    """

    stems: str
    within: tuple[str, ...]
    is_first_part: bool
    is_no_letter: bool

    @property
    def is_plain(self) -> bool:
        """Whether nothing is written in one piece with it, whatever stands beside it."""
        return bool(self.stems) and not (self.within or self.is_first_part or self.is_no_letter)


@lru_cache(maxsize=20_000)
def read_word(word: str) -> Word:
    parts = parts_of(word)
    return Word(
        stems=" ".join(plain_stems_of(word)),
        within=joined_in(word),
        is_first_part=bool(parts) and parts[-1][-1] in FIRST_PARTS,
        is_no_letter=bool(parts) and not is_letters(parts[0][:1]),
    )


class LineReader:
    """Reads lines, and remembers them and their words while it lasts."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        # The stems of words beside which nothing is written in one piece, as of most there are.
        self._plain: dict[str, str] = {}
        self._known_words: set[str] = set()
        self._new_words: set[str] = set()

    def stems_by_line(self, lines: Iterable[str]) -> str:
        """The stems of each line, and last those of words in one piece."""
        read = [self._lines.get(line) or self._read(line) for line in lines]
        return "\n".join([*(line.stems for line in read), " ".join(pieces_of(read))])

    def _read(self, line: str) -> Line:
        if len(self._lines) >= MOST_LINES:
            self._lines.clear()
        words = word_pattern(line).findall(line)
        try:
            stems = " ".join([self._plain[word] for word in words])
        except KeyError:
            found = self._read_words(words)
        else:
            found = Line(stems, (), (), words[0], words[-1]) if words else Line("", (), (), "", "")
        self._lines[line] = found
        return found

    def _read_words(self, words: list[str]) -> Line:
        self._new_words.update(words)
        read = [read_word(word) for word in words]
        self._plain.update(
            (word, one.stems) for word, one in zip(words, read, strict=True) if one.is_plain
        )
        between = [
            joined_of(words[place], words[place + 1])
            for place, (one, other) in enumerate(pairwise(read))
            if one.is_first_part or other.is_no_letter
        ]
        return Line(
            stems=" ".join([word.stems for word in read if word.stems]),
            within=tuple(chain.from_iterable([word.within for word in read if word.within])),
            between=tuple(chain.from_iterable(between)),
            first=words[0] if words else "",
            last=words[-1] if words else "",
        )

    def take_new_words(self) -> set[str]:
        """The words, folded, that somebody may misspell: those not given before."""
        new = self._new_words - self._known_words
        self._known_words |= new
        self._new_words = set()
        return set(chain.from_iterable(map(spelled_in, new)))


def pieces_of(lines: Iterable[Line]) -> Iterable[str]:
    """The stems of what words of the lines are in one piece, each once.

    The last word of a line and the first of the next are neighbours like others.
    """
    within: dict[str, None] = {}
    between: dict[str, None] = {}
    last = ""
    for line in lines:
        # Most have no such words: all that is done for every line is what it costs.
        if line.within:
            within.update(dict.fromkeys(line.within))
        if last and line.first and (joined := joined_of(last, line.first)):
            between.update(dict.fromkeys(joined))
        if line.between:
            between.update(dict.fromkeys(line.between))
        last = line.last or last
    return within | between if between else within
