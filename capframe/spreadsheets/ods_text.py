"""The text of a cell in an OpenDocument spreadsheet."""

import re

from capframe.spreadsheets.limits import LONGEST_CELL

# A line end in the file with the white space around it, which counts as one space.
INDENTED = re.compile(r" *[\t\r\n][ \t\r\n]*")
STANDS_FOR = {"tab": "\t", "line-break": "\n"}


class CellText:
    """A cell's text in the making: its paragraphs, each on a line of its own.

    Spaces, tabs and line ends have elements of their own. Several spaces together count as they
    stand nevertheless, because LibreOffice writes some so; other white space is the file's own.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.paragraphs = 0
        self.within = self.begins = False

    def paragraph(self) -> None:
        """A paragraph begins."""
        if self.paragraphs:
            self._add("\n")
        self.paragraphs += 1
        self.within = self.begins = True

    def end_of_paragraph(self) -> None:
        """What follows stands in no paragraph."""
        self.within = False

    def element(self, name: str, count: str) -> None:
        """So many spaces, a tab or a line end."""
        self._add(STANDS_FOR.get(name) or " " * min(int(count), LONGEST_CELL + 1))
        self.begins = False

    def text(self, text: str) -> None:
        """Text as the file has it."""
        if not self.within:
            return
        if self.begins and text[0] in "\t\r\n":
            text = text.lstrip()
        self._add(INDENTED.sub(" ", text))
        self.begins = self.begins and not text

    def _add(self, text: str) -> None:
        """Add it; of a cell that is too long already, no more than shows that it is."""
        if self.length <= LONGEST_CELL:
            self.pieces.append(text)
            self.length += len(text)

    def __str__(self) -> str:
        return "".join(self.pieces)
