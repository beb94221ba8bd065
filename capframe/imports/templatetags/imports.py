"""What the pages of imports load: ``{% load imports %}``."""

from typing import Any

from django import template

from capframe.base.history_rows import name_of
from capframe.imports.models import ImportState

register = template.Library()


STATE_COLOURS = {
    ImportState.APPLIED: "green",
    ImportState.FAILED: "red",
    ImportState.UNDONE: "grey",
    ImportState.EXPIRED: "grey",
}
OUTCOME_COLOURS = {"created": "green", "withdrawn": "red"}


@register.filter
def state_colour(state: str) -> str:
    """The colour of the tag that says in which state an import is."""
    return STATE_COLOURS.get(ImportState(state), "yellow")


@register.filter
def outcome_colour(outcome: str) -> str:
    """The colour of the tag that says what becomes of an object."""
    return OUTCOME_COLOURS.get(outcome, "yellow")


@register.filter
def thousands(number: int) -> str:
    """A whole number with thousands set apart: 12000 gives "12,000"."""
    return f"{number:,}"


@register.filter
def who(user: Any) -> str:
    """Somebody's name; of an account that was deleted, that it was."""
    return name_of(user) or "a deleted account"
