"""Where what a page shows comes from, each place named once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from capframe.base.models import Sourced


class Placed(Protocol):
    """An entry loaded with its source, or a plain object that has both.

    The source has a title, a publisher and a slug.
    """

    @property
    def source(self) -> Any: ...
    @property
    def place(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PlacesInSource:
    """The places in one document.

    Args:
        places: each with the titles of the parts that stand there.
    """

    source: Any
    places: tuple[tuple[str, tuple[str, ...]], ...]


def places_by_source(parts: Iterable[tuple[str, Placed]]) -> tuple[PlacesInSource, ...]:
    """Where the parts of a page stand, in their order: for components/places.html.

    Args:
        parts: each with its title. One whose place ends with its title, as in “Annex D, The Role”,
            is not named beside it.
    """
    found: dict[str, tuple[Any, dict[str, dict[str, None]]]] = {}
    for title, part in parts:
        _, places = found.setdefault(part.source.slug, (part.source, {}))
        named = places.setdefault(part.place, {})
        if not part.place.endswith(title):
            named[title] = None
    return tuple(
        PlacesInSource(source, tuple((place, tuple(named)) for place, named in places.items()))
        for source, places in found.values()
    )


def places_of(entries: Iterable[Sourced]) -> list[Sourced]:
    """One entry for each place in a source, in their order; one with another note counts too."""
    places: dict[tuple, Sourced] = {}
    for entry in entries:
        places.setdefault((entry.source_id, entry.place, entry.editors_note), entry)
    return list(places.values())
