"""One role level in full, and a role with its ladder."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from roles.absence import skill_absences
from roles.careers.next_levels import next_levels_from
from roles.loading import load_profiles
from roles.models import Role
from roles.order_words import INFERRED, ORDER_NOT_STATED, SET_BY_EDITORS
from roles.role_orders import role_order_of_entries


def role(request: HttpRequest, role: str) -> HttpResponse:
    entry = get_object_or_404(
        Role.objects.published_or_withdrawn().select_related("family", "source"), slug=role
    )
    levels = list(entry.levels.published().with_role_and_grade())
    order = role_order_of_entries(levels)
    context = {
        "role": entry,
        "withdrawal": entry.withdrawal,
        "levels": sorted(levels, key=lambda one: (order.places.get(one.pk, 0), one.title)),
        "order": order,
        "order_not_stated": ORDER_NOT_STATED,
        "set_by_editors": SET_BY_EDITORS,
        "trail": [
            ("Job families", reverse("families:list")),
            (entry.family.title, entry.family.get_absolute_url()),
        ],
    }
    return render(request, "roles/role.html", context)


def level(request: HttpRequest, role: str, level: str) -> HttpResponse:
    profiles = load_profiles([(role, level)])
    if not profiles:
        raise Http404("no role level that readers may see at this address")
    (profile,) = profiles
    context = {
        "profile": profile,
        "withdrawal": profile.withdrawal,
        "absences": list(skill_absences(profile.required_skills)),
        "steps": next_levels_from(profile),
        "inferred": INFERRED,
        "set_by_editors": SET_BY_EDITORS,
        "trail": [
            ("Job families", reverse("families:list")),
            (profile.family, profile.family_url),
            (profile.role, profile.role_url),
        ],
    }
    return render(request, "roles/level.html", context)
