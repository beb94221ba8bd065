"""What the button “Compare” sends: the role levels ticked on a page, and nothing else."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from capframe.base.http import quoted
from roles.addresses import comparison_address
from roles.compare.comparison import FEWEST, MOST
from roles.models import RoleLevel
from roles.references import parse_reference
from roles.views.tray import look_up, page_of_site, tray_page

# The button’s own parameter: the page where it was pressed. A form in which nothing is ticked sends
# nothing else, and would otherwise read like a link to the reader’s own comparison.
TICKED_ON = "ticked_on"
# As many as are looked up, to be shown ticked: more than anybody ticks by hand.
MOST_TICKED = 100


def answer_ticks(request: HttpRequest, references: Sequence[str]) -> HttpResponse | None:
    """The answer where an address names no comparison; None where it does.

    Without role levels that is the reader’s own comparison; with too few or too many a page (400)
    on which they are ticked; from a form, the address without what only the button needs.
    """
    is_form = TICKED_ON in request.GET
    if not references and not is_form:
        return tray_page(request)
    if not FEWEST <= len(references) <= MOST:
        return wrong_number_page(request, references)
    return HttpResponseRedirect(comparison_address(*references)) if is_form else None


def wrong_number_page(request: HttpRequest, references: Sequence[str]) -> HttpResponse:
    """Says how many can be compared, with those that were asked for ticked. Nothing is lost.

    Raises Refused (400) for what is no reference.
    """
    asked_for = list(dict.fromkeys(references))
    for reference in asked_for:
        parse_reference(reference)
    among = RoleLevel.objects.published_or_withdrawn()
    levels, missing = look_up(asked_for[:MOST_TICKED], among)
    context = {
        "levels": levels,
        "errors": [(describe_number(len(asked_for)), "#ticked" if levels else "")],
        "missing": quoted(missing),
        "left_out": len(asked_for[MOST_TICKED:]),
        "back": page_of_site(request, request.GET.get(TICKED_ON, "")),
    }
    return render(request, "compare/ticked.html", context, status=400)


def describe_number(number: int) -> str:
    """What is wrong with so many, and what to do."""
    if not number:
        return f"Select {FEWEST} to {MOST} roles: none is ticked. Go back and tick them."
    if number < FEWEST:
        return f"Select {FEWEST} to {MOST} roles: one is ticked. Go back and tick more."
    if number > MOST:
        return f"Select {FEWEST} to {MOST} roles: {number} are ticked. Untick {number - MOST}."
    return f"Select {FEWEST} to {MOST} different roles."
