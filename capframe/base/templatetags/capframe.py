"""What every template may load: ``{% load capframe %}``."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html

from capframe.base.markup import differences_html, prose
from capframe.base.worddiff import Piece, WordChange

register = template.Library()
register.filter(prose)
register.filter(differences_html)


@register.filter
def stated(text: str, what: str) -> str:
    """The text, or where it is empty the plain words that the source gives no ``what``."""
    return text or format_html('<span class="cap-not-stated">The source gives no {}.</span>', what)


@register.filter
def without_removed(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that make up the new text."""
    return [piece for piece in pieces if piece.change is not WordChange.REMOVED]
