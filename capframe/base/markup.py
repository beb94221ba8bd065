"""Texts of the catalogue as HTML, escaped."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from capframe.base.worddiff import Piece, WordChange, split_spaces

BULLET = "- "
# Told apart by element and spoken words, and in the style sheet by a symbol, a line and colour.
BY_CHANGE = {
    WordChange.SAME: "%s",
    WordChange.ADDED: '<ins class="cap-ins"><span class="govuk-visually-hidden">added: </span>%s'
    '<span class="govuk-visually-hidden"> (end)</span></ins>',
    WordChange.REMOVED: '<del class="cap-del"><span class="govuk-visually-hidden">removed: '
    '</span>%s<span class="govuk-visually-hidden"> (end)</span></del>',
    WordChange.MOVED: '<span class="cap-moved"><span class="govuk-visually-hidden">moved: </span>%s'
    '<span class="govuk-visually-hidden"> (end)</span></span>',
}


def prose(text: str) -> SafeString:
    """Plain text as paragraphs and bulleted lists, escaped.

    A blank line ends a paragraph; lines that begin with "- " are the items of a list.
    """
    return mark_safe(  # noqa: S308 - each block escapes its text
        "".join(
            _block(kind, [line.strip() for line in lines])
            for kind, lines in groupby(text.splitlines(), key=_kind)
            if kind != "blank"
        )
    )


def _kind(line: str) -> str:
    line = line.strip()
    if line.startswith(BULLET):
        return "bullets"
    return "paragraph" if line else "blank"


def _block(kind: str, lines: list[str]) -> str:
    if kind == "paragraph":
        return f'<p class="govuk-body">{escape(" ".join(lines))}</p>'
    items = "".join(f"<li>{escape(line.removeprefix(BULLET))}</li>" for line in lines)
    return f'<ul class="govuk-list govuk-list--bullet">{items}</ul>'


def differences_html(pieces: Iterable[Piece]) -> SafeString:
    """A text with its changed words in <ins> and <del>, escaped, in the order of meaning."""
    written = (
        f"{space}{BY_CHANGE[change] % escape(text)}"
        for space, (change, text) in split_spaces(pieces)
    )
    return mark_safe("".join(written))  # noqa: S308 - each piece is escaped
