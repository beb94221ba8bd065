"""Where saves came from, as far as a higher room knows: an import wrote this one."""

from collections.abc import Collection, Iterable
from typing import NamedTuple, Protocol

from django.http import HttpRequest


class Origin(NamedTuple):
    """What a save belongs to.

    Args:
        title: of what it is: “Import of roles.csv”.
        url: of its page; empty where whoever asks may not open it.
        undo_url: where all of it is undone; empty where that cannot be, or not by whoever asks.
    """

    title: str
    url: str
    undo_url: str = ""


class Origins(Protocol):
    """What a room knows of where saves came from."""

    # What it calls them.
    noun: str

    def find(self, saves: Collection[int], request: HttpRequest) -> dict[int, Origin]:
        """The origins of these saves, by the numbers of the saves."""

    def choices(self, request: HttpRequest) -> Iterable[tuple[str, str]]:
        """What a log may be narrowed down to: a key and a title each, the newest first."""

    def saves_of(self, key: str) -> Collection[int]:
        """The numbers of the saves that one of the choices stands for."""


_offered: list[Origins] = []


def offer_origins(origins: Origins) -> None:
    """Have histories say where saves came from."""
    _offered.append(origins)


def find_origins(saves: Iterable[int | None], request: HttpRequest) -> dict[int, Origin]:
    """The origins of these saves that somebody knows of, by the numbers of the saves."""
    numbers = {number for number in saves if number is not None}
    if not numbers:
        return {}
    return {
        number: origin
        for origins in _offered
        for number, origin in origins.find(numbers, request).items()
    }


def origin_noun() -> str:
    """What those are called that saves may have come from; empty where there are none."""
    return " or ".join(origins.noun for origins in _offered)


def origin_choices(request: HttpRequest) -> list[tuple[str, str]]:
    return [choice for origins in _offered for choice in origins.choices(request)]


def saves_from(key: str) -> set[int]:
    """The numbers of the saves that one of the choices stands for."""
    return {number for origins in _offered for number in origins.saves_of(key)}
