"""Ways to take back all that a change belongs to, offered by a higher room that knows of more.

An import is one: it is undone on its own page, whole, and not entry by entry.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest


class OfferedUndo(NamedTuple):
    """A way to take back what a history row is only a part of.

    Args:
        about: what it belongs to, for example "the import of policy-2027.xlsx".
        words: what the link says, for example "Undo the whole import".
        url: where it leads; empty for whoever may not do it.
    """

    about: str
    words: str
    url: str


FindUndo = Callable[[Any, HttpRequest], OfferedUndo | None]

_found_by: list[FindUndo] = []


def offer_undo(find: FindUndo) -> FindUndo:
    """Have pages offer the undo that this finds for a history row and whoever asks."""
    _found_by.append(find)
    return find


def find_offered_undo(row: Any, request: HttpRequest) -> OfferedUndo | None:
    """The first that is offered for a history row; None where none is."""
    found = (find(row, request) for find in _found_by)
    return next(filter(None, found), None)
