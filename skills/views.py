"""The reader's pages of skills: frameworks, one framework, one skill."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from capframe.base.forms import error_links
from capframe.base.http import quoted, unknown_names
from capframe.base.pagination import GroupedPaginator, page_in, page_of
from capframe.base.places import Placed, places_by_source, places_of
from capframe.base.redirects import lead_on
from capframe.base.status import find_replaced
from capframe.base.word_search import has_title_words
from skills.absence import behaviour_absences
from skills.forms import FindSkillsForm
from skills.models import LeadershipExample, Skill, SkillFramework, SkillLevel
from skills.side_by_side import side_by_side

SKILLS_A_PAGE = 100
ROLE_LEVELS_A_PAGE = 100


def frameworks(request: HttpRequest) -> HttpResponse:
    """Every framework, and the skills of all of them by pages."""
    found = find_skills(request)
    context = {"frameworks": SkillFramework.objects.with_number_of("skills"), **found}
    return render(request, "skills/list.html", context, status=400 if found["errors"] else 200)


def framework(request: HttpRequest, framework: str) -> HttpResponse:
    """One framework: its skills, its scale of levels, and what its source says of it."""
    entries = SkillFramework.objects.with_scale().with_sections().select_related("source")
    entry = get_object_or_404(entries, slug=framework)
    found = find_skills(request, framework=entry.pk)
    context = {
        "framework": entry,
        "scale_places": places_of(entry.levels.all()),
        "trail": [("Skills", reverse("skills:list"))],
        **found,
    }
    return render(request, "skills/framework.html", context, status=400 if found["errors"] else 200)


def find_skills(request: HttpRequest, **chosen: int) -> dict[str, Any]:
    """The page of skills that is asked for: those whose names have the words of ``?q=``.

    Args:
        request: for the page.
        chosen: what they are filtered by.
    """
    form = FindSkillsForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    skills = Skill.objects.published().filter(has_title_words(Skill, words, "title"), **chosen)
    pages = GroupedPaginator(
        skills.in_framework_order(),
        SKILLS_A_PAGE,
        group="framework",
        order=("title",),
        key=(words, *chosen.items()),
    )
    page = page_in(pages, request)
    shown = Skill.objects.with_framework().with_number_of("requirements").in_framework_order()
    page.object_list = shown.filter(pk__in=page.object_list)
    return {
        "form": form,
        "words": words,
        "page": page,
        "errors": error_links(form),
        "unknown": quoted(unknown_names(request, ["q", "page"])),
    }


def skill(request: HttpRequest, framework: str, skill: str) -> HttpResponse:
    entries = Skill.objects.published_or_withdrawn().with_framework().select_related("source")
    entry = get_object_or_404(entries, framework__slug=framework, slug=skill)
    if elsewhere := lead_on(request, entry):
        return elsewhere
    requirements = entry.requirements.of_published_role_levels()
    page = page_of(request, requirements.with_role_level().by_level(), ROLE_LEVELS_A_PAGE)
    levels = list(entry.levels.with_indicators())
    examples = list(entry.leadership_examples.select_related("source").in_order())
    columns = side_by_side(
        [(one.level.position, one.level.title, one.pairs) for one in levels],
        in_order=entry.framework.levels_in_order,
    )
    context = {
        "skill": entry,
        "withdrawal": entry.withdrawal,
        "replaced": find_replaced(Skill, entry.pk),
        "levels": list(zip(levels, columns, strict=True)),
        "absences": list(behaviour_absences([level.pairs for level in levels], "level")),
        "examples": examples,
        "is_compared": any(column.compared_with for column in columns),
        "page": page,
        "groups": groups_of(page, requirements.count_by_level() if page else {}),
        "places": places_by_source(parts_of(entry, levels, examples)),
        "trail": [
            ("Skills", reverse("skills:list")),
            (entry.framework.title, entry.framework.get_absolute_url()),
        ],
    }
    return render(request, "skills/skill.html", context)


def groups_of(page: Page, numbers: Mapping[int | None, int]) -> list[tuple[Any, int, list[Any]]]:
    """The requirements of a page by the level that they name, if any, with the number of all."""
    return [
        (level, numbers[level.pk if level else None], list(same))
        for level, same in groupby(page, key=lambda requirement: requirement.level)
    ]


def parts_of(
    skill: Skill, levels: Iterable[SkillLevel], examples: Iterable[LeadershipExample]
) -> Iterator[tuple[str, Placed]]:
    """What the page of a skill shows, part by part, each with its title."""
    if skill.definition:
        yield "Definition", skill
    yield from ((one.level.title, one) for one in levels)
    yield from (("Examples of leadership", one) for one in examples)
