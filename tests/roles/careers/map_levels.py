"""Plain functions that make the role levels of a career map, without a database."""

from grades.plain import PlainGrade
from roles.careers.career_map import MapLevel
from roles.careers.ladders import rank_of


def grade(position, structure=1):
    names = f"Org {structure}", f"Org {structure}"
    return PlainGrade(f"Grade {position}", "", "/grade/", structure, *names, position)


def level(role, position=None, place=0, *, structure=1, name="", title=None):
    """A level of a role (a number); ``name`` tells levels apart that share a place.

    Its place is by its grade where none is given; None where nothing states its role's order.
    """
    place = (position or 1) if place == 0 else place
    at = grade(position, structure) if position else None
    slug = f"{structure}-{position}-{place}{name}"
    return MapLevel(
        title=f"Role {role}, level {slug}" if title is None else title,
        url=f"/roles/{role}/{slug}/",
        reference=f"{role}/{slug}",
        role=f"Role {role}",
        grade=at,
        rank=rank_of(role, at, place),
    )
