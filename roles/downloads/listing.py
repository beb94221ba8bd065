"""The list of role levels as a file: a row for each, in the order of the page."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from django.db.models import QuerySet

from capframe.spreadsheets.writing import csv_file, xlsx_file
from grades.plain import amounts_by_location
from roles.listed import LISTED, ListedLevel, list_levels

COLUMNS = (
    "Role",
    "Role level",
    "Code",
    "Grade",
    "Grade structure",
    "Salary",
    "Salary stated for",
    "Location",
    "Employer",
    "Job family",
    "Published by",
    "Level required",
    "Page",
)
# By the ending of the file's name, which is also what an address calls it.
LIST_FORMATS: dict[str, Callable[..., bytes]] = {"csv": csv_file, "xlsx": xlsx_file}
AT_ONCE = 500


def list_file(levels: QuerySet, ending: str, *, on: date, skills: list[str], site: str) -> bytes:
    """The file.

    Args:
        levels: filtered and sorted.
        ending: a key of ``LIST_FORMATS``.
        on: the day whose pay they have.
        skills: the values that were filtered by; without any there is no column for them.
        site: what stands before the addresses of pages, for example “https://example.org”.
    """
    columns = [name for name in COLUMNS if skills or name != "Level required"]
    return LIST_FORMATS[ending](columns, rows_of(levels, on, skills, site))


def rows_of(levels: QuerySet, on: date, skills: list[str], site: str) -> Iterator[dict[str, str]]:
    every = levels.values_list(*LISTED, named=True).iterator(chunk_size=AT_ONCE)
    while some := list(islice(every, AT_ONCE)):
        for listed in list_levels(some, on, skills):
            yield row_of(listed, site)


def row_of(listed: ListedLevel, site: str) -> dict[str, str]:
    grade = listed.grade
    return {
        "Role": listed.role,
        "Role level": listed.level_title,
        "Code": listed.code,
        "Grade": grade.title if grade else "",
        "Grade structure": grade.structure if grade else "",
        "Salary": "\n".join(amounts_by_location(listed.pay_shown, listed.location)),
        "Salary stated for": "\n".join(dict.fromkeys(pay.remark for pay in listed.pay_shown)),
        "Location": listed.location,
        "Employer": listed.employer,
        "Job family": listed.family,
        "Published by": listed.publisher,
        "Level required": "\n".join(listed.asked),
        "Page": f"{site}{listed.url}",
    }
