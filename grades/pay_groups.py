"""A grade's pay as its page lists it: by employer, and apart what is paid for other periods."""

from collections.abc import Iterable
from dataclasses import dataclass

from capframe.spreadsheets.names import folded
from grades.models import PayRange
from grades.plain import NO_EMPLOYER, NO_LOCATION, PERIODS


@dataclass(frozen=True, slots=True)
class PayGroup:
    """What one employer pays for one period."""

    employer: str
    period: str
    ranges: tuple[PayRange, ...]

    @property
    def title(self) -> str:
        return self.employer or NO_EMPLOYER.capitalize()

    @property
    def what(self) -> str:
        """“salary”; of another period than a year “pay an hour”."""
        return "salary" if self.period == "year" else f"pay {PERIODS[self.period]}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the source says of how it applies: once what it says of all."""
        said = dict.fromkeys((one.note, one.location) for one in self.ranges if one.note)
        notes = {note for note, _ in said}
        if len(notes) == 1 and all(one.note for one in self.ranges):
            return tuple(notes)
        if not any(one.location for one in self.ranges):
            return tuple(notes)
        return tuple(f"{location or NO_LOCATION.capitalize()}: {note}" for note, location in said)


def group_pay(ranges: Iterable[PayRange]) -> list[PayGroup]:
    """The groups in the order in which their first ranges come."""
    groups: dict[tuple[str, str], list[PayRange]] = {}
    for one in ranges:
        groups.setdefault((folded(one.employer), one.period), []).append(one)
    return [PayGroup(same[0].employer, same[0].period, tuple(same)) for same in groups.values()]
