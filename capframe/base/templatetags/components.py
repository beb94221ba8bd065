"""Parts of pages that templates/components draws: ``{% load components %}``."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from capframe.base.addresses import address, with_query
from capframe.base.tables import PICK, column, table, table_head

register = template.Library()
register.simple_block_tag(table)
register.simple_block_tag(table_head)
register.simple_tag(column)

# No templates: a page has dozens of each, and a template takes several times as long.
SUMMARY_ROW = """<div class="govuk-summary-list__row">
  <dt class="govuk-summary-list__key">{}</dt>
  <dd class="govuk-summary-list__value">{}</dd>
</div>"""
NAVIGATION_ITEM = """<li class="{0}__item">
  <a class="{0}__link" href="{1}"{2}>{3}</a>
</li>"""
TICKED = mark_safe(" checked")
HERE = mark_safe(' aria-current="true"')
OPTION = '<option value="{}"{}>{}</option>\n'


@register.simple_block_tag
def summary_row(content: str, key: str) -> SafeString:
    """A row of a summary list: what it is about, and what there is to say of it."""
    return format_html(SUMMARY_ROW, key, content)


@register.simple_tag
def pick(level: Any, title: str, *, is_ticked: bool = False) -> SafeString:
    """A role level to tick, in a form with components/picks.html at its foot.

    Args:
        level: an entry, or what stands for one on a page.
        title: what its link says.
        is_ticked: on a page that repeats what was ticked.
    """
    ticked = TICKED if is_ticked else ""
    url = level.get_absolute_url()
    return format_html(PICK, level.reference, level.full_title, ticked, url, title)


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str = "") -> SafeString:
    """The options of a select.

    Args:
        choices: the value and the title of each.
        chosen: the value of the one that is selected; empty where none is.
    """
    written = (
        OPTION.format(escape(value), " selected" if value == chosen else "", escape(title))
        for value, title in choices
    )
    return mark_safe("".join(written))  # noqa: S308 - every text in it is escaped


@register.simple_tag
def page_range(page: Page) -> str:
    """Which entries of how many a page has: "1 to 100 of 14,000"."""
    return f"{page.start_index():,} to {page.end_index():,} of {page.paginator.count:,}"


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


@register.simple_tag(takes_context=True)
def navigation_item(context: template.Context, text: str, classes: str, *names: str) -> SafeString:
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
    return navigation_link(text, classes, address(names[0]), is_here=bool(is_here))


@lru_cache(maxsize=100)
def navigation_link(text: str, classes: str, url: str, *, is_here: bool) -> SafeString:
    return format_html(NAVIGATION_ITEM, classes, url, HERE if is_here else "", text)


def page_numbers(page: Page) -> Iterable[int | str]:
    """The page numbers to link from ``page``, an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
