"""What the catalogue holds of the grade structures that a file names."""

from collections.abc import Collection
from dataclasses import dataclass

from capframe.plans.builder import Held, held
from capframe.plans.name_index import Key
from capframe.spreadsheets.names import folded
from grades.models import Grade, GradeStructure, PayRange

# A grade's primary key, the folded location and the day: what tells a pay range from all others.
PayKey = tuple[Key, str, str | None]


@dataclass(frozen=True, slots=True)
class Today:
    """All structures, and some structures' grades and pay.

    Args:
        structures: by primary key.
        grades: by primary key, the most junior first.
        pay: by what tells a pay range from all others.
    """

    structures: dict[int, Held]
    grades: dict[int, Held]
    pay: dict[PayKey, Held]

    @classmethod
    def of(cls, structures: dict[int, Held], named: Collection[int]) -> "Today":
        """What the catalogue holds now of the structures that are named, in two queries."""
        grades = Grade.objects.filter(structure__in=named).order_by("position")
        pay = PayRange.objects.filter(grade__structure__in=named).order_by("pk")
        return cls(structures, held(grades), {pay_key(e): e for e in held(pay).values()})


def structures_today() -> dict[int, Held]:
    """All structures by primary key, in one query."""
    return held(GradeStructure.objects.order_by("pk"))


def pay_key(entry: Held) -> PayKey:
    """What tells a pay range that is there from all others."""
    values = entry.values
    return values["grade_id"], folded(values["location"]), values["valid_from"]
