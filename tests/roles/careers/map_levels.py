"""Plain functions that make the role levels of a career map, without a database."""

from dataclasses import dataclass

from grades.plain import PlainGrade
from roles.careers.career_map import MapGrade, MapLevel, MapRole
from roles.careers.ladders import Rank, rank_of


def grade(position, structure=1):
    names = f"Org {structure}", f"Org {structure}"
    return PlainGrade(f"Grade {position}", "", "/grade/", structure, *names, position)


def heads(*positions, structure=1, **values):
    return [MapGrade(grade(position, structure), **values) for position in positions]


@dataclass(frozen=True)
class LadderLevel:
    """A role level on a ladder; ``name`` tells levels apart that share a place."""

    rank: Rank
    name: str


def level(role, position=None, place=0, *, structure=1, name=""):
    """A level of a role (a number).

    Its place is by its grade where none is given; None where nothing states its role's order.
    """
    place = (position or 1) if place == 0 else place
    at = grade(position, structure) if position else None
    return LadderLevel(rank_of(role, at, place), name)


def map_level(title, at=None, place=1, **values):
    return MapLevel(1, title, f"Role, {title}", f"/{title}/", title, at, place, **values)


def map_role(*levels, title="Role", **values):
    values = {"number": len(levels)} | values
    return MapRole(title=title, slug="role", url="/role/", levels=levels, **values)


def graded_role(*positions, title="Role", **values):
    """A role with a level at each of these grades of structure 1."""
    return map_role(*(map_level(f"L{n}", grade(n), n) for n in positions), title=title, **values)
