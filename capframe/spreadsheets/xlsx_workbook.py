"""What an Excel workbook says of itself: its sheets, its number formats, its shared texts."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from capframe.spreadsheets.archives import Archive, damaged
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.limits import check_amount
from capframe.spreadsheets.texts import normalise_line_ends
from capframe.spreadsheets.xml_reader import Attributes, feed, find_elements

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
GENERAL = "General"
# Numbers that East Asian versions of Excel have for dates of their own.
DATES_BY_NUMBER = {*range(27, 37), *range(50, 59)}
DAY = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """A sheet: its title, the part of the archive that holds it, and whether it is hidden."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """All that cells refer to.

    Args:
        sheets: in their order, those without cells left out.
        formats: the number format of each style.
        texts: those that cells share.
        from_1904: whether days are counted from 1904.
        struck_styles: the numbers of the styles in which a cell is struck through.
        struck_texts: what of a shared text is struck through, by its number.
    """

    sheets: Sequence[XlsxSheet]
    formats: Sequence[str] = ()
    texts: Sequence[str] = ()
    from_1904: bool = False
    struck_styles: Collection[int] = ()
    struck_texts: Mapping[int, str] = field(default_factory=dict)


def read_workbook(archive: Archive) -> Workbook:
    """The workbook in an archive. Raises Unreadable."""
    main = _find_parts(archive, "").get("officeDocument", [])
    if not main:
        raise damaged()
    part = main[0][1]
    related = _find_parts(archive, part)
    found = find_elements(archive, part, "workbookPr", "sheet")
    from_1904 = any(_is_on(at, "date1904") for name, at in found if name == "workbookPr")
    sheets = dict(related.get("worksheet", []))
    formats, struck_styles = _read_styles(archive, related.get("styles", []))
    texts = _read_texts(archive, related.get("sharedStrings", []))
    return Workbook(
        [
            XlsxSheet(at.get("name", ""), sheets[at["id"]], at.get("state", "visible") != "visible")
            for name, at in found
            if name == "sheet" and at.get("id") in sheets
        ],
        formats,
        texts.texts,
        from_1904,
        struck_styles,
        texts.struck,
    )


def _find_parts(archive: Archive, part: str) -> dict[str, list[tuple[str, str]]]:
    """What a part refers to, by type: the relation's id and the path of the other part."""
    folder, name = dirname(part), part.rpartition("/")[2]
    by_type: dict[str, list[tuple[str, str]]] = {}
    relations = join(folder, "_rels", f"{name}.rels")
    if relations not in archive:
        return by_type
    for _, at in find_elements(archive, relations, "Relationship"):
        path = normpath(join("/", folder, at.get("Target", ""))).lstrip("/")
        type_name = at.get("Type", "").rpartition("/")[2]
        by_type.setdefault(type_name, []).append((at.get("Id", ""), path))
    return by_type


def _is_on(attributes: Attributes, name: str) -> bool:
    return attributes.get(name) in ("1", "true", "on")


def is_struck(attributes: Attributes) -> bool:
    """Whether an element “strike” strikes through: it says so where it says the contrary."""
    return attributes.get("val", "1") in ("1", "true", "on")


def _read_styles(archive: Archive, styles: Sequence[tuple[str, str]]) -> tuple[list[str], set[int]]:
    """The number format of each style of cells, and the numbers of those that strike through."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    codes: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    codes |= {str(number): DAY for number in DATES_BY_NUMBER}
    formats: list[str] = []
    struck, among_cells = set[int](), False
    for _, path in styles[:1]:
        fonts = _find_struck_fonts(archive, path)
        for name, at in find_elements(archive, path, "numFmt", "cellXfs", "cellStyles", "xf"):
            if name == "numFmt":
                codes[at.get("numFmtId", "")] = at.get("formatCode", GENERAL)
            elif name != "xf":
                among_cells = name == "cellXfs"
            elif among_cells:
                if at.get("fontId") in fonts:
                    struck.add(len(formats))
                formats.append(codes.get(at.get("numFmtId", "0"), GENERAL))
    return formats, struck


def _find_struck_fonts(archive: Archive, path: str) -> set[str]:
    """The numbers of the fonts that strike through; those of conditions, “dxfs”, are none."""
    found, number = set[str](), -1
    for name, at in find_elements(archive, path, "font", "strike", "dxfs"):
        if name == "dxfs":
            break
        number += name == "font"
        if name == "strike" and is_struck(at):
            found.add(str(number))
    return found


class TextReader:
    """Collects the shared texts, their runs joined; phonetic hints are left out.

    ``struck`` has what of each is struck through.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.struck: dict[int, str] = {}
        self.characters = 0
        self.pieces: list[str] = []
        self.struck_pieces: list[str] = []
        self.is_in_text = self.is_phonetic = self.is_struck = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "t":
            self.is_in_text = not self.is_phonetic
        elif name == "si":
            self.pieces, self.struck_pieces = [], []
        elif name == "r":
            self.is_struck = False
        elif name == "strike":
            self.is_struck = is_struck(attributes)
        elif name == "rPh":
            self.is_phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            self.is_in_text = False
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "r":
            self.is_struck = False
        elif name == "si":
            if self.struck_pieces:
                self.struck[len(self.texts)] = shown("".join(self.struck_pieces))
            self.texts.append(unescape("".join(self.pieces)))
            self.characters += len(self.texts[-1])
            check_amount(len(self.texts), self.characters)

    def text(self, text: str) -> None:
        if self.is_in_text:
            self.pieces.append(text)
            if self.is_struck:
                self.struck_pieces.append(text)


def _read_texts(archive: Archive, parts: Sequence[tuple[str, str]]) -> TextReader:
    reader = TextReader()
    for _, path in parts[:1]:
        for _ in feed(archive, path, reader):
            pass
    return reader


def unescape(text: str) -> str:
    r"""A text with the characters that XLSX writes by number, such as _x000D_; lines end in \n."""
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = HALVES.sub(
            lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
        )
    return normalise_line_ends(text)
