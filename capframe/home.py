"""The home page: three tasks, job families with their roles, and routes into professions."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from grades.models import GradeStructure
from roles.careers.family_overviews import load_overviews
from roles.models import JobFamily, Workstream
from roles.step_up.moves import load_move
from skills.models import SkillFramework

# Of a large catalogue home shows some families with their roles and names some others.
MOST_SHOWN, MOST_NAMED = 12, 60
MOST_LINKS = 5
MOST_LADDERS = 3


def home(request: HttpRequest) -> HttpResponse:
    """What this is, three ways in, and every job family that has roles."""
    with_numbers: Iterable[Any] = JobFamily.objects.published().with_numbers()
    families = [family for family in with_numbers if family.number_of_roles]
    overviews = load_overviews(families[:MOST_SHOWN])
    structures = list(GradeStructure.objects.with_gives_pay(on=localdate())[: MOST_LINKS + 1])
    frameworks: Any = SkillFramework.objects.with_number_of("skills")
    first_frameworks = list(frameworks.filter(number_of_skills__gt=0)[: MOST_LINKS + 1])
    context = {
        "families": families,
        "number_of_families": len(families),
        "overviews": overviews,
        "others": families[MOST_SHOWN : MOST_SHOWN + MOST_NAMED],
        "ladders": list(islice((one for one in overviews if one.comparison), MOST_LADDERS)),
        "structures": structures[:MOST_LINKS],
        "has_more_structures": len(structures) > MOST_LINKS,
        "frameworks": first_frameworks[:MOST_LINKS],
        "has_more_frameworks": len(first_frameworks) > MOST_LINKS,
        "routes": Workstream.objects.published().exclude(route="").with_family(),
        "move": load_move(families, {}),
    }
    return render(request, "home.html", context)
