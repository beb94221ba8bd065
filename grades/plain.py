"""A role level's grade and pay as plain, frozen objects, and what pages and files say of them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from capframe.spreadsheets.names import folded

NO_GRADE = "No grade stated"
NO_EMPLOYER = "employer not stated"
NO_DATE = "date not stated"
NO_LOCATION = "location not stated"
PERIODS = {"year": "a year", "day": "a day", "hour": "an hour"}
POUNDS = "GBP"
WHOLE = ".00"

# In brackets stands what more is said of a place, or which one it is not.
IN_BRACKETS = re.compile(r"\([^)]*\)")
# What stands between two places. “London and the South East” is one: London and what is around it.
SEVERAL_PLACES = re.compile(
    r"""
    [/,;&+\n] | \bor\b | \bflexible\b | \bvarious\b | \bany\b | \bmultiple\b
    | \band\b (?! \s the \s (?:north|south|east|west|midlands|home\scounties|surrounding)\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)


class StructureNames(NamedTuple):
    """What a grade structure is called, and whose it is; nothing orders two of them."""

    pk: int
    organisation: str
    title: str


@dataclass(frozen=True, slots=True)
class PlainGrade:
    """A grade in its structure; only grades of one structure have an order between them."""

    title: str
    full_title: str
    url: str
    structure_pk: int
    structure: str
    organisation: str
    position: int

    def __str__(self) -> str:
        return f"{self.title}, {self.structure}"

    @property
    def structure_names(self) -> StructureNames:
        return StructureNames(self.structure_pk, self.organisation, self.structure)


def band_titles(structures: Iterable[StructureNames]) -> dict[int, str]:
    """What stands over what has grades of each structure: the organisation whose grades they are.

    Where an organisation has two of these structures, the structure's title as well.
    """
    found = set(structures)
    organisations = Counter(one.organisation for one in found)
    return {
        one.pk: f"{one.organisation}: {one.title}"
        if organisations[one.organisation] > 1
        else one.organisation
        for one in found
    }


def grade_ranges(grades: Iterable[PlainGrade]) -> Iterator[str]:
    """The lowest and the highest grade of each structure: “SEO to Grade 6, Civil Service”.

    The grades come in order, structure by structure.
    """
    by_structure: dict[int, list[PlainGrade]] = {}
    for grade in grades:
        by_structure.setdefault(grade.structure_pk, []).append(grade)
    titles = band_titles(those[0].structure_names for those in by_structure.values())
    for pk, those in by_structure.items():
        yield f"{grade_range(those)}, {titles[pk]}"


def grade_range(grades: Sequence[PlainGrade]) -> str:
    """From the first to the last of some grades: “SEO to Grade 6”; one by its title."""
    lowest, highest = grades[0].title, grades[-1].title
    return lowest if lowest == highest else f"{lowest} to {highest}"


@dataclass(frozen=True, slots=True)
class Pay:
    """What an employer pays at a location, from a date where the source gives one.

    Args:
        employer: empty where no source says it; then it is nobody's own pay.
        location: empty where no source says it; then it is no location's pay, nor that of all.
        period: what it is paid for: a key of ``PERIODS``.
        currency: three letters.
        note: what the source says of how it applies.
    """

    employer: str
    location: str
    minimum: Decimal
    maximum: Decimal
    valid_from: date | None
    period: str = "year"
    currency: str = POUNDS
    note: str = ""

    @property
    def amounts(self) -> str:
        return amounts_of(self.minimum, self.maximum, self.period, self.currency)

    @property
    def remark(self) -> str:
        """Who pays it, and from when: “Home Office, date not stated”."""
        return f"{self.employer or NO_EMPLOYER}, {date_in_words(self.valid_from)}"

    @property
    def unit(self) -> tuple[str, str]:
        """Only amounts of one unit can be compared or counted together."""
        return self.period, self.currency


@dataclass(frozen=True, slots=True)
class GradePay:
    """A link to the pay of a grade, which is not known to be that of a role level at it."""

    text: str
    url: str
    when: str

    def __str__(self) -> str:
        return f"{self.text} ({self.when})"


