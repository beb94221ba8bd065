"""Where the tiles of a comparison at a glance lead: ``{% load glance %}``."""

from django import template

from roles.addresses import comparison_address
from roles.compare.comparison import Comparison
from roles.compare.glance import Glance
from roles.compare.tiles import SKILLS, Place, Tile
from roles.compare.words import name_columns

register = template.Library()


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
    references = (column.reference for column in comparison.columns)
    section = {"section": part} if part and part != SKILLS else {}
    anchor = "#competencies" if part == SKILLS else ""
    address = comparison_address(*references, view="steps", step=str(number), **section)
    return f"{address}{anchor}"


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
