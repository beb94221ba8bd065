"""Values of a column that an import is to make: something new, with its place among the others."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from capframe.plans.files.questions import Option

# What an answer begins with that says so; the address of a whole and a place there follow.
NEW = "new:"


def is_new(answer: Any) -> bool:
    return isinstance(answer, str) and answer.startswith(NEW)


def join_new(whole: str, place: int) -> str:
    """The answer that a value is something new of a whole, at a place there."""
    return f"{NEW}{whole}/{place}"


def split_new(answer: str) -> tuple[str, str]:
    """The address of the whole that such an answer names, and the place, as it is written."""
    whole, _, place = answer.removeprefix(NEW).rpartition("/")
    return whole, place


class WholeWithPlaces(NamedTuple):
    """What something new can stand in.

    Args:
        address: its own.
        title: of it.
        option: in words, that a value is something new of it.
        places: those that are taken, each with what has it.
    """

    address: str
    title: str
    option: str
    places: Sequence[tuple[int, str]]


class NewValues(Protocol):
    """What the values of a column can be that the catalogue does not have."""

    def list_wholes(self) -> Sequence[WholeWithPlaces]:
        """What something new can stand in."""

    def find_problems(self, answers: Mapping[str, Any]) -> dict[str, str]:
        """By their keys, why answers cannot be followed; of two for one place the later."""

    def find_existing(self, key: str, answer: str) -> str:
        """The answer that the value is what the whole has by this name; empty if it has none."""

    def cells_of(self, key: str, answer: str) -> Mapping[str, str]:
        """The cells of a row that means this, which has no problem."""

    def describe(self, key: str, answer: str) -> Option:
        """The answer in words, and between what it would stand."""

    def read(self, key: str, text: str) -> str | None:
        """The answer that somebody wrote, “new: Civil Service, 3”; None where it is none."""

    def write(self, answer: str) -> str:
        """The answer as ``read`` takes it."""
