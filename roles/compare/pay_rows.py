"""Pay of a comparison’s columns and of a step: each its own, or links to its grade’s."""

from dataclasses import dataclass
from typing import NamedTuple

from grades.plain import GradePay, Pay, shared_remark, unstated_location
from roles.profiles import Profile


class PayCell(NamedTuple):
    """A column's pay: what it is called, and pays; None where no source says.

    Args:
        links: to the pay of its grade, where none is its own.
        text: its amounts, with employer and date where the columns differ in these.
    """

    name: str
    pay: Pay | None
    links: tuple[GradePay, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PayRow:
    """Pay at one location, or without one, or where all that is known is the pay of grades.

    Args:
        location: as it is shown: ``NO_LOCATION`` of pay without one beside what has one; empty
            where there is nothing to say.
        remark: who pays and from when, where that is the same of all of it; empty else.
    """

    location: str
    remark: str
    cells: tuple[PayCell, ...]

    @property
    def label(self) -> str:
        remark = f" ({self.remark})" if self.remark else ""
        return f"{', '.join(filter(None, ('Salary', self.location)))}{remark}"


def pay_rows(columns: tuple[Profile, ...], names: tuple[str, ...]) -> tuple[PayRow, ...]:
    """A row for each location at which any column has pay of its own, as the columns name them.

    Pay without a location has the last row. Where no column has pay, there is one for the links to
    the pay of their grades, if there are any.
    """
    locations = dict.fromkeys(pay.location for column in columns for pay in column.pay)
    if not locations and any(column.grade_pay for column in columns):
        locations = {"": None}
    ordered = sorted(locations, key=lambda location: not location)
    return tuple(pay_row(location, columns, names) for location in ordered)


def pay_row(location: str, columns: tuple[Profile, ...], names: tuple[str, ...]) -> PayRow:
    paid = [{pay.location: pay for pay in column.pay}.get(location) for column in columns]
    remark = shared_remark(pay for pay in paid if pay)
    cells = (
        PayCell(name, pay, column.grade_pay, describe_own(pay, remark) if pay else "")
        for name, pay, column in zip(names, paid, columns, strict=True)
    )
    return PayRow(location or unstated_location_of(columns), remark, tuple(cells))


def unstated_location_of(columns: tuple[Profile, ...]) -> str:
    """What stands for the location of their pay that has none; empty where all has one."""
    every = [pay for column in columns for pay in column.pay]
    lacking = [column for column in columns if not all(pay.location for pay in column.pay)]
    based = next((column.location for column in lacking if column.location), "")
    return unstated_location(every, based) if lacking else ""


def describe_own(pay: Pay, remark: str) -> str:
    return pay.amounts if remark else f"{pay.amounts} ({pay.remark})"


def notes_of(columns: tuple[Profile, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """What the sources say of how pay applies, with who it is said of where not of all pay."""
    paid = [(name, column) for name, column in zip(names, columns, strict=True) if column.pay]
    said: dict[str, list[str]] = {}
    for name, column in paid:
        for note in column.pay_notes:
            said.setdefault(note, []).append(name)
    return tuple(
        note if len(of) == len(paid) else f"{', '.join(of)}: {note}" for note, of in said.items()
    )
