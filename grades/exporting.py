"""All grades with their pay, as the rows that an import of grades takes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from capframe.plans.name_index import names_in_files
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import tidy_text, without_blanks
from grades.models import Grade, GradeStructure, PayRange

Row = dict[str, str]


def export_grades(everything: bool) -> Iterator[Row]:
    """One row a pay range; a grade without pay has a row of its own.

    Args:
        everything: makes no difference: readers see all grades.
    """
    structures, pay = read_first_cells(), read_pay_cells()
    names = names_in_files(GradeStructure.objects.values_list("pk", "title", "slug"))
    grades = Grade.objects.values_list("pk", "structure", "position", "title", "full_title")
    for pk, structure, position, title, full_title in sorted(
        grades, key=lambda grade: (names[grade[1]], grade[2])
    ):
        named = {"grade_structure": names[structure], "grade": tidy(title)}
        about = {"full_title": tidy(full_title), "position": str(position)}
        first = {**structures.pop(structure, {}), **about}
        for paid in pay.get(pk, [{}]):
            yield without_blanks({**named, **first, **paid})
            first = {}


def read_first_cells() -> dict[int, Row]:
    """What the first row of each structure says of it."""
    entries = GradeStructure.objects.values_list("pk", "organisation", "description")
    return {
        pk: {"organisation": tidy(organisation), "structure_description": tidy_text(description)}
        for pk, organisation, description in entries
    }


def read_pay_cells() -> dict[int, list[Row]]:
    """What each grade is paid, by location and day; pay without a day comes first."""
    found = defaultdict(list)
    entries = PayRange.objects.values_list("grade", "location", "valid_from", "minimum", "maximum")
    for grade, location, day, minimum, maximum in sorted(entries, key=location_and_day):
        found[grade].append(
            {
                "location": tidy(location),
                "minimum": str(minimum),
                "maximum": str(maximum),
                "valid_from": day.isoformat() if day else "",
            }
        )
    return found


def location_and_day(pay: tuple[int, str, date | None, int, int]) -> tuple[str, str]:
    return pay[1], pay[2].isoformat() if pay[2] else ""
