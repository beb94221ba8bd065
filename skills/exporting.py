"""All skills with their levels and indicators, as the rows that an import of skills takes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from capframe.plans.files.columns import Row, WrittenFields, names_of, spread
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import make_distinct
from skills.columns import FRAMEWORK, SKILL_COLUMNS
from skills.models import Indicator, Skill, SkillLevel

OF_SKILL = WrittenFields(Skill, SKILL_COLUMNS)
OF_LEVEL = WrittenFields(SkillLevel, SKILL_COLUMNS)
OF_INDICATOR = WrittenFields(Indicator, SKILL_COLUMNS)


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
    frameworks = names_of(FRAMEWORK)
    levels = OF_LEVEL.read(SkillLevel.objects.in_order(), "skill", "pk", "level__title")
    indicators = OF_INDICATOR.read(Indicator.objects.in_order(), "skill_level")
    found = skills.order_by().values("pk", "framework", "position", "title", *OF_SKILL.by_lookup)
    for skill in sorted(
        found, key=lambda one: (frameworks[one["framework"]], one["position"], one["title"])
    ):
        named = {"skill_framework": frameworks[skill["framework"]], "skill": tidy(skill["title"])}
        rows = level_rows(levels.get(skill["pk"], ()), indicators)
        yield from spread(named, OF_SKILL.cells(skill), rows)


def level_rows(levels: Sequence[tuple], indicators: Mapping[int, Sequence[tuple]]) -> Iterator[Row]:
    """What a skill's rows say of its levels, the lowest first, each with its behaviours."""
    for pk, title, cells in levels:
        named = {"level": tidy(title)}
        yield from spread(named, cells, (said for (said,) in indicators.get(pk, ())))
