"""The list of every role level: filter, sort, page."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from capframe.base.addresses import address, with_query
from capframe.base.forms import error_links
from capframe.base.pagination import page_of
from grades.models import GradeStructure
from grades.plain import NO_GRADE, StructureNames, band_titles
from roles.filters import RoleLevelFilter, sort_role_levels
from roles.models import RoleLevel


@dataclass(frozen=True, slots=True)
class Tag:
    """A filter value that was chosen, and the address of the list without it."""

    filter: str
    value: str
    url: str


def role_levels(request: HttpRequest) -> HttpResponse:
    """Every role level that fits the filters; none, with an error summary, if one is invalid."""
    everything = RoleLevel.objects.published().with_role_and_grade().select_related("source")
    filters = RoleLevelFilter(request.GET, queryset=sort_role_levels(everything))
    valid = filters.is_valid()
    page = page_of(request, filters.qs) if valid else None
    by_grade = valid and filters.form.cleaned_data["sort"] in ("junior", "senior")
    context = {
        "filters": filters,
        "errors": error_links(filters.form, with_labels=True),
        "tags": chosen_tags(filters.form) if valid else [],
        "parameters": parameters_of(filters.form) if valid else [],
        "page": page,
        "bands": bands_of_page(page) if page and by_grade else [],
    }
    return render(request, "roles/list.html", context, status=200 if valid else 400)


def bands_of_page(page: Iterable[RoleLevel]) -> list[tuple[str, list[RoleLevel]]]:
    """Role levels that come sorted by grade, those of each organisation's grades together."""
    structures = GradeStructure.objects.values_list("pk", "organisation", "title")
    titles = band_titles(StructureNames(*names) for names in structures)

    def title(level: RoleLevel) -> str:
        return titles[level.grade.structure_id] if level.grade else NO_GRADE

    return [(band, list(levels)) for band, levels in groupby(page, title)]


def chosen_tags(form: Any) -> list[Tag]:
    """What is chosen, each with the list without it, from its first page."""
    in_use, tags = parameters_of(form), []
    names = {name: dict(getattr(field, "choices", ())) for name, field in form.fields.items()}
    for name, value in in_use:
        if name != "sort":
            rest = [other for other in in_use if other != (name, value)]
            url = with_query(address("roles:list"), rest)
            tags.append(Tag(form.fields[name].label, names[name].get(value, value), url))
    return tags


def parameters_of(form: Any) -> list[tuple[str, str]]:
    """What an address must say for the same list: each choice once, nothing that says nothing."""
    values = ((name, form.cleaned_data[name]) for name in form.fields)
    return [
        (name, each)
        for name, value in values
        for each in ([value] if isinstance(value, str) else value)
        if each
    ]
