"""How strongly something is asked for and where it is assessed, as the cells of a file say it."""

from collections.abc import Iterator

from django.db.models import TextChoices

from capframe.spreadsheets import names
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from roles.columns import ASSESSED, STRENGTH
from roles.strengths import Assessment, Strength, strength_words


def parse_strength(record: Record, report: Report) -> str:
    """The strength that a row names, empty where it names none."""
    if not record.get(STRENGTH.name):
        return ""  # many rows, and words to list for none of them
    known = [strength_words(strength) for strength in Strength]
    return parse_choice(Strength, known, STRENGTH.name, record, report)


def parse_assessed(record: Record, report: Report) -> str:
    """Where a row says that its skill is assessed, empty where it does not say."""
    return parse_choice(Assessment, [*Assessment.values], ASSESSED.name, record, report)


def parse_choice(
    choices: type[TextChoices], known: list[str], column: str, record: Record, report: Report
) -> str:
    """The choice that a cell names by its value or its label; another text is a fault."""
    text = record.get(column)
    for choice in choices if text else ():
        if names.bare(text) in map(names.bare, (choice.value, choice.label)):
            return str(choice.value)
    if text:
        message = f"The {column} is none that is known."
        report.fault(
            record, column, message, f"Write {'; '.join(quoted(known))}; or leave it blank."
        )
    return ""


def quoted(texts: list[str]) -> Iterator[str]:
    return (f"“{text}”" for text in texts)
