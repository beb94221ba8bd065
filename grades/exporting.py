"""All grades with their pay, as the rows that an import of grades takes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from capframe.plans.files.columns import WrittenFields, names_of
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import without_blanks
from grades.columns import GRADE_COLUMNS, STRUCTURE
from grades.models import Grade, GradeStructure, PayRange

Row = dict[str, str]


def export_grades(everything: bool, some: QuerySet | None = None) -> Iterator[Row]:
    """One row a pay range; a grade without pay has a row of its own.

    Args:
        everything: makes no difference: readers see all grades.
        some: the grades of which the rows are; None for all.
    """
    of_structure = WrittenFields(GradeStructure, GRADE_COLUMNS)
    of_grade = WrittenFields(Grade, GRADE_COLUMNS)
    structures = {
        values["pk"]: of_structure.cells(values)
        for values in GradeStructure.objects.values("pk", *of_structure.by_lookup)
    }
    names, pay = names_of(STRUCTURE), read_pay_cells()
    found = Grade.objects.all() if some is None else some
    grades = found.order_by().values("pk", "structure", "title", *of_grade.by_lookup)
    for grade in sorted(grades, key=lambda one: (names[one["structure"]], one["position"])):
        structure = grade["structure"]
        named = {"grade_structure": names[structure], "grade": tidy(grade["title"])}
        first = {**structures.pop(structure, {}), **of_grade.cells(grade)}
        for paid in pay.get(grade["pk"], [{}]):
            yield without_blanks({**named, **first, **paid})
            first = {}


def read_pay_cells() -> dict[int, list[Row]]:
    """What each grade is paid, by employer, location and day; pay without a day comes first."""
    found, of_pay = defaultdict(list), WrittenFields(PayRange, GRADE_COLUMNS)
    for pay in sorted(PayRange.objects.values("grade", *of_pay.by_lookup), key=sort_key):
        found[pay["grade"]].append(of_pay.cells(pay))
    return found


def sort_key(pay: Mapping[str, Any]) -> tuple[str, str, str]:
    return pay["employer"], pay["location"], str(pay["valid_from"] or "")
