"""A role level's grade and pay as plain, frozen objects, and what pages and files say of them."""

from dataclasses import dataclass
from datetime import date

NO_GRADE = "No grade stated"


@dataclass(frozen=True, slots=True)
class PlainGrade:
    """A grade in its structure; only grades of one structure have an order between them."""

    title: str
    full_title: str
    url: str
    structure_pk: int
    structure: str
    position: int

    def __str__(self) -> str:
        return f"{self.title}, {self.structure}"


@dataclass(frozen=True, slots=True)
class Pay:
    """Pounds a year at a location, from a date where the source gives one."""

    location: str
    minimum: int
    maximum: int
    valid_from: date | None

    @property
    def amounts(self) -> str:
        return amounts_of(self.minimum, self.maximum)


def amounts_of(minimum: int, maximum: int) -> str:
    """A pay range in words: “£39,333 to £45,232”."""
    return f"£{minimum:,} to £{maximum:,}"
