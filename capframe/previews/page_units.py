"""Reads HTML as our own templates write it: what of a page changes together, with its texts.

It knows nothing of what the page shows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

PIECE = re.compile(r"""<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z0-9]+)")
HREF = re.compile(r'\shref="([^"]*)"')
# What may hold no mark, or is no text of the catalogue's.
UNMARKED = {"script", "style", "textarea", "option", "select", "button", "svg", "title"}
HEADINGS = {"h1", "h2", "h3", "h4", "caption", "legend", "dt"}
BLOCKS = {
    *("table", "tr", "td", "th", "ul", "ol", "li", "dl", "dd", "div", "section", "article"),
    *("aside", "nav", "form", "fieldset", "details", "summary", "figure", "p", "blockquote"),
    *HEADINGS,
}
CELLS = {"td", "th"}
# After these another heading holds again.
RESUMING = {"table", "details", "fieldset", "aside", "nav"}
# What says how one role level differs from another, beside what it says itself.
COMPARED = re.compile(r'<del\b|<(span|strong) class="(govuk-visually-hidden|cap-outcome)\b')


@dataclass(slots=True)
class Text:
    """A text between two tags.

    Args:
        place: which of the page's pieces it is.
        words: without the spaces around it, as a reader has them.
    """

    place: int
    words: str


@dataclass(slots=True)
class Cell:
    """A cell of a row, or all that stands in another element.

    Args:
        name: of the element.
        start: the place of its first tag.
        said: what it says, in pieces.
    """

    name: str
    start: int
    texts: list[Text] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join("".join(self.said).split())


@dataclass(slots=True)
class Unit:
    """A row of a table, an item, a paragraph: what comes, goes or changes as one.

    Args:
        name: of its element.
        heading: the last one before it.
        start: the place of its first tag.
        end: of its last one; 0 where it has none.
        link: the address that its first link leads to; empty without one.
        takes_rows: of a row: whether others may stand beside it as they are.
    """

    name: str
    heading: str
    start: int
    end: int = 0
    link: str = ""
    takes_rows: bool = False
    cells: list[Cell] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.name, *(cell.words for cell in self.cells))

    @property
    def words(self) -> str:
        return " · ".join(filter(None, (cell.words for cell in self.cells)))

    @property
    def texts(self) -> list[Text]:
        return [text for cell in self.cells for text in cell.texts]


@dataclass(slots=True)
class Open:
    """An element that the reading has begun, with what was made of it, and the heading before."""

    name: str
    start: int
    heading: str = ""
    unit: Unit | None = None
    cell: Cell | None = None
    link: str = ""
    rows: list[Unit] = field(default_factory=list)
    is_plain: bool = True


def pieces_of(page: str) -> list[str]:
    """The page in pieces: tags, comments and the texts between them."""
    found, end = [], 0
    for match in PIECE.finditer(page):
        found += [page[end : match.start()], match[0]]
        end = match.end()
    return [*found, page[end:]]


def units_of(pieces: Sequence[str], *, is_comparison: bool = False) -> list[Unit]:
    """What can be marked in the page's main part, in its order.

    Args:
        pieces: of the page.
        is_comparison: whether its words are marked already; these marks are left out of what each
            says.
    """
    return Reader(pieces, is_comparison=is_comparison).units


class Reader:
    """Reads the pieces of a page once, and keeps what is open meanwhile."""

    def __init__(self, pieces: Sequence[str], *, is_comparison: bool) -> None:
        self.units: list[Unit] = []
        self.is_comparison = is_comparison
        self.open: list[Open] = []
        self.in_main, self.unmarked, self.compared = False, 0, 0
        self.heading, self.in_heading = "", False
        for place, piece in enumerate(pieces):
            if tag := TAG.match(piece):
                self.read_tag(place, piece, tag["name"], opens=not tag["close"])
            elif self.in_main and not self.unmarked and piece and not piece.startswith("<"):
                self.read_text(place, piece)

    def read_tag(self, place: int, piece: str, name: str, *, opens: bool) -> None:
        if name == "main":
            self.in_main = opens
        elif name in UNMARKED:
            self.unmarked += 1 if opens else -1
        elif name in BLOCKS:
            self.read_block(place, piece, name, opens=opens)
        elif name == "a" and opens and (href := HREF.search(piece)):
            self.read_link(href[1])
        elif name in ("del", "span", "strong") and self.is_comparison:
            if self.compared:
                self.compared += 1 if opens else -1
            elif opens and COMPARED.match(piece):
                self.compared = 1

    def read_block(self, place: int, piece: str, name: str, *, opens: bool) -> None:
        for one in self.open[-1:]:
            if one.cell:
                one.cell.said.append(" ")
        if opens:
            self.begin(place, piece, name)
        elif name in [one.name for one in self.open]:
            while self.close(self.open.pop(), place) != name:
                pass

    def begin(self, place: int, piece: str, name: str) -> None:
        self.open.append(Open(name, place, self.heading))
        if name in HEADINGS or (name == "th" and 'scope="row' in piece):
            self.heading, self.in_heading = "", True
        if "rowspan=" in piece:
            for table in self.enclosing("table"):
                table.is_plain = False

    def close(self, one: Open, place: int) -> str:
        if one.unit:
            one.unit.end = place
        if one.name in HEADINGS or one.name == "th":
            self.in_heading = False
        if one.name in RESUMING:
            self.heading = one.heading
        for row in one.rows:
            row.takes_rows = one.is_plain
        return one.name

    def enclosing(self, name: str) -> Iterator[Open]:
        """The innermost open element of a name, if there is one."""
        yield from [one for one in self.open if one.name == name][-1:]

    def read_link(self, url: str) -> None:
        for one in self.holders()[:1] if self.open else ():
            one.link = one.link or url
            if one.unit:
                one.unit.link = one.link

    def holders(self) -> tuple[Open, Open]:
        """The element that changes as one, and that within it which holds the text.

        A text in a table is its cell's, unless it stands in a list there.
        """
        for one in reversed(self.open):
            if one.name in CELLS:
                return next(self.enclosing("tr"), one), one
            if one.name not in ("div", "p"):
                break
        return self.open[-1], self.open[-1]

    def read_text(self, place: int, piece: str) -> None:
        if not self.open:
            self.open.append(Open("main", place))
        whole, holder = self.holders()
        if piece.strip():
            words = unescape(piece)
            if self.in_heading and not self.heading:
                self.heading = words.strip()
            self.cell_in(whole, holder).texts.append(Text(place, words.strip()))
            if not self.compared:
                self.cell_in(whole, holder).said.append(words)
        elif holder.cell:
            holder.cell.said.append(" ")

    def cell_in(self, whole: Open, holder: Open) -> Cell:
        """What holds a text, begun where there is none yet."""
        if whole.unit is None:
            whole.unit = Unit(whole.name, self.heading, whole.start, link=whole.link)
            self.units.append(whole.unit)
            for table in self.enclosing("table"):
                table.rows.append(whole.unit)
        if holder.cell is None:
            holder.cell = Cell(holder.name, holder.start)
            whole.unit.cells.append(holder.cell)
        return holder.cell
