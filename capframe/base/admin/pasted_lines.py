"""Statements as somebody pastes them, one a line: without marks of lists, as imports have it."""

from typing import NamedTuple

from capframe.base.markup import BULLET
from capframe.spreadsheets.list_marks import ListLine, is_number, read_lines


class TidiedLines(NamedTuple):
    """Lines of text, and the marks that were taken off, each once."""

    text: str
    marks: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """Which marks were taken off; empty where none was."""
        signs = ["numbers that run on"] if any(map(is_number, self.marks)) else []
        signs += [name_sign(mark) for mark in self.marks if not is_number(mark)]
        return ", ".join(signs)


def name_sign(sign: str) -> str:
    """The sign itself; one of a symbol font, which looks different here, by its number."""
    return f"“{sign}”" if sign.isprintable() else f"U+{ord(sign):04X}"


def tidy_lines(text: str, *, are_paragraphs: bool) -> TidiedLines:
    """The lines without marks and blank ones.

    Args:
        text: as it was pasted.
        are_paragraphs: whether the section is printed as paragraphs: bullets among these begin
            with “- ”, and numbers stay.
    """
    (read,) = read_lines([text], are_hyphens_marks=are_paragraphs)
    if are_paragraphs:
        as_typed = [line.strip() for line in text.split("\n")]
        read = [keep_bullet(*both) for both in zip(read, as_typed, strict=True)]
    marks = dict.fromkeys(line.mark for line in read if line.mark)
    return TidiedLines("\n".join(line.text for line in read if line.text), tuple(marks))


def keep_bullet(line: ListLine, as_typed: str) -> ListLine:
    """A line of paragraphs, a bullet among them with the one sign that it may have."""
    if not line.mark or is_number(line.mark) or as_typed.startswith(BULLET):
        return ListLine(as_typed)
    return ListLine(f"{BULLET}{line.text}", line.mark)