def amounts_of(minimum: Decimal, maximum: Decimal, period: str, currency: str) -> str:
    """A pay range in words: “£39,333 to £45,232 a year”, “£12.45 an hour”."""
    least, most = money(minimum, currency), money(maximum, currency)
    return f"{least if least == most else f'{least} to {most}'} {PERIODS[period]}"


def money(amount: Decimal, currency: str = POUNDS) -> str:
    """An amount with thousands set apart, and pence only where there are some: “£52,969”."""
    number = f"{amount:,.2f}".removesuffix(WHOLE)
    return f"£{number}" if currency == POUNDS else f"{currency} {number}"


def date_in_words(day: date | None) -> str:
    """From when pay holds: “from 1 April 2026”."""
    return f"from {day.day} {day:%B %Y}" if day else NO_DATE


def same_employer(one: str, other: str) -> bool:
    """Whether both are named and the same; what no source says is never the same."""
    return bool(folded(one)) and folded(one) == folded(other)


def own_pay(pay: Iterable[Pay], employer: str) -> tuple[Pay, ...]:
    """Of a grade's pay that of a role level with this employer."""
    return tuple(one for one in pay if same_employer(one.employer, employer))


def grade_pay(grade: PlainGrade, pay: Iterable[Pay]) -> tuple[GradePay, ...]:
    """Links to a grade's pay, one for each employer."""
    by_employer: dict[str, list[Pay]] = {}
    for one in pay:
        by_employer.setdefault(folded(one.employer), []).append(one)
    return tuple(
        GradePay(
            f"Salary of {grade.title} at {employer}"
            if (employer := same[0].employer)
            else f"Salary of {grade.title}, {NO_EMPLOYER}",
            f"{grade.url}#pay",
            " and ".join(dict.fromkeys(date_in_words(one.valid_from) for one in same)),
        )
        for same in sorted(by_employer.values(), key=lambda same: not same[0].employer)
    )


def unstated_location(pay: Iterable[Pay], based: str = "") -> str:
    """What stands for the location of pay that has none; empty where other pay has none either.

    Args:
        pay: what stands together.
        based: where the role level is based whose pay it is: no reader is to take it for pay there.
    """
    return NO_LOCATION if based or any(one.location for one in pay) else ""


def amounts_by_location(pay: Iterable[Pay], based: str = "") -> list[str]:
    """“London: £30,000 to £40,000 a year” for each; arguments as of ``unstated_location``."""
    pay = tuple(pay)
    unstated = unstated_location(pay, based).capitalize()
    places = (one.location or unstated for one in pay)
    return [
        f"{place}: {one.amounts}" if place else one.amounts
        for one, place in zip(pay, places, strict=True)
    ]


def shared_remark(pay: Iterable[Pay]) -> str:
    """Who pays and from when, where that is the same of all of it; empty where it differs."""
    remarks = {one.remark for one in pay}
    return remarks.pop() if len(remarks) == 1 else ""


def pay_here(pay: Sequence[Pay], location: str) -> Pay | None:
    """The pay of the one place that a location names, None where it names several or another.

    A place counts as a whole word: Londonderry is not London.
    """
    place = IN_BRACKETS.sub(" ", location)
    if SEVERAL_PLACES.search(place.strip()):
        return None
    named = [one for one in pay if names_place(place, one.location)]
    inner = {a.location for a in named for b in named if a is not b and within(a, b)}
    found = [one for one in named if one.location not in inner]
    return found[0] if len(found) == 1 else None


def within(one: Pay, other: Pay) -> bool:
    """Whether a place's name stands in another's, as London in Outer London."""
    return one.location != other.location and names_place(other.location, one.location)


def names_place(text: str, place: str) -> bool:
    """Whether the place stands in the text as a whole word; one that is not stated never does."""
    found = place and re.search(rf"(?<!\w){re.escape(place)}(?!\w)", text, re.IGNORECASE)
    return bool(found)
