"""Actions of the admin's lists that a higher room offers for entries of which it knows."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

# A function as Django calls it for what is ticked, its name, and what the list calls it.
OfferedAction = tuple[Callable[..., Any], str, str]
FindActions = Callable[[type[Model], HttpRequest], Iterable[OfferedAction]]

_found_by: list[FindActions] = []


def offer_actions(find: FindActions) -> FindActions:
    """Have lists offer the actions that this finds for a model and whoever asks."""
    _found_by.append(find)
    return find


def find_offered(model: type[Model], request: HttpRequest) -> dict[str, OfferedAction]:
    """The actions that are offered for a model, by name, as Django's lists know them."""
    return {action[1]: action for find in _found_by for action in find(model, request)}
