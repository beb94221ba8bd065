"""What each view of a comparison shows beside its frame."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from capframe.base.http import Refused, quoted
from roles.compare.additions import additions_of
from roles.compare.comparison import Comparison, SectionRow
from roles.compare.steps import StepSummary
from roles.compare.words import (
    EMPTY_CELLS,
    band_words,
    likeness_sentences,
    step_sentences,
    summary_title,
)
from roles.profiles import Profile


@dataclass(frozen=True, slots=True)
class ChosenStep:
    """The step that the step view shows.

    Args:
        number: counted from 1 over the steps of all bands in order, left to right.
        section: the one section to show; None for all of them.
    """

    number: int
    step: StepSummary
    section: SectionRow | None


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column.

    Args:
        name: what it is called in the rows.
        band: whose grades it has, where there are several bands.
    """

    profile: Profile
    name: str
    band: str


def glance_context(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    return {
        "summary_title": summary_title(comparison),
        "band_steps": [(band, step_sentences(band)) for band in comparison.band_steps],
        **without_order_context(comparison),
    }


def steps_context(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    """The step and the section that ``&step=`` and ``&section=`` name: the first, and all of it."""
    chosen = chosen_step(request, comparison)
    return {
        "chosen": chosen,
        **full_context(request, comparison),
    }


def adds_context(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    return {"additions": additions_of(comparison)}


def full_context(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    return {
        "columns": heads_of(comparison),
        "empty_cells": EMPTY_CELLS,
        **without_order_context(comparison),
    }


def without_order_context(comparison: Comparison) -> dict[str, Any]:
    """What is said of columns that no order goes through."""
    return {
        "likenesses": likeness_sentences(comparison),
        "own_steps": own_steps_of(comparison),
    }


def chosen_step(request: HttpRequest, comparison: Comparison) -> ChosenStep | None:
    """None where the comparison has no steps.

    Raises Refused (404) for a step or a section that it does not have.
    """
    number = request.GET.get("step") or "1"
    slug = request.GET.get("section") or ""
    steps = {str(n): (n, step) for n, step in enumerate(comparison.steps, start=1)}
    sections = {section.slug: section for section in comparison.sections}
    if slug and slug not in sections:
        refuse_missing_part(f"no section {quoted([slug])}")
    if number not in steps and (steps or request.GET.get("step")):
        refuse_missing_part(f"no step {quoted([number])}")
    return ChosenStep(*steps[number], sections.get(slug)) if steps else None


def refuse_missing_part(what: str) -> None:
    raise Refused(
        f"This comparison has {what}.",
        "Leave “step” and “section” out of the address to see what it has.",
        status=404,
    )


def own_steps_of(comparison: Comparison) -> list[tuple[Profile, Profile]]:
    """The steps inside of bands that are compared without direction, each with its own page."""
    return [
        (comparison.columns[one], comparison.columns[other])
        for band in comparison.bands
        if not band.is_ordered
        for one, other in band.neighbours
    ]


def heads_of(comparison: Comparison) -> list[ColumnHead]:
    bands = [
        band_words(band) if len(comparison.bands) > 1 else ""
        for band in comparison.bands
        for _ in band.columns
    ]
    return list(map(ColumnHead, comparison.columns, comparison.names, bands))
