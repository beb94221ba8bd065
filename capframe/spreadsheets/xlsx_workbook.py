"""What an Excel workbook says of itself: its sheets, its number formats, its shared texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from openpyxl.styles.numbers import BUILTIN_FORMATS

from capframe.spreadsheets.archives import Archive, damaged
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
    """

    sheets: Sequence[XlsxSheet]
    formats: Sequence[str] = ()
    texts: Sequence[str] = ()
    from_1904: bool = False


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
    return Workbook(
        [
            XlsxSheet(at.get("name", ""), sheets[at["id"]], at.get("state", "visible") != "visible")
            for name, at in found
            if name == "sheet" and at.get("id") in sheets
        ],
        _read_formats(archive, related.get("styles", [])),
        _read_texts(archive, related.get("sharedStrings", [])),
        from_1904,
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


def _read_formats(archive: Archive, styles: Sequence[tuple[str, str]]) -> list[str]:
    codes: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    codes |= {str(number): DAY for number in DATES_BY_NUMBER}
    formats, among_cells = [], False
    for _, path in styles[:1]:
        for name, at in find_elements(archive, path, "numFmt", "cellXfs", "cellStyles", "xf"):
            if name == "numFmt":
                codes[at.get("numFmtId", "")] = at.get("formatCode", GENERAL)
            elif name != "xf":
                among_cells = name == "cellXfs"
            elif among_cells:
                formats.append(codes.get(at.get("numFmtId", "0"), GENERAL))
    return formats


class TextReader:
    """Collects the shared texts, their runs joined; phonetic hints are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.characters = 0
        self.pieces: list[str] = []
        self.is_in_text = False
        self.is_phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "t":
            self.is_in_text = not self.is_phonetic
        elif name == "si":
            self.pieces = []
        elif name == "rPh":
            self.is_phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            self.is_in_text = False
        elif name == "rPh":
            self.is_phonetic = False
        elif name == "si":
            self.texts.append(unescape("".join(self.pieces)))
            self.characters += len(self.texts[-1])
            check_amount(len(self.texts), self.characters)

    def text(self, text: str) -> None:
        if self.is_in_text:
            self.pieces.append(text)


def _read_texts(archive: Archive, parts: Sequence[tuple[str, str]]) -> list[str]:
    reader = TextReader()
    for _, path in parts[:1]:
        for _ in feed(archive, path, reader):
            pass
    return reader.texts


def unescape(text: str) -> str:
    r"""A text with the characters that XLSX writes by number, such as _x000D_; lines end in \n."""
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = HALVES.sub(
            lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
        )
    return normalise_line_ends(text)
