"""One role level in full, and a role with its ladder."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate

from capframe.base.pagination import page_of
from capframe.base.places import Placed, places_by_source
from roles.absence import fact_absence, skill_absences
from roles.addresses import comparison_address
from roles.careers.next_grade import next_grade_of, with_places_of
from roles.careers.next_levels import NextLevels, load_next_levels
from roles.compare.comparison import FEWEST, MOST
from roles.loading import load_profiles
from roles.loading_content import load_purposes, load_required_skills
from roles.models import Role, RoleLevel
from roles.order_words import INFERRED, ORDER_NOT_STATED, SET_BY_EDITORS
from roles.profiles import Profile
from roles.references import parse_reference
from roles.role_orders import RoleOrder, role_order_of_entries
from roles.skill_matrix import SkillMatrix, skill_matrix_of

LEVELS_A_PAGE = 100


def role(request: HttpRequest, role: str) -> HttpResponse:
    entry = get_object_or_404(
        Role.objects.published_or_withdrawn().select_related("family", "source"), slug=role
    )
    levels = list(entry.levels.published().with_role_and_grade())
    order = role_order_of_entries(levels)
    levels.sort(key=lambda one: (order.places.get(one.pk, 0), one.title))
    page = page_of(request, levels, LEVELS_A_PAGE)
    purposes = load_purposes([level.pk for level in page])
    can_compare = FEWEST <= len(levels) <= MOST
    context = {
        "role": entry,
        "withdrawal": entry.withdrawal,
        "page": page,
        "rungs": [(level, purposes.get(level.pk, "")) for level in page],
        "compare_url": comparison_address(*(level.reference for level in levels))
        if can_compare
        else "",
        "skill_matrix": load_skill_matrix(levels, order) if can_compare else None,
        "order": order,
        "order_not_stated": ORDER_NOT_STATED,
        "set_by_editors": SET_BY_EDITORS,
        "trail": [
            ("Job families", reverse("families:list")),
            (entry.family.title, entry.family.get_absolute_url()),
        ],
    }
    return render(request, "roles/role.html", context)


def load_skill_matrix(levels: Sequence[RoleLevel], order: RoleOrder) -> SkillMatrix:
    """What each level of a role asks for; only levels of different places are in order."""
    skills = load_required_skills([level.pk for level in levels])
    in_order = order.is_stated and not order.has_shared_places
    return skill_matrix_of([(one.title, skills[one.pk]) for one in levels], in_order=in_order)


def level(request: HttpRequest, role: str, level: str) -> HttpResponse:
    steps = load_next_levels(role, level)
    profile, *above = load_with_next(role, level, steps)
    next_grade = next_grade_of(profile, steps, above)
    context = {
        "profile": profile,
        "withdrawal": profile.withdrawal,
        "absences": list(skill_absences(profile.required_skills)),
        "facts_absent": fact_absence(profile),
        **skills_context(profile),
        "steps": steps,
        "next_grade": next_grade,
        "has_where_next": bool(
            next_grade or steps.down or profile.required_skills or not steps.order.is_stated
        ),
        "inferred": INFERRED,
        "set_by_editors": SET_BY_EDITORS,
        "places": places_by_source(parts_of(profile)),
        "address": request.build_absolute_uri(profile.url),
        "today": localdate(),
        "trail": [
            ("Job families", reverse("families:list")),
            (profile.family, profile.family_url),
            (profile.role, profile.role_url),
        ],
    }
    return render(request, "roles/level.html", context)


def skills_context(profile: Profile) -> dict[str, Any]:
    """What is said of all skills of a role level at once: what does not differ between them."""
    frameworks = profile.skill_frameworks
    return {
        "skills_title": profile.skills_title,
        "all_assessed": profile.all_assessed,
        "framework": frameworks[0] if len(frameworks) == 1 else "",
        "names_frameworks": len(frameworks) > 1,
    }


def load_with_next(role: str, level: str, steps: NextLevels) -> list[Profile]:
    """The role level that an address names, and those one step up. Raises Http404."""
    references = ((role, level), *(parse_reference(one.reference) for one in steps.up))
    profiles = load_profiles(references, with_order=False, in_full=(role, level))
    here = next((one for one in profiles if one.reference == f"{role}/{level}"), None)
    if here is None:
        raise Http404("no role level that readers may see at this address")
    place = steps.order.places.get(here.pk)
    return [replace(here, role_place=place), *with_places_of(steps.up, profiles)]


def parts_of(profile: Profile) -> Iterator[tuple[str, Placed]]:
    """What the page of a role level shows, part by part, each with its title."""
    yield from ((section.heading, section) for section in profile.sections)
    yield from ((skill.title, skill) for skill in profile.required_skills)
