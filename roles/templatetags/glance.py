"""The tiles of a comparison at a glance, and where they lead: ``{% load glance %}``.

What they say is written here and not in a template because a page has sixty of them with hundreds
of numbers, and a template takes several times as long for each (``make bench``).
"""

from collections.abc import Container, Iterable
from functools import lru_cache
from html import escape
from urllib.parse import quote

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from capframe.base.addresses import address
from grades.plain import GradePay
from roles.addresses import comparison_address
from roles.compare.bars import Bar
from roles.compare.comparison import Comparison
from roles.compare.glance import Glance
from roles.compare.tiles import SKILLS, Edge, Place, Row, Tile
from roles.compare.words import name_columns

register = template.Library()

ROW = """<tr class="cap-glance__row cap-glance__row--{}">
  <th scope="row">{}</th>
  {}
</tr>
"""
TITLE = '<span dir="auto">{}</span> '
LINKED = '<a class="govuk-link" href="{1}" dir="auto">{0}</a> '
REMARK = '<span class="cap-glance__remark" dir="auto">{}</span>'
TILE = '<td class="{}" colspan="{}" data-label="{}">{}</td>\n'
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
    return f"{address('compare')}{steps_query(references)}{step_query(number, part)}"


@lru_cache(maxsize=500)
def step_query(number: int, part: str) -> str:
    if part == SKILLS:
        return f"&step={number}#competencies"
    return f"&step={number}&section={quote(part)}" if part else f"&step={number}"


# Of one comparison dozens of steps and sections are linked.
@lru_cache(maxsize=50)
def steps_query(references: tuple[str, ...]) -> str:
    return comparison_address(*references, view="steps").removeprefix(address("compare"))


@register.simple_tag
def glance_row(row: Row, glance: Glance, comparison: Comparison) -> SafeString:
    """One thing across the columns: what it is, and its tiles."""
    title = (LINKED if row.url else TITLE).format(escape(row.title), escape(row.url))
    remark = REMARK.format(escape(row.remark)) if row.remark else ""
    starts, width = glance.band_starts, glance.bar_width
    tiles = [
        TILE.format(
            tile_classes(tile, starts),
            len(tile.columns),
            escape(name_columns(tile.columns, glance.names.short)),
            "" if tile.edge is Edge.EMPTY else tile_content(tile, width, comparison),
        )
        for tile in row.tiles
    ]
    html = ROW.format(row.kind, title + remark, "".join(tiles))
    return mark_safe(html)  # noqa: S308 - every text in it is escaped


def tile_classes(tile: Tile, band_starts: Container[int]) -> str:
    """How a tile is drawn: by its edge, and whether it is of one column, or the first of a band."""
    classes = f"cap-glance__tile cap-glance__tile--{tile.edge}"
    if len(tile.columns) == 1:
        classes += " cap-glance__tile--one"
    return f"{classes} cap-glance__band-start" if tile.columns.start in band_starts else classes


def tile_content(tile: Tile, bar_width: int, comparison: Comparison) -> str:
    """What a tile says: of columns that say the same."""
    parts = [
        render_boxes(tile) if tile.boxes else "",
        render_words(tile, comparison),
        bar(tile.bar, bar_width) if tile.bar else "",
        HEADING.format(escape(tile.heading)) if tile.heading else "",
        LINES.format("".join(LINE.format(escape(line)) for line in tile.lines))
        if tile.lines
        else "",
        TEXT.format(escape(tile.text)) if tile.text else "",
        render_pay(tile.links),
    ]
    return SAID.format("".join(parts))


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
