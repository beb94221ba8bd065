"""What the pages of imports load: ``{% load imports %}``."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import template

from capframe.base.addresses import address, with_query
from capframe.base.history.rows import name_of
from capframe.imports.confirming import pluralise
from capframe.imports.kinds import kinds_allowed_to
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
def number_or_dash(number: int) -> str:
    """A whole number with thousands set apart; a dash for none."""
    return f"{number:,}" if number else "–"


@register.filter
def several(noun: str, number: int) -> str:
    """The noun for so many: job family, job families."""
    return noun if number == 1 else pluralise(noun)


@register.filter
def who(user: Any) -> str:
    """Somebody's name; of an account that was deleted, that it was."""
    return name_of(user) or "a deleted account"


@register.inclusion_tag("imports/export_links.html", takes_context=True)
def export_links(
    context: Any, kind: str, choice: str, value: str | Sequence[tuple[str, str]], what: str
) -> dict[str, Any]:
    """Links to what a page shows as a file to edit and import back, for those who may import it.

    Args:
        context: of the page.
        kind: of the file.
        choice: the name of one of the kind's ``export_choices``.
        value: what is chosen; of a list, what its address says.
        what: the file has in it, in words.
    """
    user = context.get("user")
    if user is None or not user.is_authenticated or kind not in kinds_allowed_to(user):
        return {}
    chosen = value if isinstance(value, str) else urlencode(value)
    links = [
        (
            ending.upper(),
            with_query(address("imports:file", kind, "export", ending), {choice: chosen}.items()),
        )
        for ending in ("csv", "xlsx")
    ]
    return {"links": links, "what": what, "import_url": address("imports:new", kind)}
