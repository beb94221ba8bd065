"""Parts of pages that templates/components draws: ``{% load components %}``."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from capframe.base.addresses import with_query

register = template.Library()


@register.simple_block_tag
def summary_row(content: str, key: str) -> SafeString:
    """A row of a summary list: what it is about, and what there is to say of it."""
    return render_to_string("components/summary_row.html", {"key": key, "value": content})


@register.simple_block_tag
def table(content: str, caption: str = "", classes: str = "") -> SafeString:
    """A table that stands as a list on a narrow screen, where each cell says its ``data-label``.

    Args:
        content: its head and its bodies; its own caption too, where that is more than a text.
        caption: heard, not seen.
        classes: beside those of every table.
    """
    context = {"content": content, "caption": caption, "classes": classes}
    return render_to_string("components/table.html", context)


@register.simple_block_tag
def table_head(content: str) -> SafeString:
    """The head of a table, with its columns."""
    return render_to_string("components/table_head.html", {"content": content})


# No template: a role level's page has dozens of columns, and a template takes longer for each.
@register.simple_tag
def column(title: str, *, numeric: bool = False) -> SafeString:
    """The head of a column; numbers stand to the right."""
    classes = (
        "govuk-table__header govuk-table__header--numeric" if numeric else "govuk-table__header"
    )
    return format_html('<th scope="col" class="{}">{}</th>', classes, title)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: template.Context,
    page: Page,
    anchor: str = "",
    others: Sequence[tuple[str, str]] | None = None,
) -> dict[str, Any]:
    """Links to the other pages of a list; nothing where there are none.

    Args:
        context: with the request.
        page: the one that is shown.
        anchor: "#id" of the list, where it does not begin the page.
        others: the parameters that the links keep; all of the request where the page does not say.
    """
    if not page.has_other_pages():
        return {}
    kept = parameters_of(context["request"]) if others is None else others

    def address_of(number: int) -> str:
        return with_query("", [*kept, ("page", number)]) + anchor

    return {
        "previous": address_of(page.number - 1) if page.has_previous() else "",
        "next": address_of(page.number + 1) if page.has_next() else "",
        "links": [
            (number, address_of(number) if isinstance(number, int) else "", number == page.number)
            for number in page_numbers(page)
        ],
    }


def parameters_of(request: HttpRequest) -> list[tuple[str, str]]:
    """What the address says beside the page: each once, and nothing that says nothing."""
    pairs = ((name, value) for name, values in request.GET.lists() for value in values)
    return [(name, value) for name, value in dict.fromkeys(pairs) if value and name != "page"]


@register.inclusion_tag("components/navigation_item.html", takes_context=True)
def navigation_item(
    context: template.Context, text: str, classes: str, *names: str
) -> dict[str, Any]:
    """A link to the first of the named addresses, marked on every page of their sections.

    Args:
        context: with ``here``, the resolved address of the page, where it has one.
        text: of the link.
        classes: what the classes of the item and of its link begin with.
        names: of addresses; those of an app share its section.
    """
    here = context.get("here")
    sections = {name.partition(":")[0] for name in names}
    is_here = here and (here.namespace or here.url_name) in sections
    return {"text": text, "classes": classes, "url": reverse(names[0]), "is_here": is_here}


def page_numbers(page: Page) -> Iterable[int | str]:
    """The page numbers to link from ``page``, an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
