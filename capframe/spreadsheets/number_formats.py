"""Numbers and dates of spreadsheets as the texts that a person sees."""

import re
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
ZEROS = re.compile(r"0{2,20}")
# Parts of a number format that are not letters which it adds: colours, currencies, conditions.
NOT_SHOWN = re.compile(r"\[[^\]]*\]|\"[£$€\s]*\"|\\[-\s()£$€.,/]|_.|\*.")
ADDS_LETTERS = re.compile(r'"|\\|%|\?/')
MIDNIGHT = " 00:00:00"
# Written out in full between these powers of ten, as 1.5E+25 beyond.
LARGEST, SMALLEST = 20, -15


def number_text(number: str) -> str:
    """A number as a spreadsheet shows it: to 15 digits, without what binary fractions add.

    Args:
        number: as the file writes it, for example 7.0 or 0.10000000000000001; something that is
            no number comes back as it is.
    """
    if WHOLE.fullmatch(number):
        return "0" if number == "-0" else number
    try:
        exact = Decimal(format(float(number), ".15g"))
    except (ValueError, ArithmeticError):
        return number
    if not exact.is_finite():
        return number
    if not exact:
        return "0"
    return format(exact, "f") if SMALLEST <= exact.adjusted() <= LARGEST else str(exact)


def pad_zeros(number: str, code: str) -> str:
    """A whole number with the zeros that a format such as 00 puts before it."""
    if ZEROS.fullmatch(code) and WHOLE.fullmatch(number):
        sign = "-" if number.startswith("-") else ""
        return sign + number.removeprefix("-").zfill(len(code))
    return number


def is_date(code: str) -> bool:
    """Whether a number format shows dates or times; openpyxl gives None for some."""
    from openpyxl.styles.numbers import is_date_format

    return is_date_format(code) is True


def adds_letters(code: str) -> bool:
    """Whether a number format shows letters or a percentage that the number itself has not."""
    return ADDS_LETTERS.search(NOT_SHOWN.sub("", code.partition(";")[0])) is not None


def date_text(number: str, *, from_1904: bool) -> str:
    """The day or time that a number stands for: 2026-06-07, or 2026-06-07 14:30:00.

    Something that stands for none comes back as it is.
    """
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
    with suppress(ValueError, OverflowError, TypeError):
        moment = from_excel(float(number), epoch)
        if isinstance(moment, datetime):
            return plain_date(moment.isoformat(" ", "seconds"))
        return str(moment)
    return number


def plain_date(iso: str) -> str:
    """A moment as ISO writes it, with a space between day and time, and no time at midnight."""
    return iso.replace("T", " ").removesuffix("Z").removesuffix(MIDNIGHT)
