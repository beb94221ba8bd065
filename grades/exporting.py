"""All grades with their pay, as the rows that an import of grades takes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from capframe.plans.name_index import NameIndex
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import plain
from grades.models import Grade, GradeStructure, PayRange

Row = dict[str, str]


def rows(everything: bool) -> Iterator[Row]:
    """One row a pay range; a grade without pay has a row of its own.

    Args:
        everything: makes no difference: readers see all grades.
    """
    structures, pay = structures_first(), pay_by_grade()
    known = NameIndex(GradeStructure.objects.values_list("pk", "title", "slug"))
    written = {key: known.name_in_files(key) for key in known.titles}
    grades = Grade.objects.values_list("pk", "structure", "position", "title", "full_title")
    for pk, structure, position, title, full_title in sorted(
        grades, key=lambda grade: (written[grade[1]], grade[2])
    ):
        named = {"grade_structure": written[structure], "grade": tidy(title)}
        about = {"full_title": tidy(full_title), "position": str(position)}
        first = {**structures.pop(structure, {}), **about}
        for paid in pay.get(pk, [{}]):
            yield {name: text for name, text in {**named, **first, **paid}.items() if text}
            first = {}


def structures_first() -> dict[int, Row]:
    """What the first row of each structure says of it."""
    entries = GradeStructure.objects.values_list("pk", "organisation", "description")
    return {
        pk: {"organisation": tidy(organisation), "structure_description": plain(description)}
        for pk, organisation, description in entries
    }


def pay_by_grade() -> dict[int, list[Row]]:
    """What each grade is paid, by location and day; pay without a day comes first."""
    found = defaultdict(list)
    entries = PayRange.objects.values_list("grade", "location", "valid_from", "minimum", "maximum")
    for grade, location, day, minimum, maximum in sorted(entries, key=place_and_day):
        found[grade].append(
            {
                "location": tidy(location),
                "minimum": str(minimum),
                "maximum": str(maximum),
                "valid_from": day.isoformat() if day else "",
            }
        )
    return found


def place_and_day(pay: tuple[int, str, date | None, int, int]) -> tuple[str, str]:
    """What pay is sorted by."""
    return pay[1], pay[2].isoformat() if pay[2] else ""
