"""All skills with their levels and indicators, as the rows that an import of skills takes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from capframe.plans.files.columns import WrittenFields, names_of
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import make_distinct, without_blanks
from skills.columns import FRAMEWORK, SKILL_COLUMNS
from skills.models import Indicator, Skill, SkillLevel

Row = dict[str, str]


def export_skills(everything: bool, some: QuerySet | None = None) -> Iterator[Row]:
    """One row an indicator; a level or a skill without any has a row of its own.

    Args:
        everything: whether skills are among them that readers do not see.
        some: the skills of which the rows are; None for all.
    """
    every: Any = Skill.objects.all() if some is None else some
    skills = every if everything else every.published()
    return make_distinct(rows_of(skills), "skill", "skill_framework", "level")


def rows_of(skills: QuerySet) -> Iterator[Row]:
    """The rows, framework by framework and in its order."""
    frameworks, of_skill = names_of(FRAMEWORK), WrittenFields(Skill, SKILL_COLUMNS)
    levels, indicators = read_skill_levels(), read_behaviours()
    found = skills.order_by().values("pk", "framework", "position", "title", *of_skill.by_lookup)
    for skill in sorted(
        found, key=lambda one: (frameworks[one["framework"]], one["position"], one["title"])
    ):
        named = {"skill_framework": frameworks[skill["framework"]], "skill": tidy(skill["title"])}
        first = of_skill.cells(skill)
        for row in level_rows(levels[skill["pk"]], indicators):
            yield without_blanks({**named, **first, **row})
            first = {}


def level_rows(
    levels: Sequence[tuple[int, Row]], indicators: Mapping[int, Sequence[Row]]
) -> Iterator[Row]:
    """What a skill's rows say of its levels; one empty row where it has none."""
    if not levels:
        yield {}
    for pk, about in levels:
        first, *others = indicators.get(pk, [{}])
        yield {**about, **first}
        for said in others:
            yield {"level": about["level"], **said}


def read_skill_levels() -> dict[int, list[tuple[int, Row]]]:
    """Primary key and first row of each skill's levels, the lowest first."""
    found = defaultdict(list)
    of_level = WrittenFields(SkillLevel, SKILL_COLUMNS)
    entries = SkillLevel.objects.in_order()
    for level in entries.values("pk", "skill", "level__title", *of_level.by_lookup):
        row = {"level": tidy(level["level__title"]), **of_level.cells(level)}
        found[level["skill"]].append((level["pk"], row))
    return found


def read_behaviours() -> dict[int, list[Row]]:
    """The cells of each skill level's indicators, in order."""
    found, of_indicator = defaultdict(list), WrittenFields(Indicator, SKILL_COLUMNS)
    for one in Indicator.objects.in_order().values("skill_level", *of_indicator.by_lookup):
        found[one["skill_level"]].append(of_indicator.cells(one))
    return found
