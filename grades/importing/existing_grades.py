"""What the catalogue holds of the grade structures that a file names."""

from collections.abc import Collection
from dataclasses import dataclass

from capframe.plans.existing import ExistingEntry, read_existing
from capframe.plans.name_index import Key
from capframe.spreadsheets.names import folded
from grades.models import Grade, GradeStructure, PayRange

# A grade's primary key, the folded employer and location, and the day: what tells a pay range from
# all others.
PayKey = tuple[Key, str, str, str | None]


@dataclass(frozen=True, slots=True)
class ExistingGrades:
    """All structures, and some structures' grades and pay.

    Args:
        structures: by primary key.
        grades: by primary key, the most junior first.
        pay: by what tells a pay range from all others.
    """

    structures: dict[int, ExistingEntry]
    grades: dict[int, ExistingEntry]
    pay: dict[PayKey, ExistingEntry]

    @classmethod
    def read(cls, structures: dict[int, ExistingEntry], named: Collection[int]) -> "ExistingGrades":
        """What stands now in the structures that are named, in two queries."""
        grades = Grade.objects.filter(structure__in=named).order_by("position")
        pay = PayRange.objects.filter(grade__structure__in=named).order_by("pk")
        return cls(
            structures,
            read_existing(grades),
            {pay_key(entry): entry for entry in read_existing(pay).values()},
        )


def read_structures() -> dict[int, ExistingEntry]:
    return read_existing(GradeStructure.objects.order_by("pk"))


def pay_key(entry: ExistingEntry) -> PayKey:
    values = entry.values
    named = folded(values["employer"]), folded(values["location"])
    return values["grade_id"], *named, values["valid_from"]
