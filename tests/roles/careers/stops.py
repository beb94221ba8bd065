"""Plain functions that make the stops of a career map, without a database."""

from grades.plain import PlainGrade
from roles.careers.career_map import Stop
from roles.careers.rungs import rank_of


def grade(position, structure=1):
    return PlainGrade(f"Grade {position}", "", "/grade/", structure, f"Org {structure}", position)


def stop(role, position=None, order=1, *, structure=1, name="", title=None):
    """A level of a role (a number); ``name`` tells levels apart that stand equal."""
    at = grade(position, structure) if position else None
    level = f"{structure}-{position}-{order}{name}"
    return Stop(
        title=f"Role {role}, level {level}" if title is None else title,
        url=f"/roles/{role}/{level}/",
        reference=f"{role}/{level}",
        grade=at,
        rank=rank_of(role, at, order),
    )
