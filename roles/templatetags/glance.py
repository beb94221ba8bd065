"""The tiles of a comparison at a glance, and where they lead: ``{% load glance %}``.

What they say is written here and not in a template because a page has sixty of them with hundreds
of numbers, and a template takes several times as long for each (``make bench``).
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from capframe.base.addresses import address, with_query
from grades.plain import GradePay
from roles.addresses import comparison_address
from roles.compare.bars import Bar
from roles.compare.comparison import Comparison
from roles.compare.glance import Glance
from roles.compare.tiles import SKILLS, Place, Tile
from roles.compare.words import name_columns

register = template.Library()

SAID = '<div class="cap-glance__said">{}</div>'
BOXES = '<svg class="cap-boxes" width="{}" height="10" aria-hidden="true">{}</svg>'
BOX = '<rect x="{}" y="0" width="6" height="10"{}></rect>'
REACHED = ' class="cap-boxes__reached"'
LINK = '<a class="govuk-link{}" href="{}"><span class="govuk-visually-hidden">{}: </span>{}</a>{} '
SALARY = "<strong>{}</strong> {}"
HEADING = '<span class="cap-glance__heading" dir="auto">{}</span>'
LINES = '<span class="cap-glance__lines">{}</span>'
LINE = '<span class="cap-glance__line">{}</span> '
TEXT = '<span class="cap-glance__text" dir="auto">{}</span>'
PAY = ' <a class="govuk-link" href="{}">{}</a>, {} '
BAR = (
    '<svg class="cap-bar" width="{0}" height="14" viewBox="0 -1 {0} 14" '
    'preserveAspectRatio="xMinYMid" aria-hidden="true">{1}</svg>'
)
PART = '<rect class="cap-bar__{}" x="{}" y="0" width="{}" height="12"></rect>'
STRIPES = '<path class="cap-bar__stripes" d="{}"></path>'


@register.simple_tag
def place_address(place: Place, comparison: Comparison) -> str:
    """A step, or one section of it; or the role level's own page at that section."""
    if place.step:
        return step_address(place.step, comparison, place.part)
    url = comparison.columns[place.column].url
    if place.part == SKILLS:
        return f"{url}#skills"
    return f"{url}#section-{place.part}" if place.part else url


@register.simple_tag
def step_address(number: int, comparison: Comparison, part: str = "") -> str:
    references = tuple(column.reference for column in comparison.columns)
    section = [("section", part)] if part and part != SKILLS else []
    anchor = "#competencies" if part == SKILLS else ""
    step = with_query("", [("step", number), *section]).removeprefix("?")
    return f"{address('compare')}{steps_query(references)}&{step}{anchor}"


# Of one comparison dozens of steps and sections are linked.
@lru_cache(maxsize=50)
def steps_query(references: tuple[str, ...]) -> str:
    return comparison_address(*references, view="steps").removeprefix(address("compare"))


@register.filter
def name_span(columns: range, names: tuple[str, ...]) -> str:
    """The names of neighbouring columns: “PAP10 to PAP14”."""
    return name_columns(columns, names)


@register.filter
def tile_classes(tile: Tile, glance: Glance) -> str:
    """How a tile is drawn: by its edge, and whether it is of one column, or the first of a band."""
    classes = ["cap-glance__tile", f"cap-glance__tile--{tile.edge}"]
    if len(tile.columns) == 1:
        classes.append("cap-glance__tile--one")
    if tile.columns.start in glance.band_starts:
        classes.append("cap-glance__band-start")
    return " ".join(classes)


@register.simple_tag
def tile_content(tile: Tile, glance: Glance, comparison: Comparison) -> SafeString:
    """What a tile says: of columns that say the same."""
    parts = [
        render_boxes(tile) if tile.boxes else "",
        render_words(tile, comparison),
        bar(tile.bar, glance.bar_width) if tile.bar else "",
        HEADING.format(escape(tile.heading)) if tile.heading else "",
        LINES.format("".join(LINE.format(escape(line)) for line in tile.lines))
        if tile.lines
        else "",
        TEXT.format(escape(tile.text)) if tile.text else "",
        render_pay(tile.links),
    ]
    return mark_safe(SAID.format("".join(parts)))  # noqa: S308 - every text in it is escaped


def render_boxes(tile: Tile) -> str:
    """A level on its scale: a box for each, those up to it filled."""
    boxes = (BOX.format(left, REACHED if is_reached else "") for left, is_reached in tile.boxes)
    return BOXES.format(tile.boxes_width, "".join(boxes))


def render_words(tile: Tile, comparison: Comparison) -> str:
    words = escape(tile.words)
    if tile.leads_to:
        change = " cap-glance__change" if tile.is_change else ""
        url = escape(place_address(tile.leads_to, comparison))
        return LINK.format(change, url, escape(tile.spoken), words, escape(tile.more))
    if tile.salary:
        drawn = render_to_string("components/salary_bar.html", {"bar": tile.salary})
        return SALARY.format(words, drawn)
    return f"{words} "


def render_pay(links: Iterable[GradePay]) -> str:
    return "".join(
        PAY.format(escape(link.url), escape(link.text), escape(link.when)) for link in links
    )


@register.simple_tag
def bar(bar: Bar, width: int = 0) -> SafeString:
    """How many statements are the same, changed, new and not stated; words beside it say the same.

    Args:
        bar: the numbers, drawn.
        width: of the longest bar beside it, where they shrink together; else it is as wide as long.
    """
    parts = (
        PART.format(part.kind, part.left, part.width)
        + (STRIPES.format(part.stripes) if part.stripes else "")
        for part in bar.parts
    )
    return mark_safe(BAR.format(width or bar.width, "".join(parts)))  # noqa: S308 - only numbers
