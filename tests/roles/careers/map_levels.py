"""Plain functions that make the role levels of a career map, without a database."""

from grades.plain import PlainGrade
from roles.careers.career_map import MapLevel
from roles.careers.ladders import rank_of


def grade(position, structure=1):
    return PlainGrade(f"Grade {position}", "", "/grade/", structure, f"Org {structure}", position)


def level(role, position=None, order=1, *, structure=1, name="", title=None):
    """A level of a role (a number); ``name`` tells levels apart that stand equal."""
    at = grade(position, structure) if position else None
    slug = f"{structure}-{position}-{order}{name}"
    return MapLevel(
        title=f"Role {role}, level {slug}" if title is None else title,
        url=f"/roles/{role}/{slug}/",
        reference=f"{role}/{slug}",
        grade=at,
        rank=rank_of(role, at, order),
    )
