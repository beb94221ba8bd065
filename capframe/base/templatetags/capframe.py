"""What every template may load: ``{% load capframe %}``."""

from collections.abc import Iterable, Iterator
from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from capframe.base.absence import describe_absences, no_source
from capframe.base.markup import differences_html, prose
from capframe.base.worddiff import Piece, WordChange

register = template.Library()
register.filter(prose)
register.filter(differences_html)


@register.filter
def stated(text: str, what: str) -> str:
    """The text, or where it is empty the plain words that the source gives no ``what``."""
    return text or format_html('<span class="cap-not-stated">{}</span>', no_source(what))


@register.filter
def thousands(number: int) -> str:
    """A whole number with thousands set apart: 12000 gives "12,000"."""
    return f"{number:,}"


@register.simple_tag
def any_has(entries: Iterable[object], name: str) -> bool:
    """Whether any of the entries says something under a name or an index: else no column is due."""
    return any(values_of(entries, name))


@register.simple_tag
def absence(entries: Iterable[object], *names: str) -> SafeString | str:
    """A paragraph that stands once for all entries that lack something; empty where none does.

    Args:
        entries: that the page shows.
        names: in turn a name under which an entry says something, and what that is in words.
    """
    pairs = zip(names[::2], names[1::2], strict=True)
    said = {what: values_of(entries, name) for name, what in pairs}
    words = " ".join(describe_absences(said))
    return format_html('<p class="govuk-body cap-not-stated">{}</p>', words) if words else ""


def values_of(entries: Iterable[object], name: str) -> Iterator[object]:
    of_entry = variable_of(name)
    context = template.Context()
    for entry in entries:
        context["entry"] = entry
        yield of_entry.resolve(context)


@cache
def variable_of(name: str) -> template.Variable:
    """What an entry has under a name that a template says."""
    return template.Variable(f"entry.{name}")


@register.filter
def without_removed(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that make up the new text."""
    return [piece for piece in pieces if piece.change is not WordChange.REMOVED]
