"""All grades with their pay, as the rows that an import of grades takes."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from capframe.plans.files.columns import Row, WrittenFields, names_of, spread
from capframe.spreadsheets.names import tidy
from grades.columns import GRADE_COLUMNS, STRUCTURE
from grades.models import Grade, GradeStructure, PayRange

OF_STRUCTURE = WrittenFields(GradeStructure, GRADE_COLUMNS)
OF_GRADE = WrittenFields(Grade, GRADE_COLUMNS)
OF_PAY = WrittenFields(PayRange, GRADE_COLUMNS)


def export_grades(everything: bool, some: QuerySet | None = None) -> Iterator[Row]:
    """One row a pay range; a grade without pay has a row of its own.

    Args:
        everything: makes no difference: readers see all grades.
        some: the grades of which the rows are; None for all.
    """
    structures = {
        values["pk"]: OF_STRUCTURE.cells(values)
        for values in GradeStructure.objects.values("pk", *OF_STRUCTURE.by_lookup)
    }
    names = names_of(STRUCTURE)
    pay = OF_PAY.read(PayRange.objects.all(), "grade", "employer", "location", "valid_from")
    found = Grade.objects.all() if some is None else some
    grades = found.order_by().values("pk", "structure", "title", *OF_GRADE.by_lookup)
    for grade in sorted(grades, key=lambda one: (names[one["structure"]], one["position"])):
        structure = grade["structure"]
        named = {"grade_structure": names[structure], "grade": tidy(grade["title"])}
        once = {**structures.pop(structure, {}), **OF_GRADE.cells(grade)}
        paid = sorted(pay.get(grade["pk"], ()), key=sort_key)
        yield from spread(named, once, (cells for *_, cells in paid))


def sort_key(pay: tuple[Any, ...]) -> tuple[str, str, str]:
    """By employer, location and day; pay without a day comes first."""
    employer, location, day, _ = pay
    return employer, location, str(day or "")
