"""Amounts of pay as people write them; what is ambiguous is refused, never guessed."""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from capframe.plans.files.columns import Misread
from grades.plain import POUNDS

# As much as the database's columns hold.
HIGHEST_AMOUNT = Decimal("999999999.99")

CURRENCY_SIGNS = {"£": POUNDS, "€": "EUR"}
PERIOD_WORDS = {
    "year": ("year", "annum", "yr", "annual", "annually", "yearly", "pa", "p.a", "p.a."),
    "day": ("day", "daily", "diem", "pd", "p.d", "p.d."),
    "hour": ("hour", "hourly", "hr", "ph", "p.h", "p.h."),
}
PERIODS_BY_WORD = {word: period for period, words in PERIOD_WORDS.items() for word in words}

SPACES = re.compile(r"\s+")
AMOUNT = re.compile(
    r"""
    (?P<sign> [£€] | (?:GBP|EUR|USD|AUD|CAD|NZD|CHF|SEK|NOK|DKK)\b )? \s*
    (?P<number>
        (?: [0-9]{1,3} (?: ,[0-9]{3} )+ | [0-9]{1,3} (?: \s[0-9]{3} )+ | [0-9]{1,12} )
        (?: \.[0-9]{1,2} )?
    )
    (?P<thousands> k )? \s*
    (?P<period> (?: per \s | an? \s | / \s? )? [a-z.]+ )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# One point and three figures: a thousand in one country, a fraction in another.
THOUSANDS_OR_FRACTION = re.compile(r"[^0-9]*([0-9]{1,3})\.([0-9]{3})(?![0-9])[^0-9]*")
BETWEEN_ENDS = re.compile(r"\s*[-–—]\s*|\s(?:to|and)\s", re.IGNORECASE)
BEFORE_RANGE = re.compile(r"(?:between|from)\s", re.IGNORECASE)
TWO_AMOUNTS = re.compile(r"[0-9].*(?:-|–|—|\bto\b|\band\b).*[0-9]", re.IGNORECASE)
REMEDY = (
    "Write the amount alone, as 52969, £52,969 or £12.45 per hour, and what else the source says "
    "of it in pay_note."
)
NO_PAY = "Write the amount; where the source gives none, leave all cells of the row’s pay blank."


@dataclass(frozen=True, slots=True)
class Amount:
    """What a cell says; of period and currency None where it says none."""

    value: Decimal
    period: str | None = None
    currency: str | None = None


def parse_amount(text: str) -> Amount:
    """The amount that a text means. Raises Misread."""
    tidied = SPACES.sub(" ", text).strip()
    found = AMOUNT.fullmatch(tidied)
    # “K” alone begins no period, and a point and three figures are no pence.
    if not found or THOUSANDS_OR_FRACTION.fullmatch(tidied):
        raise misread(text, tidied)
    value = value_of(found["number"], in_thousands=bool(found["thousands"]))
    period = parse_period(found["period"]) if found["period"] else None
    if value > HIGHEST_AMOUNT or (found["period"] and period is None):
        raise misread(text, tidied)
    return Amount(value, period, parse_currency(found["sign"]) if found["sign"] else None)


def value_of(number: str, *, in_thousands: bool) -> Decimal:
    value = Decimal(number.replace(",", "").replace(" ", ""))
    return (value * 1000 if in_thousands else value).quantize(Decimal("0.01"))


def parse_range(text: str) -> tuple[Amount, Amount] | None:
    """Both ends of a range in one text, such as “£45,000 to £52,000” or “45–52k a year”.

    What only one end says, its period, its currency and that it is in thousands, holds for both.
    None where the text is no range.
    """
    tidied = SPACES.sub(" ", text).strip()
    ends = BETWEEN_ENDS.split(BEFORE_RANGE.sub("", tidied, count=1))
    if len(ends) != 2:
        return None
    with suppress(Misread):
        first, second = map(parse_amount, ends)
        if in_thousands(ends[1]) and not in_thousands(ends[0]) and first.value < 1000:
            first = replace(first, value=first.value * 1000)
        if agree(first, second):
            period, currency = first.period or second.period, first.currency or second.currency
            return Amount(first.value, period, currency), Amount(second.value, period, currency)
    return None


def in_thousands(text: str) -> bool:
    found = AMOUNT.fullmatch(text.strip())
    return found is not None and found["thousands"] is not None


def agree(first: Amount, second: Amount) -> bool:
    """Whether both ends of a range are of one period and currency, as far as they say it."""
    pairs = ((first.period, second.period), (first.currency, second.currency))
    return all(one == other or not (one and other) for one, other in pairs)


def misread(text: str, tidied: str) -> Misread:
    """What is wrong with a text that is no amount."""
    if found := THOUSANDS_OR_FRACTION.fullmatch(tidied):
        whole, rest = found.groups()
        return Misread(
            f"“{text}” can be {whole},{rest} or {whole} and a fraction.",
            f"Write {whole}{rest}, if it is {whole},{rest}.",
        )
    if TWO_AMOUNTS.search(tidied):
        return Misread(
            f"“{text}” is two amounts.",
            "Write the lower one in the column of the minimum, the higher one in that of the "
            "maximum.",
        )
    if tidied.casefold().startswith(("up to", "from ", "over ", "under ", "at least")):
        return Misread(
            f"“{text}” says one end of a range only.",
            "Write the minimum and the maximum as the source has them, each in its column.",
        )
    has_figures = re.search("[0-9]", tidied)
    return Misread(f"“{text}” is not an amount.", REMEDY if has_figures else NO_PAY)


def parse_period(text: str) -> str | None:
    """The period that words such as “per hour” mean, None where they mean none."""
    word = re.sub(r"^(?:per|an?)\s|^/\s?", "", SPACES.sub(" ", text).strip().casefold())
    return PERIODS_BY_WORD.get(word)


def parse_period_cell(text: str) -> str:
    """As above. Raises Misread."""
    period = parse_period(text)
    if period is None:
        raise Misread(f"“{text}” is not a period of pay.", "Write year, day or hour.")
    return period


def parse_currency(text: str) -> str:
    """The three letters of a currency. Raises Misread."""
    currency = CURRENCY_SIGNS.get(text, text.upper())
    if not re.fullmatch("[A-Z]{3}", currency):
        raise Misread(
            f"“{text}” is not a currency.", "Write its three letters, for example GBP or EUR."
        )
    return currency
