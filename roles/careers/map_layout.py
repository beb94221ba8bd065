"""Which column or row of a career map each role stands in, and where its arrows lead."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from grades.plain import NO_GRADE, PlainGrade, band_titles
from roles.careers.career_map import (
    FEWEST_COLUMNS,
    MOST_COLUMNS,
    CareerMap,
    MapBand,
    MapCell,
    MapColumn,
    MapGrade,
    MapRole,
    MapRow,
    columns_for,
)

SEVERAL_OR_NO_GRADES = "Grades of several organisations, or none"


def career_map_of(roles: Iterable[MapRole], grades: Sequence[MapGrade]) -> CareerMap:
    """The map of these roles.

    Args:
        roles: in the order in which those of one grade, or of none, stand.
        grades: all at which the family has role levels, in order, structure by structure.
    """
    by_structure: dict[int | None, list[MapRole]] = {}
    for role in roles:
        by_structure.setdefault(role.structure.pk if role.structure else None, []).append(role)
    titles = band_titles(one.grade.structure_names for one in grades)
    bands = [
        band_of(titles[pk], by_structure[pk], tuple(heads))
        for pk, heads in groupby(grades, lambda one: one.grade.structure_pk)
        if pk in by_structure
    ]
    if None in by_structure:
        others = by_structure[None]
        graded = any(level.grade for role in others for level in role.levels)
        bands.append(band_of(SEVERAL_OR_NO_GRADES if graded else NO_GRADE, others, ()))
    return CareerMap(tuple(bands))


def band_of(title: str, roles: Sequence[MapRole], heads: tuple[MapGrade, ...]) -> MapBand:
    alone = tuple(role for role in roles if role.number == 1)
    several = [role for role in roles if role.number > 1]
    rows = tuple(row_of(role, heads) for role in several)
    if not heads:
        return MapBand(title, False, (), alone, rows)
    columns = columns_of(heads, alone) if alone or len(rows) > 1 else ()
    return MapBand(title, True, columns, (), rows)


def columns_of(heads: Iterable[MapGrade], roles: Collection[MapRole]) -> tuple[MapColumn, ...]:
    at: dict[PlainGrade | None, list[MapRole]] = {}
    for role in roles:
        at.setdefault(role.levels[0].grade, []).append(role)
    return tuple(MapColumn(head, tuple(at.get(head.grade, ()))) for head in heads)


def row_of(role: MapRole, heads: Sequence[MapGrade]) -> MapRow:
    """A role of several levels, below the heads of their grades where these fit beside each other.

    Without an order each level is a box by itself, three beside each other.
    """
    if not role.is_ordered:
        return MapRow(role, tuple(MapCell((level,)) for level in role.levels), FEWEST_COLUMNS)
    shared = [tuple(same) for _, same in groupby(role.levels, lambda level: level.place)]
    cells = [MapCell(same, leads_on=same is not shared[-1]) for same in shared]
    at = {cell.levels[0].grade: cell for cell in cells}
    if len(heads) <= MOST_COLUMNS and len(at) == len(cells):
        cells = aligned(at, [head.grade for head in heads]) or cells
        return MapRow(role, tuple(cells), columns_for(len(heads) or len(cells)))
    return MapRow(role, tuple(cells), columns_for(len(cells)))


def aligned(at: dict[PlainGrade | None, MapCell], grades: Sequence[PlainGrade]) -> list[MapCell]:
    """A cell for each grade up to the last one that the role has a level at.

    An arrow runs through those that it passes by.
    """
    cells: list[MapCell] = []
    for grade in grades:
        begun = bool(cells) and cells[-1].leads_on
        cells.append(at.get(grade) or MapCell(leads_on=begun))
    while cells and not cells[-1].levels:
        cells.pop()
    return cells
