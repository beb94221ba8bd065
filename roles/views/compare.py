"""Two to eight role levels side by side; the address alone reproduces the page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from capframe.base.http import Refused, attachment, quoted, refuse_unknown
from capframe.base.turns import FILES
from roles.addresses import comparison_address, step_up_address
from roles.compare.additions import additions_of
from roles.compare.comparison import FEWEST, MOST, Comparison, compare
from roles.compare.words import (
    EMPTY_CELLS,
    band_words,
    likeness_sentences,
    order_sentences,
    step_sentences,
    summary_title,
)
from roles.downloads.formats import FORMATS, file_name
from roles.profiles import Profile
from roles.references import find_by_reference
from roles.views.tool_bar import Tool, download
from roles.views.tray import tray_page

VIEWS = {
    "full": "Full text",
    "differences": "Differences only",
    "added": "What each grade adds",
}


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column.

    Args:
        name: what it is called in the rows.
        band: whose grades it has, where there are several bands.
        without: where to go when it is taken out: to the comparison of the others, or, where they
            would be too few, to the page where more are chosen.
    """

    profile: Profile
    name: str
    band: str
    without: str


def comparison(request: HttpRequest) -> HttpResponse:
    """The role levels that ``?level=<role>/<level>&level=…`` names, band by band.

    ``&view=`` names one of the views of the comparison; ``&format=`` downloads it as a file.
    """
    references = request.GET.getlist("level")
    if not references:
        return tray_page(request)
    view, ending = request.GET.get("view", "full"), request.GET.get("format")
    refuse_unknown(view, VIEWS, "a view of a comparison")
    if ending is not None:
        refuse_unknown(ending, FORMATS, "a format of a comparison")
        return comparison_file(references, ending)
    profiles, missing = find_profiles(references)
    compared = compare(profiles)
    context = {
        "comparison": compared,
        "summary_title": summary_title(compared),
        "order": order_sentences(compared),
        "band_steps": [(band, step_sentences(band)) for band in compared.band_steps],
        "likenesses": likeness_sentences(compared),
        "own_steps": own_steps_of(compared),
        "columns": heads_of(compared),
        "additions": additions_of(compared) if view == "added" else (),
        "missing": quoted(missing),
        "view": view,
        "empty_cells": EMPTY_CELLS,
        **tools_of(request, compared, view),
    }
    return render(request, "compare/comparison.html", context)


def comparison_file(references: Sequence[str], ending: str) -> HttpResponse:
    """The comparison as a file to download, made when its turn comes."""
    with FILES.turn():
        profiles, _ = find_profiles(references)
        compared = compare(profiles)
        return attachment(FORMATS[ending](compared), file_name(compared, ending))


def own_steps_of(comparison: Comparison) -> list[tuple[Profile, Profile]]:
    """The steps inside of bands that are compared without direction, each with its own page."""
    return [
        (comparison.columns[one], comparison.columns[other])
        for band in comparison.bands
        if not band.is_ordered
        for one, other in band.neighbours
    ]


def tools_of(request: HttpRequest, comparison: Comparison, view: str) -> dict[str, Any]:
    references = [column.reference for column in comparison.columns]
    views = {name: comparison_address(*references, view=name) for name in VIEWS}
    views["full"] = comparison_address(*references)
    files = [download(ending, comparison_address(*references, format=ending)) for ending in FORMATS]
    is_step = comparison.is_ordered and len(references) == 2
    sheet = [Tool("Step-up sheet", step_up_address(*references))] if is_step else []
    return {
        "views": [
            Tool(title, views[name], is_this_page=name == view) for name, title in VIEWS.items()
        ],
        "tools": [*sheet, *files],
        "address": request.build_absolute_uri(views[view]),
    }


def find_profiles(references: Sequence[str]) -> tuple[list[Profile], list[str]]:
    """The role levels that an address names, and the references that name none any more.

    Raises Refused (400) for too few, too many, one named twice or one that is no reference,
    (404) where fewer than two are left that readers can see.
    """
    refuse_wrong_number(references)
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


def refuse_wrong_number(references: Sequence[str]) -> None:
    """Raise Refused (400) where the address names too few, too many, or one twice."""
    twice = [text for text, times in Counter(references).items() if times > 1]
    if twice:
        raise Refused(
            f"The address names {quoted(twice)} more than once.",
            f"Name {FEWEST} to {MOST} different role levels.",
        )
    if not FEWEST <= len(references) <= MOST:
        number = "one role level" if len(references) == 1 else f"{len(references)} role levels"
        raise Refused(
            f"The address names {number}: {FEWEST} to {MOST} can be compared.",
            f"Choose {FEWEST} to {MOST} role levels on a job family’s page, then compare.",
        )


def heads_of(comparison: Comparison) -> list[ColumnHead]:
    references = [column.reference for column in comparison.columns]
    enough = len(references) > FEWEST
    without = [
        comparison_address(*(other for other in references if enough and other != reference))
        for reference in references
    ]
    bands = [
        band_words(band) if len(comparison.bands) > 1 else ""
        for band in comparison.bands
        for _ in band.columns
    ]
    return list(map(ColumnHead, comparison.columns, comparison.names, bands, without))
