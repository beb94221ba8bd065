"""The facts of role levels side by side: grade, family, employer, salary, qualifications, source.

Plain, frozen objects. Neighbours of which the same is said share a cell.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from roles.compare.comparison import Comparison
from roles.compare.pay_rows import PayCell
from roles.profiles import Profile


class Part(NamedTuple):
    """Words of a fact, linked where there is an address, and what follows the link."""

    text: str
    url: str = ""
    rest: str = ""


# What is said of one column.
Fact = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FactCell:
    """What is said of neighbouring columns alike; nothing, of those that say nothing.

    Args:
        columns: their numbers, counted from 0.
    """

    fact: Fact
    columns: range


@dataclass(frozen=True, slots=True)
class FactRow:
    label: str
    cells: tuple[FactCell, ...]


def fact_rows(comparison: Comparison) -> tuple[FactRow, ...]:
    """A row for each fact that is stated of any column."""
    facts = ((label, tuple(those)) for label, those in facts_of(comparison))
    return tuple(FactRow(label, tuple(cells_of(those))) for label, those in facts if any(those))


def facts_of(comparison: Comparison) -> Iterator[tuple[str, Iterable[Fact]]]:
    """What each fact is called, and what is said of each column."""
    columns = comparison.columns
    yield "Grade", map(grade_of, columns)
    yield "Job family", (linked(column.family, column.family_url) for column in columns)
    yield "Employer", (linked(column.employer) for column in columns)
    for row in comparison.pay:
        yield row.label, map(pay_of, row.cells)
    if comparison.has_qualifications:
        yield "Qualifications", (linked(column.qualifications_in_words) for column in columns)
    yield "Location", (linked(column.location) for column in columns)
    yield "Source", (linked(column.source.title, column.source.url) for column in columns)


def linked(text: str, url: str = "") -> Fact:
    return (Part(text, url),) if text else ()


def grade_of(column: Profile) -> Fact:
    grade = column.grade
    return (Part(grade.title, grade.url, f", {grade.structure}"),) if grade else ()


def pay_of(cell: PayCell) -> Fact:
    """Its own pay, or the links to that of its grade."""
    if cell.text:
        return linked(cell.text)
    return tuple(Part(link.text, link.url, f", {link.when}") for link in cell.links)


def cells_of(facts: Iterable[Fact]) -> Iterator[FactCell]:
    for fact, run in groupby(enumerate(facts), key=lambda one: one[1]):
        numbers = [number for number, _ in run]
        yield FactCell(fact, range(numbers[0], numbers[-1] + 1))
