"""Where a list of entries comes from, each place named once."""

from collections.abc import Iterable

from capframe.base.models import Sourced


def places_of(entries: Iterable[Sourced]) -> list[Sourced]:
    """One entry for each place in a source, in their order; one with another note counts too."""
    places: dict[tuple, Sourced] = {}
    for entry in entries:
        places.setdefault((entry.source_id, entry.place, entry.editors_note), entry)
    return list(places.values())
