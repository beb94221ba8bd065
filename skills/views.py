"""The reader's pages of skills: frameworks, one framework, one skill."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from capframe.base.pagination import page_of
from capframe.base.places import places_of
from skills.absence import behaviour_absences
from skills.models import Skill, SkillFramework

ROLE_LEVELS_A_PAGE = 100


def frameworks(request: HttpRequest) -> HttpResponse:
    entries = SkillFramework.objects.with_skills()
    return render(request, "skills/list.html", {"frameworks": entries})


def framework(request: HttpRequest, framework: str) -> HttpResponse:
    """One framework: its skills, its scale of levels, and what its source says of it."""
    entries = SkillFramework.objects.with_skills().with_scale().with_sections()
    entry = get_object_or_404(entries.select_related("source"), slug=framework)
    context = {
        "framework": entry,
        "scale_places": places_of(entry.levels.all()),
        "trail": [("Skills", reverse("skills:list"))],
    }
    return render(request, "skills/framework.html", context)


def skill(request: HttpRequest, framework: str, skill: str) -> HttpResponse:
    entries = Skill.objects.published_or_withdrawn().with_framework().select_related("source")
    entry = get_object_or_404(entries, framework__slug=framework, slug=skill)
    requirements = entry.requirements.of_published_role_levels().with_role_level().in_grade_order()
    levels = list(entry.levels.with_indicators())
    examples = entry.leadership_examples.select_related("source").in_order()
    context = {
        "skill": entry,
        "withdrawal": entry.withdrawal,
        "levels": levels,
        "absences": list(behaviour_absences([level.pairs for level in levels], "level")),
        "examples": examples,
        "example_places": places_of(examples),
        "page": page_of(request, requirements, ROLE_LEVELS_A_PAGE),
        "trail": [
            ("Skills", reverse("skills:list")),
            (entry.framework.title, entry.framework.get_absolute_url()),
        ],
    }
    return render(request, "skills/skill.html", context)
