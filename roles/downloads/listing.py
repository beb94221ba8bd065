"""The list of role levels as a file: a row for each, in the order of the page."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from django.db.models import QuerySet

from capframe.spreadsheets.writing import csv_file, xlsx_file
from grades.plain import amounts_by_location
from roles.listed import ListedLevel, list_levels

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
SHARED = ("role", "family", "grade__structure", "source")


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
    # What many levels share is read once for all of a chunk, not made anew for each.
    shared = levels.select_related(None).prefetch_related(*SHARED)
    every = shared.iterator(chunk_size=AT_ONCE)
    while some := list(islice(every, AT_ONCE)):
        for listed in list_levels(some, on, skills):
            yield row_of(listed, site)


def row_of(listed: ListedLevel, site: str) -> dict[str, str]:
    level, grade = listed.level, listed.level.grade
    return {
        "Role": level.role.title,
        "Role level": level.title,
        "Code": level.code,
        "Grade": grade.title if grade else "",
        "Grade structure": grade.structure.title if grade else "",
        "Salary": "\n".join(amounts_by_location(listed.pay_shown, level.location)),
        "Salary stated for": "\n".join(dict.fromkeys(pay.remark for pay in listed.pay_shown)),
        "Location": level.location,
        "Employer": level.employer,
        "Job family": level.family.title,
        "Published by": level.source.publisher,
        "Level required": "\n".join(listed.asked),
        "Page": f"{site}{level.get_absolute_url()}",
    }
