"""The home page: three tasks, job families with their roles, and routes into professions."""

from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import DateField, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from grades.models import GradeStructure
from roles.careers.family_numbers import CountedFamily, load_counted_families
from roles.careers.family_overviews import load_overviews
from roles.loading_families import load_routes
from roles.step_up.moves import MOST_LISTED, load_move
from skills.models import Skill, SkillFramework

# Of a large catalogue home shows some families with their roles and names some others.
MOST_SHOWN, MOST_NAMED = 12, 60
MOST_LINKS = 5
MOST_LADDERS = 3


class Link(NamedTuple):
    """To a job family, a grade structure or a skill framework; ``note`` says what is there."""

    title: str
    url: str
    note: str = ""


def home(request: HttpRequest) -> HttpResponse:
    """What this is, three ways in, and every job family that has roles."""
    families = load_counted_families(counted=MOST_SHOWN + MOST_NAMED, all_up_to=MOST_LISTED)
    overviews = load_overviews(families[:MOST_SHOWN])
    structures, frameworks = load_structures(), load_frameworks()
    context = {
        "families": [(family.slug, family.title) for family in families],
        "overviews": overviews,
        "others": list(map(link_to, families[MOST_SHOWN : MOST_SHOWN + MOST_NAMED])),
        "ladders": list(islice((one for one in overviews if one.comparison), MOST_LADDERS)),
        "structures": structures[:MOST_LINKS],
        "has_more_structures": len(structures) > MOST_LINKS,
        "frameworks": frameworks[:MOST_LINKS],
        "has_more_frameworks": len(frameworks) > MOST_LINKS,
        "routes": load_routes(),
        "move": load_move(families, {}),
    }
    return render(request, "home.html", context)


def link_to(family: CountedFamily) -> Link:
    number = family.number_of_roles
    return Link(
        family.title, family.get_absolute_url(), f"{number:,} role{'' if number == 1 else 's'}"
    )


def load_structures() -> list[Link]:
    """The first grade structures, one more than are linked."""
    rows = structures_query().rows({"on": localdate()})
    return [
        Link(
            row.title,
            address("grades:structure", row.slug),
            "grades and salaries" if row.gives_pay else "grades",
        )
        for row in rows
    ]


@cache
def structures_query() -> Prepared:
    structures: Any = GradeStructure.objects.with_gives_pay(on=Parameter("on", DateField()))
    return Prepared(structures.values_list("title", "slug", "gives_pay")[: MOST_LINKS + 1])


def load_frameworks() -> list[Link]:
    """The first skill frameworks in which readers see a skill, one more than are linked."""
    rows = frameworks_query().rows({})
    return [Link(row.title, address("skills:framework", row.slug)) for row in rows]


@cache
def frameworks_query() -> Prepared:
    seen = Skill.objects.published().filter(framework=OuterRef("pk"))
    frameworks = SkillFramework.objects.filter(Exists(seen))
    return Prepared(frameworks.values_list("title", "slug")[: MOST_LINKS + 1])
