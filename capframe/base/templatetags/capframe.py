"""What every template may load: ``{% load capframe %}``."""

from collections.abc import Iterable
from itertools import groupby

from django import template
from django.core.paginator import Page
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

BULLET = "- "


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
def page_numbers(page: Page) -> Iterable[int | str]:
    """The page numbers to link from ``page``, an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
