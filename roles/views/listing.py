"""The list of every role level: filter, sort, page, and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from capframe.base.addresses import address, with_query
from capframe.base.forms import error_links
from capframe.base.http import attachment, quoted, refuse_unknown, unknown_names
from capframe.base.pagination import page_in
from capframe.base.turns import FILES
from grades.models import GradeStructure
from grades.plain import NO_GRADE, StructureNames, band_titles, shared_remark
from roles.downloads.listing import LIST_FORMATS, list_file
from roles.filters import (
    FIND,
    ORDER_NAMES,
    RoleLevelFilter,
    pages_of,
    rows_in_order,
    sort_role_levels,
)
from roles.listed import ListedLevel, list_levels
from roles.models import RoleLevel
from roles.pickers import pickers_of
from roles.views.tool_bar import Tool, download

FILE_NAME, LEVELS_A_PAGE = "roles", 25


@dataclass(frozen=True, slots=True)
class Tag:
    """A filter value that was chosen, and the address of the list without it."""

    filter: str
    value: str
    url: str


def role_levels(request: HttpRequest) -> HttpResponse:
    """Every role level that fits the filters; none, with an error summary, if one is invalid.

    ``&format=`` downloads all of them as a file.
    """
    published = sort_role_levels(RoleLevel.objects.published())
    filters = RoleLevelFilter(request.GET, queryset=published)
    valid = filters.is_valid()
    ending = request.GET.get("format", "").strip()
    if ending:
        refuse_unknown(ending, LIST_FORMATS, "a format of this list")
        if valid:
            return role_levels_file(request, filters, ending)
    pickers = pickers_of(filters.form)
    context = {
        "form": filters.form,
        "pickers": pickers,
        "is_finding": any(picker.words for picker in pickers),
        "errors": error_links(filters.form, with_labels=True),
        "unknown": quoted(unknown_names(request, [*filters.form.fields, "page", "format"])),
        **(results_of(request, filters) if valid else {}),
    }
    return render(request, "roles/list.html", context, status=200 if valid else 400)


def role_levels_file(request: HttpRequest, filters: RoleLevelFilter, ending: str) -> HttpResponse:
    """The list as a file to download, made when its turn comes."""
    with FILES.turn():
        content = list_file(
            filters.qs,
            ending,
            on=localdate(),
            skills=filters.form.cleaned_data["skill"],
            site=request.build_absolute_uri("/").removesuffix("/"),
        )
        return attachment(content, f"{FILE_NAME}.{ending}")


def results_of(request: HttpRequest, filters: RoleLevelFilter) -> dict[str, Any]:
    """The page of the list that is asked for, and what leads on from it."""
    chosen, in_use = filters.form.cleaned_data, parameters_of(filters.form)
    pages = pages_of(filters.qs, chosen["sort"], LEVELS_A_PAGE, key=tuple(in_use))
    page = page_in(pages, request)
    levels = rows_in_order(chosen["sort"], list(page))
    rows = list_levels(levels, localdate(), chosen["skill"])
    pay = [each for row in rows for each in row.pay_shown]
    return {
        "page": page,
        "rows": rows,
        **columns_of(rows),
        "bands": bands_of(rows) if chosen["sort"] in ("junior", "senior") else [],
        "pay_remark": shared_remark(pay),
        "pay_notes": list(dict.fromkeys(each.note for each in pay if each.note)),
        "tags": chosen_tags(filters.form),
        "parameters": in_use,
        "orders": orders_of(in_use),
        "files": [download(ending, list_address(in_use, format=ending)) for ending in LIST_FORMATS],
    }


def columns_of(rows: Sequence[ListedLevel]) -> dict[str, Any]:
    """Which columns are due, because a row says something in them, and how many there are."""
    due = {
        "has_asked": any(row.asked for row in rows),
        "has_grades": any(row.grade for row in rows),
        "has_pay": any(row.pay_or_link for row in rows),
        "has_locations": any(row.location for row in rows),
    }
    return {**due, "columns": 2 + sum(due.values())}


def bands_of(rows: Sequence[ListedLevel]) -> list[tuple[str, list[ListedLevel]]]:
    """Rows that come sorted by grade, those of each grade structure together."""
    structures = GradeStructure.objects.values_list("pk", "organisation", "title")
    titles = band_titles(StructureNames(*names) for names in structures)

    def title(row: ListedLevel) -> str:
        grade = row.grade
        return f"Grades of {titles[grade.structure_pk]}" if grade else NO_GRADE

    return [(band, list(those)) for band, those in groupby(rows, title)]


def chosen_tags(form: Any) -> list[Tag]:
    """What is chosen, each with the list without it, from its first page."""
    in_use, tags = parameters_of(form), []
    for name, value in in_use:
        if name != "sort":
            rest = [other for other in in_use if other != (name, value)]
            choice = getattr(form.fields[name], "chosen", {}).get(value)
            title = choice.full_title if choice else value
            tags.append(Tag(form.fields[name].label, title, list_address(rest)))
    return tags


def orders_of(in_use: Sequence[tuple[str, str]]) -> list[Tool]:
    """The list in each order, from its first page."""
    here = dict(in_use).get("sort", "")
    rest = [(name, value) for name, value in in_use if name != "sort"]
    return [
        Tool(title, list_address(rest, **({"sort": order} if order else {})), "", order == here)
        for order, title in ORDER_NAMES
    ]


def list_address(parameters: Sequence[tuple[str, str]], **others: str) -> str:
    return with_query(address("roles:list"), [*parameters, *others.items()])


def parameters_of(form: Any) -> list[tuple[str, str]]:
    """What an address must say for the same list: each choice once, nothing that says nothing."""
    values = ((name, form.cleaned_data[name]) for name in form.fields if not name.startswith(FIND))
    return [
        (name, each)
        for name, value in values
        for each in ([value] if isinstance(value, str) else value)
        if each
    ]
