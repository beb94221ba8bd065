"""The files that a comparison can be downloaded as."""

from collections.abc import Callable

from django.utils.text import slugify

from roles.compare.comparison import Comparison
from roles.compare.words import title_of
from roles.downloads.comparison_csv import comparison_csv
from roles.downloads.comparison_docx import comparison_docx
from roles.downloads.comparison_xlsx import comparison_xlsx

LONGEST_NAME = 100


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
