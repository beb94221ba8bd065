"""Two to eight role levels compared; the address alone reproduces the page."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, NoReturn

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from capframe.base.http import Refused, attachment, quoted, refuse_unknown
from capframe.base.turns import FILES
from roles.compare.bars import key_of
from roles.compare.comparison import FEWEST, MOST, Comparison, compare
from roles.compare.words import heading_of, order_sentences
from roles.downloads.formats import FORMATS, file_name
from roles.profiles import Profile
from roles.references import find_by_reference
from roles.views.compare_contexts import adds_context, full_context
from roles.views.compare_glance import glance_context
from roles.views.compare_steps import steps_context
from roles.views.compare_tools import tools_of
from roles.views.ticks import answer_ticks


class View(NamedTuple):
    """One of the views of a comparison.

    Args:
        context: what its template, ``compare/<name>.html``, shows beside the frame.
    """

    title: str
    context: Callable[[HttpRequest, Comparison], dict[str, Any]]


VIEWS = {
    "glance": View("At a glance", glance_context),
    "steps": View("Step by step", steps_context),
    "adds": View("What each grade adds", adds_context),
    "full": View("Full text", full_context),
}
# What addresses called views before these.
EARLIER_VIEWS = {"differences": "steps", "added": "adds"}


def comparison(request: HttpRequest) -> HttpResponse:
    """The role levels that ``?level=<role>/<level>&level=…`` names, band by band.

    ``&view=`` names one of the views of the comparison; ``&format=`` downloads it as a file.
    """
    references = request.GET.getlist("level")
    if answer := answer_ticks(request, references):
        return answer
    asked, ending = request.GET.get("view") or "glance", request.GET.get("format")
    if asked in EARLIER_VIEWS:
        return redirect_to_view(request, EARLIER_VIEWS[asked])
    refuse_unknown(asked, VIEWS, "a view of a comparison")
    if ending is not None:
        refuse_unknown(ending, FORMATS, "a format of a comparison")
        return comparison_file(references, ending)
    profiles, missing = find_profiles(references)
    return comparison_page(request, compare(profiles), asked, missing)


def redirect_to_view(request: HttpRequest, view: str) -> HttpResponse:
    """The same address with another view, for good."""
    query = request.GET.copy()
    query["view"] = view
    return redirect(f"{reverse('compare')}?{query.urlencode(safe='/')}", permanent=True)


def comparison_page(
    request: HttpRequest, compared: Comparison, asked: str, missing: Sequence[str]
) -> HttpResponse:
    """The frame with the view in it that the address asks for, if the comparison has it.

    It names the references in the address that are missing.
    """
    views = views_of(compared)
    view = asked if asked in views or asked != "glance" else next(iter(views))
    context = {
        "comparison": compared,
        "heading": heading_of(compared),
        "missing": quoted(missing),
        "order": list(order_sentences(compared)),
        "key": key_of() if compared.steps and compared.rows else (),
        "names_grades": all(column.grade for column in compared.columns),
        "view": view,
        "view_template": f"compare/{view}.html",
        "trail": trail_of(compared),
        **tools_of(request, compared, view, views),
        **VIEWS[view].context(request, compared),
    }
    return render(request, "compare/comparison.html", context)


def views_of(comparison: Comparison) -> dict[str, str]:
    """The titles of the views that it leads to, by name; the first is what the address alone shows.

    Two role levels in order have no glance of their own: their one step is it. What no order goes
    through has no steps.
    """
    titles = {name: view.title for name, view in VIEWS.items()}
    if not all(column.grade for column in comparison.columns):
        titles["adds"] = "What each level adds"
    if not comparison.steps:
        del titles["steps"], titles["adds"]
    elif len(comparison.columns) == FEWEST:
        del titles["glance"]
    return titles


def trail_of(comparison: Comparison) -> list[tuple[str, str]]:
    """The way down to the family that all are of; of several, to the page that compares."""
    first, *others = comparison.columns
    if any(other.family_pk != first.family_pk for other in others):
        return [("Compare", reverse("compare"))]
    return [("Job families", reverse("families:list")), (first.family, first.family_url)]


def comparison_file(references: Sequence[str], ending: str) -> HttpResponse:
    """The comparison as a file to download, made when its turn comes."""
    with FILES.turn():
        profiles, _ = find_profiles(references)
        compared = compare(profiles)
        return attachment(FORMATS[ending](compared), file_name(compared, ending))


def find_profiles(references: Sequence[str]) -> tuple[list[Profile], list[str]]:
    """The role levels that an address names, and the references that name none any more.

    Raises Refused (400) for one named twice or one that is no reference,
    (404) where fewer than two are left that readers can see.
    """
    refuse_repeated(references)
    found = find_by_reference(references)
    profiles = list({profile.pk: profile for profile in found.values()}.values())
    missing = [text for text in references if text not in found]
    if len(profiles) < FEWEST:
        refuse_too_few_left(missing)
    return profiles, missing


def refuse_too_few_left(missing: Sequence[str]) -> NoReturn:
    """Raise Refused: (404) naming what is missing, (400) where two mean one role level."""
    if not missing:
        raise Refused(
            "The address names one role level twice: by its address, and by one it had before.",
            f"Name {FEWEST} to {MOST} different role levels.",
        )
    raise Refused(
        f"There is no role level at {quoted(missing)}.",
        "It may have been renamed or withdrawn. Choose role levels from a job family’s page.",
        status=404,
    )


def refuse_repeated(references: Sequence[str]) -> None:
    """Raise Refused (400) where the address names a role level twice."""
    twice = [text for text, times in Counter(references).items() if times > 1]
    if twice:
        raise Refused(
            f"The address names {quoted(twice)} more than once.",
            f"Name {FEWEST} to {MOST} different role levels.",
        )
