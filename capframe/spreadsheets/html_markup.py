"""HTML in the cells of a file, as exports of other programs leave it there."""

import re
from html import unescape
from html.entities import html5

from capframe.spreadsheets.cell_notes import CellNotes, replace_texts
from capframe.spreadsheets.characters import find_refused
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Records

PARAGRAPHS = "p|div|h[1-6]|ul|ol|table|tbody|thead|blockquote|pre|hr"
INLINE = "a|abbr|b|big|code|del|em|font|i|ins|o:p|s|small|span|strike|strong|sub|sup|u"
TAG = re.compile(rf"</?({PARAGRAPHS}|{INLINE}|br|li|tr|td|th)(?:\s[^<>]*)?/?>", re.IGNORECASE)
IS_PARAGRAPH = re.compile(PARAGRAPHS, re.IGNORECASE)
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z][a-zA-Z0-9]{1,31}));")
BULLET = "- "
# What stands for a tag; other tags leave nothing.
IN_TEXT = {"<br": "\n", "</tr": "\n", "<li": f"\n{BULLET}", "<td": " ", "<th": " "}
BLANK_LINES = re.compile(r"\n\s*\n")
NO_BREAK_SPACE = "\u00a0"
# Some exports write the signs of what was written in signs already: “&amp;amp;” for “&”.
MOST_TIMES = 3
HTML = "html"
REMEDY = "If a browser’s text is meant, import the file again and choose to decode HTML."


def find_html(text: str) -> str:
    """The first tag or character reference of the text, empty where it has none."""
    if "<" not in text and "&" not in text:
        return ""
    found = [one for one in (TAG.search(text), find_reference(text)) if one]
    return min(found, key=lambda one: one.start())[0] if found else ""


def find_reference(text: str) -> re.Match[str] | None:
    """The first character reference that HTML knows, such as “&amp;” or “&#39;”."""
    return next((one for one in REFERENCE.finditer(text) if is_known(one)), None)


def is_known(reference: re.Match[str]) -> bool:
    name = reference[1]
    return name is None or f"{name};" in html5


def decode_html(text: str) -> str:
    """What a browser shows of the text: paragraphs, lists in lines that begin with “- ”, signs.

    A text without HTML comes back as it is, and so does one that would hold what no text may hold.
    """
    decoded, times = text, 0
    while times < MOST_TIMES and find_html(decoded):
        decoded, times = REFERENCE.sub(character, TAG.sub(in_text, decoded)), times + 1
    if not times or find_refused(decoded):
        return text
    lines = "\n".join(line.strip() for line in decoded.split("\n"))
    plain = BLANK_LINES.sub("\n\n", lines).strip()
    return plain if "\n" in plain else plain.removeprefix(BULLET).strip()


def character(reference: re.Match[str]) -> str:
    """What a character reference stands for; one that HTML does not know is text."""
    known = unescape(reference[0]) if is_known(reference) else reference[0]
    return known.replace(NO_BREAK_SPACE, " ")


def in_text(tag: re.Match[str]) -> str:
    """What stands in the text for a tag."""
    name = tag[1].lower()
    if IS_PARAGRAPH.fullmatch(name):
        return "\n\n"
    return IN_TEXT.get(f"{'</' if tag[0].startswith('</') else '<'}{name}", "")


def take_html(records: Records, *, is_decoded: bool, report: Report) -> Records:
    """The records with the HTML in them decoded, where that is wanted; said once a file.

    Args:
        records: of a file.
        is_decoded: whether it is wanted.
        report: is told of cells with HTML.
    """
    held = {text: first for text in records.texts if (first := find_html(text))}
    notes = CellNotes()
    for record in records if held else ():
        for column, text in record.values.items():
            if text in held:
                notes.add(HTML, record, column)
    if is_decoded:
        beginning = "HTML is decoded to what a browser shows in"
        notes.warn(HTML, report, beginning, about="HTML is decoded")
        return replace_texts(records, {text: decode_html(text) for text in held})
    if held:
        first = shown(held[notes.first_text(HTML)])
        beginning = f"HTML such as “{first}” is kept as text in"
        notes.warn(HTML, report, beginning, REMEDY, about="HTML is kept as text", what=first)
    return records
