"""What the pages of search load: ``{% load search %}``."""

from django import template

from capframe.base.addresses import with_query

register = template.Library()


@register.simple_tag
def search_address(text: str, kind: str = "") -> str:
    """The results for these words, of one kind or of every kind, from a page of results."""
    return with_query("", [("q", text), *([("kind", kind)] if kind else [])])
