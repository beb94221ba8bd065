"""What the pages of search load: ``{% load search %}``.

Results are written here and not in a template because one may name hundreds of places, and a
template takes several times as long for each (``make bench``).
"""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from capframe.base.addresses import with_query
from capframe.search.repeats import Repeat
from capframe.search.results import Result

register = template.Library()

TITLE = '<h3 class="cap-entries__title">{}</h3>'
LINK = '<a class="govuk-link" href="{}" dir="auto">{}</a>'
TEXT = '<span dir="auto">{}</span>'
DETAIL = '<p class="cap-entries__facts" dir="auto">{}</p>'
EXCERPT = '<p class="govuk-body" dir="auto">{}</p>'
PLACES = '<ul class="cap-entries__links">{}</ul>'
PLACE = '<li dir="auto"><a class="govuk-link" href="{}">{}{}</a></li>'
ROLE = '<span class="govuk-visually-hidden">{}, </span>'
# More places than these are folded away.
MOST_PLACES = 5
FOLDED = (
    '<details class="govuk-details"><summary class="govuk-details__summary">'
    '<span class="govuk-details__summary-text">{} places where it stands</span>'
    '</summary><div class="govuk-details__text">{}</div></details>'
)


@register.simple_tag
def search_address(text: str, kind: str = "") -> str:
    """The results for these words, of one kind or of every kind, from a page of results."""
    return with_query("", [("q", text), *([("kind", kind)] if kind else [])])


@register.simple_tag
def result_text(result: Result) -> SafeString:
    """A result: its title, which leads to it, what tells it from others, and an excerpt."""
    title = TEXT.format(result.title) if result.repeat else make_link(result)
    excerpt = EXCERPT.format(result.excerpt) if result.excerpt else ""
    places = render_places(result.repeat) if result.repeat else ""
    html = TITLE.format(title) + DETAIL.format(result.detail) + excerpt + places
    return mark_safe(html)  # noqa: S308 - every text in it is escaped


def make_link(result: Result) -> str:
    return LINK.format(escape(result.url), result.title)


def render_places(repeat: Repeat) -> str:
    """Where one statement stands word for word."""
    role = ROLE.format(escape(repeat.role)) if repeat.role else ""
    places = PLACES.format(
        "".join(
            PLACE.format(escape(level.url), role, escape(level.title)) for level in repeat.levels
        )
    )
    number = len(repeat.levels)
    return FOLDED.format(number, places) if number > MOST_PLACES else places
