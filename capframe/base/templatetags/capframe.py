"""What every template may load: ``{% load capframe %}``."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from capframe.base.worddiff import Piece, WordChange, split_spaces

register = template.Library()

BULLET = "- "
# Told apart by element and spoken words, and in the style sheet by a symbol, a line and colour.
MARKED = {
    WordChange.SAME: "%s",
    WordChange.ADDED: '<ins class="cap-ins"><span class="govuk-visually-hidden">added: </span>%s'
    '<span class="govuk-visually-hidden"> (end)</span></ins>',
    WordChange.REMOVED: '<del class="cap-del"><span class="govuk-visually-hidden">removed: '
    '</span>%s<span class="govuk-visually-hidden"> (end)</span></del>',
}


@register.filter
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


@register.filter
def stated(text: str, what: str) -> str:
    """The text, or where it is empty the plain words that the source gives no ``what``."""
    return text or format_html('<span class="cap-not-stated">The source gives no {}.</span>', what)


@register.filter
def pounds(number: int) -> str:
    """Whole pounds with thousands set apart: 52969 gives "£52,969"."""
    return f"£{number:,}"


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """A text with its changed words in <ins> and <del>, escaped, in the order of meaning."""
    written = (
        f"{space}{MARKED[change] % escape(text)}" for space, (change, text) in split_spaces(pieces)
    )
    return mark_safe("".join(written))  # noqa: S308 - each piece is escaped


@register.filter
def without_removed(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that make up the new text."""
    return [piece for piece in pieces if piece.change is not WordChange.REMOVED]


@register.filter
def called(columns: Iterable[int], names: Sequence[str]) -> str:
    """The names of columns: "PAP10", "PAP10 and PAP11", "PAP10 to PAP14"; of others a list.

    Args:
        columns: their numbers, counted from 0, ascending.
        names: what each column is called.
    """
    numbers = list(columns)
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 2 and numbers == list(range(first, last + 1)):
        return f"{names[first]} to {names[last]}"
    *others, end = (names[number] for number in numbers)
    return f"{', '.join(others)} and {end}" if others else end
