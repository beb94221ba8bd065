"""What somebody in one role level needs for another; without another, where to go next."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from capframe.base.http import Refused, attachment, quoted, refuse_unknown, unknown_names
from capframe.base.turns import FILES
from roles.addresses import comparison_address, step_up_address
from roles.downloads.formats import LONGEST_NAME
from roles.order_words import INFERRED, SET_BY_EDITORS
from roles.profiles import Profile
from roles.references import find_by_reference, refuse_missing
from roles.step_up.sheet import StepUpSheet, sheet_of
from roles.step_up.step import StepUp, step_up
from roles.step_up.where_next import MOST_MEASURED, where_next
from roles.step_up.words import carried_sentence, reasons
from roles.views.moves import move_page
from roles.views.tool_bar import Tool, download


def step_up_docx(sheet: StepUpSheet) -> bytes:
    from roles.downloads import step_up_docx

    return step_up_docx.step_up_docx(sheet)


# By the ending of the file's name, which is also what an address calls it.
FORMATS = {"docx": step_up_docx}
NAMES = ("from", "to", "format")


def step_up_page(request: HttpRequest) -> HttpResponse:
    """From the role level that ``?from=`` names to the one that ``&to=`` names, each role/level.

    ``&format=`` downloads the sheet as a file. Without ``to``, the page leads to the next levels;
    without ``from``, readers choose both.

    Raises Refused (400) for a file without a start, anything twice or an unknown format,
    (404) for a role level that readers cannot see.
    """
    start, goal, file_format = (single_value(request.GET, name) for name in NAMES)
    if not start and file_format is None:
        return move_page(request)
    if not start:
        raise Refused(
            "The address does not say from which role level to step up.",
            "Open the page of a role level and follow “Where next?” there.",
        )
    if not goal:
        refuse_file_without_goal(file_format)
        return where_next_page(request, *find_all([start]))
    profiles = find_all([start, goal])
    refuse_same(*profiles)
    sheet = sheet_of(step_up(*profiles))
    return sheet_page(request, sheet) if file_format is None else sheet_file(sheet, file_format)


def single_value(query: QueryDict, name: str) -> str | None:
    """The value of this name; None where it is blank or absent. Raises Refused for several."""
    values = query.getlist(name)
    if len(values) > 1:
        raise Refused(
            f"The address says “{name}=” {len(values)} times: {quoted(values)}.",
            "Name one role level to start from, one to go to, and one format at most.",
        )
    return values[0] or None if values else None


def refuse_file_without_goal(file_format: str | None) -> None:
    """Raise Refused (400) where a file is asked for and no sheet to make it from."""
    if file_format is not None:
        raise Refused(
            "The address does not say to which role level to step up.",
            "Only a step-up sheet can be downloaded: name the role level to go to as well, as "
            "to=role/level.",
        )


def find_all(asked: Sequence[str]) -> list[Profile]:
    """The role levels of these references.

    Raises Refused (400) for what is no reference, (404) where readers cannot see one of them.
    """
    found = find_by_reference(asked)
    refuse_missing(asked, found)
    return [found[text] for text in asked]


def refuse_same(start: Profile, goal: Profile) -> None:
    if start.pk == goal.pk:
        raise Refused(
            f"The address leads from {start.title} to itself.",
            "Name two different role levels: one to start from and one to go to.",
        )


def where_next_page(request: HttpRequest, start: Profile) -> HttpResponse:
    """The ways on from a role level, nearest first, each with how much of it carries over."""
    ways = where_next(start)
    context = {
        "start": start,
        "up": with_sentences(ways.up),
        "elsewhere": with_sentences(ways.elsewhere),
        "most": MOST_MEASURED,
        "ways": ways,
        "inferred": INFERRED,
        "set_by_editors": SET_BY_EDITORS,
        "unknown": quoted(unknown_names(request, NAMES)),
        "trail": trail_to(start),
    }
    return render(request, "step_up/where_next.html", context)


def with_sentences(steps: Iterable[StepUp]) -> list[tuple[StepUp, str, str]]:
    """Each with how much of it carries over, in shares and in sentences."""
    return [(step, carried_sentence(step), reasons(step)) for step in steps]


def sheet_page(request: HttpRequest, sheet: StepUpSheet) -> HttpResponse:
    ends = (sheet.step.start.reference, sheet.step.goal.reference)
    context = {
        "sheet": sheet,
        **tools_of(sheet.step),
        "address": request.build_absolute_uri(step_up_address(*ends)),
        "unknown": quoted(unknown_names(request, NAMES)),
        "trail": trail_to(sheet.step.start),
    }
    return render(request, "step_up/sheet.html", context)


def tools_of(step: StepUp) -> dict[str, list[Tool]]:
    start, goal = step.start.reference, step.goal.reference
    return {
        "links": [
            Tool("Compare side by side", comparison_address(start, goal)),
            Tool("Swap roles", step_up_address(goal, start)),
            Tool("Where next?", step_up_address(start), spoken=f"From {step.start.title}"),
        ],
        "tools": [
            download(ending, step_up_address(start, goal, format=ending)) for ending in FORMATS
        ],
    }


def trail_to(start: Profile) -> list[tuple[str, str]]:
    return [
        ("Job families", reverse("families:list")),
        (start.family, start.family_url),
        (start.title, start.url),
    ]


@FILES.turn()
def sheet_file(sheet: StepUpSheet, ending: str) -> HttpResponse:
    """The sheet as a file to download, made when its turn comes.

    Raises Refused (400) for an unknown format.
    """
    refuse_unknown(ending, FORMATS, "a format of a step-up sheet")
    name = f"step-up-{sheet.step.start.reference}-to-{sheet.step.goal.reference}"
    name = name.replace("/", "-")[:LONGEST_NAME].strip("-")
    return attachment(FORMATS[ending](sheet), f"{name}.{ending}")
