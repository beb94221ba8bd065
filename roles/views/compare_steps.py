"""What the view of a comparison's steps shows beside its frame: one of them, and the way to all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest

from capframe.base.http import Refused, quoted
from roles.addresses import comparison_address
from roles.compare.bars import Bar, bars_of
from roles.compare.comparison import Comparison
from roles.compare.step_view import StepPart, StepView, step_view
from roles.compare.step_words import part_numbers, part_remark, part_title, step_numbers
from roles.profiles import Profile


@dataclass(frozen=True, slots=True)
class StepLink:
    """A link to a step.

    Args:
        numbers: of its statements, in words; the bar shows the same.
        is_near: whether it is the step that is shown, or the one before or after it.
    """

    text: str
    url: str
    bar: Bar
    numbers: str
    is_here: bool
    is_near: bool


class StepperBand(NamedTuple):
    """The links to the steps of a band in order."""

    title: str
    links: tuple[StepLink, ...]


class ShownPart(NamedTuple):
    """A part of a step, and what is said of it."""

    part: StepPart
    title: str
    remark: str
    numbers: str


def steps_context(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    """The step and the section that ``&step=`` and ``&section=`` name: the first, and all of it."""
    own_steps = own_steps_of(comparison)
    step = asked_step(request, comparison)
    if step is None:
        references = (column.reference for column in comparison.columns)
        full_text = comparison_address(*references, view="full")
        return {"step": None, "full_text": full_text, "own_steps": own_steps}
    section = request.GET.get("section") or ""
    links = links_of(comparison, step, section)
    here = step.number - 1
    before, after = step.summary.names
    return {
        "heading": f"{subject_of(step)}: {before} to {after}",
        "step": step,
        "parts": [
            ShownPart(part, part_title(part), part_remark(part, step), part_numbers(part))
            for part in step.parts
        ],
        "stepper": list(stepper_of(comparison, links)),
        "previous": links[here - 1] if here else None,
        "next": links[here + 1] if step.number < len(links) else None,
        "all_sections": step_address(comparison, step.number) if section else "",
        "own_steps": own_steps,
    }


def asked_step(request: HttpRequest, comparison: Comparison) -> StepView | None:
    """The step that the address names; none where nothing is in order.

    Raises Refused (404) for a step or a section that the comparison does not have.
    """
    number, section = request.GET.get("step") or "", request.GET.get("section") or ""
    if not comparison.steps and not number:
        return None
    numbers = {str(n): n for n in range(1, len(comparison.steps) + 1)}
    if (number or "1") not in numbers:
        refuse_missing(f"no step {quoted([number])}")
    if section and section not in {row.slug for row in comparison.sections}:
        refuse_missing(f"no section {quoted([section])}")
    return step_view(comparison, numbers[number or "1"], section)


def refuse_missing(what: str) -> None:
    raise Refused(
        f"This comparison has {what}.",
        "Leave “step” and “section” out of the address to see what it has.",
        status=404,
    )


def subject_of(step: StepView) -> str:
    """What both role levels are of: the section that is shown, else their role or their family."""
    before, after = step.columns
    if step.section:
        return step.section
    return before.role if before.role_pk == after.role_pk else before.family


def step_address(comparison: Comparison, number: int, section: str = "") -> str:
    references = (column.reference for column in comparison.columns)
    only = {"section": section} if section else {}
    return comparison_address(*references, view="steps", step=str(number), **only)


def links_of(comparison: Comparison, here: StepView, section: str) -> tuple[StepLink, ...]:
    """Links to all steps, to the same section where only one is shown."""
    bars = bars_of(comparison.steps)
    return tuple(
        StepLink(
            text="{} to {}".format(*step.names),
            url=step_address(comparison, number, section),
            bar=bar,
            numbers=step_numbers(step),
            is_here=number == here.number,
            is_near=abs(number - here.number) <= 1,
        )
        for number, (step, bar) in enumerate(zip(comparison.steps, bars, strict=True), start=1)
    )


def stepper_of(comparison: Comparison, links: tuple[StepLink, ...]) -> Iterator[StepperBand]:
    """The links to the steps, band by band."""
    first = 0
    for band in comparison.band_steps:
        end = first + len(band.steps)
        yield StepperBand(band.band.title, links[first:end])
        first = end


def own_steps_of(comparison: Comparison) -> list[tuple[Profile, Profile]]:
    """The steps inside of bands that are compared without direction, each with its own page."""
    return [
        (comparison.columns[one], comparison.columns[other])
        for band in comparison.bands
        if not band.is_ordered
        for one, other in band.neighbours
    ]
