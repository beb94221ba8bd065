"""All grades with their pay, as the rows that an import of grades takes."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from capframe.base.aliases import tidy_aliases
from capframe.plans.name_index import names_in_files
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import tidy_text, without_blanks
from grades.models import Grade, GradeStructure, PayRange
from grades.plain import WHOLE

Row = dict[str, str]


def export_grades(everything: bool) -> Iterator[Row]:
    """One row a pay range; a grade without pay has a row of its own.

    Args:
        everything: makes no difference: readers see all grades.
    """
    structures, pay = read_first_cells(), read_pay_cells()
    names = names_in_files(GradeStructure.objects.values_list("pk", "title", "slug"))
    columns = ("pk", "structure", "position", "title", "full_title", "aliases")
    grades = Grade.objects.values_list(*columns)
    for pk, structure, position, title, full_title, aliases in sorted(
        grades, key=lambda grade: (names[grade[1]], grade[2])
    ):
        named = {"grade_structure": names[structure], "grade": tidy(title)}
        about = {"full_title": tidy(full_title), "position": str(position)}
        about["aliases"] = tidy_aliases(aliases)
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
    """What each grade is paid, by employer, location and day; pay without a day comes first."""
    found = defaultdict(list)
    for pay in sorted(PayRange.objects.all(), key=employer_location_and_day):
        found[pay.grade_id].append(
            {
                "employer": tidy(pay.employer),
                "location": tidy(pay.location),
                "minimum": amount_in_file(pay.minimum),
                "maximum": amount_in_file(pay.maximum),
                "period": pay.period,
                "currency": pay.currency,
                "valid_from": day_in_file(pay),
                "pay_note": tidy_text(pay.note),
            }
        )
    return found


def employer_location_and_day(pay: PayRange) -> tuple[str, str, str]:
    return pay.employer, pay.location, day_in_file(pay)


def amount_in_file(amount: Decimal) -> str:
    return f"{amount:.2f}".removesuffix(WHOLE)


def day_in_file(pay: PayRange) -> str:
    return pay.valid_from.isoformat() if pay.valid_from else ""
