"""The files that a comparison can be downloaded as."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.text import slugify

from roles.compare.comparison import Comparison
from roles.downloads.comparison_csv import comparison_csv
from roles.downloads.comparison_docx import comparison_docx
from roles.downloads.comparison_xlsx import comparison_xlsx

OFFICE = "application/vnd.openxmlformats-officedocument"
LONGEST_NAME = 100


class Format(NamedTuple):
    """How a file is written, and what it says that it is."""

    write: Callable[[Comparison], bytes]
    content_type: str


# By the ending of the file's name, which is also what an address calls it.
FORMATS = {
    "csv": Format(comparison_csv, "text/csv; charset=utf-8"),
    "xlsx": Format(comparison_xlsx, f"{OFFICE}.spreadsheetml.sheet"),
    "docx": Format(comparison_docx, f"{OFFICE}.wordprocessingml.document"),
}


def file_name(comparison: Comparison, ending: str) -> str:
    """What to save the file as: plain letters, named by the first role level and the last one."""
    first, last = comparison.columns[0].reference, comparison.columns[-1].reference
    parts = dict.fromkeys([*first.split("/"), *last.split("/")])  # a role's name once
    name = slugify("-".join(["compare", *parts]))[:LONGEST_NAME].strip("-")
    return f"{name}.{ending}"
