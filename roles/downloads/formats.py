"""The files that a comparison can be downloaded as.

What makes workbooks and Word files is imported with the first that somebody asks for: with
openpyxl and python-docx every process starts slower and holds more.
"""

from collections.abc import Callable

from django.utils.text import slugify

from roles.compare.comparison import Comparison
from roles.compare.words import title_of
from roles.downloads.comparison_csv import comparison_csv

LONGEST_NAME = 100


def comparison_xlsx(comparison: Comparison) -> bytes:
    from roles.downloads import comparison_xlsx

    return comparison_xlsx.comparison_xlsx(comparison)


def comparison_docx(comparison: Comparison) -> bytes:
    from roles.downloads import comparison_docx

    return comparison_docx.comparison_docx(comparison)


# By the ending of the file's name, which is also what an address calls it.
FORMATS: dict[str, Callable[[Comparison], bytes]] = {
    "csv": comparison_csv,
    "xlsx": comparison_xlsx,
    "docx": comparison_docx,
}


def file_name(comparison: Comparison, ending: str) -> str:
    """What to save the file as, in plain letters: how many role levels it compares, and of what."""
    name = slugify(title_of(comparison))[:LONGEST_NAME].strip("-")
    return f"{name}.{ending}"
