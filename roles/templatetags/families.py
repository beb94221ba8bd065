"""The links of job families in a list: ``{% load families %}``.

They are written here and not in a template because home has hundreds of them, and a template takes
several times as long for each (``make bench``).
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from roles.careers.family_overviews import OverviewGroup, OverviewLink

register = template.Library()

GROUP = '<div class="cap-family__group"><dt dir="auto">{}</dt>{}</div>\n'
LINK = '<dd><a class="govuk-link" href="{}" dir="auto">{}</a>{}</dd>\n'
NOTE = ' <span class="cap-family__note">{}</span>'


@register.simple_tag
def overview_groups(groups: Iterable[OverviewGroup]) -> SafeString:
    """The roles of a family under their grades, as the content of a list of descriptions."""
    written = (
        GROUP.format(escape(group.grades), "".join(map(render_link, group.links)))
        for group in groups
    )
    return mark_safe("".join(written))  # noqa: S308 - every text in it is escaped


def render_link(link: OverviewLink) -> str:
    note = NOTE.format(escape(link.note)) if link.note else ""
    return LINK.format(escape(link.address), escape(link.title), note)
