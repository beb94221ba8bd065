"""The reader's pages of grades: structures, one structure, one grade."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate

from capframe.base.absence import describe_absences
from capframe.base.pagination import page_in
from capframe.base.places import places_of
from grades.models import Grade, GradeStructure
from grades.pay_groups import group_pay
from grades.salary_scale import scales_of

ROLE_LEVELS_A_PAGE = 100


def structures(request: HttpRequest) -> HttpResponse:
    entries = list(GradeStructure.objects.with_grades(on=localdate()))
    add_numbers(entries)
    pay = chain.from_iterable(entry.current_pay() for entry in entries)
    context = {"structures": entries, "scales": scales_of(pay)}
    return render(request, "grades/list.html", context)


def structure(request: HttpRequest, structure: str) -> HttpResponse:
    entries = GradeStructure.objects.with_grades(on=localdate()).select_related("source")
    entry = get_object_or_404(entries, slug=structure)
    add_numbers([entry])
    context = {
        "structure": entry,
        "scales": scales_of(entry.current_pay()),
        "absences": list(absences_of(entry)),
        "trail": [("Grades", reverse("grades:list"))],
    }
    return render(request, "grades/structure.html", context)


def add_numbers(structures: Iterable[GradeStructure]) -> None:
    """Give each of their grades ``number_of_role_levels``: how many readers see at it."""
    numbers = Grade.objects.numbers_of_role_levels()
    grade: Any
    for grade in chain.from_iterable(structure.grades.all() for structure in structures):
        grade.number_of_role_levels = numbers.get(grade.pk, 0)


def absences_of(structure: GradeStructure) -> Iterator[str]:
    """What is not said of the pay of its grades, loaded with it."""
    grades: Any = structure.grades.all()
    pay = structure.current_pay()
    said = {
        "salary": [grade.current_pay for grade in grades],
        "employer": [one.employer for one in pay],
        "date of salary": [one.valid_from for one in pay],
    }
    return describe_absences(said)


def grade(request: HttpRequest, structure: str, grade: str) -> HttpResponse:
    grades = Grade.objects.with_structure()
    entry = get_object_or_404(
        grades.select_related("source"), structure__slug=structure, slug=grade
    )
    role_levels = grades.entries_of("role_levels")
    page = page_in(role_levels.published().pages_at(entry.pk, ROLE_LEVELS_A_PAGE), request)
    shown = role_levels.with_role_and_grade().in_grade_order()
    page.object_list = shown.filter(pk__in=page.object_list)
    context = {
        "grade": entry,
        "above": grades.above(entry).first(),
        "below": grades.below(entry).first(),
        "page": page,
        "trail": [
            ("Grades", reverse("grades:list")),
            (entry.structure.title, entry.structure.get_absolute_url()),
        ],
    }
    return render(request, "grades/grade.html", context | pay_of(entry))


def pay_of(grade: Grade) -> dict[str, Any]:
    """A grade's pay as it holds today, its pay at other times, and where both are stated."""
    pay_ranges: Any = grade.pay_ranges
    ranges = pay_ranges.select_related("source").by_employer()
    today = list(ranges.current(on=localdate()))
    others = [pay for pay in ranges if pay not in today]
    return {
        "pay": group_pay(today),
        "other_pay": group_pay(others),
        "scales": scales_of([*today, *others]),
        "pay_places": places_of([*today, *others]),
    }
