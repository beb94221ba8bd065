"""Days as people write them; what is ambiguous is refused, never guessed."""

import re
from datetime import date

from capframe.plans.files.columns import Misread

ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
SLASHES = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")


def parse_day(text: str) -> date:
    """The day that a text means. Raises Misread, also where day and month could be each other."""
    remedy = "Write the year, the month and the day: 2026-04-01 for 1 April 2026."
    if found := ISO.fullmatch(text):
        days = calendar_days([(found[1], found[2], found[3])])
    elif found := SLASHES.fullmatch(text):
        first, second, year = found.groups()
        days = calendar_days([(year, second, first), (year, first, second)])
    else:
        raise Misread(f"“{text}” is not a day.", remedy)
    if len(days) == 2:
        written = " or ".join(f"{day.isoformat()} for {day_in_words(day)}" for day in days)
        raise Misread(f"“{text}” can be two days.", f"Write {written}.")
    if not days:
        raise Misread(f"“{text}” is not a day of the calendar.", remedy)
    return days[0]


def calendar_days(parts: list[tuple[str, str, str]]) -> list[date]:
    """The days that these years, months and days are, each once, but for those that are none."""
    days: dict[date, None] = {}
    for year, month, day in parts:
        try:
            days[date(int(year), int(month), int(day))] = None
        except ValueError:
            continue
    return list(days)


def day_in_words(day: date) -> str:
    """For example 1 April 2026."""
    return f"{day.day} {day:%B %Y}"
