"""All skills with their levels and indicators, as the rows that an import of skills takes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from capframe.base.aliases import tidy_aliases
from capframe.plans.name_index import names_in_files
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import make_distinct, tidy_text, without_blanks
from skills.models import Indicator, Skill, SkillFramework, SkillLevel

Row = dict[str, str]


def export_skills(everything: bool) -> Iterator[Row]:
    """One row an indicator; a level or a skill without any has a row of its own.

    Args:
        everything: whether skills are among them that readers do not see.
    """
    return make_distinct(all_rows(everything), "skill", "skill_framework", "level")


def all_rows(everything: bool) -> Iterator[Row]:
    """The rows, framework by framework and in its order."""
    frameworks = names_in_files(SkillFramework.objects.values_list("pk", "title", "slug"))
    levels, indicators = read_skill_levels(), read_behaviours()
    skills = Skill.objects.all() if everything else Skill.objects.published()
    found = skills.values_list("pk", "framework", "position", "title", "definition", "aliases")
    for pk, framework, _, title, definition, aliases in sorted(
        found, key=lambda skill: (frameworks[skill[1]], skill[2], skill[3])
    ):
        named = {"skill_framework": frameworks[framework], "skill": tidy(title)}
        first = {"skill_description": tidy_text(definition), "aliases": tidy_aliases(aliases)}
        for row in level_rows(levels[pk], indicators):
            yield without_blanks({**named, **first, **row})
            first = {}


def level_rows(levels: Sequence[tuple], indicators: Mapping[int, Sequence[tuple]]) -> Iterator[Row]:
    """What a skill's rows say of its levels; one empty row where it has none."""
    if not levels:
        yield {}
    for pk, title, description in levels:
        first = {"level_description": tidy_text(description)}
        for effective, ineffective in indicators.get(pk, [("", "")]):
            said = {"effective": tidy_text(effective), "ineffective": tidy_text(ineffective)}
            yield {"level": tidy(title), **first, **said}
            first = {}


def read_skill_levels() -> dict[int, list[tuple]]:
    """Primary key, title and description of each skill's levels, the lowest first."""
    found = defaultdict(list)
    entries = SkillLevel.objects.in_order()
    for skill, *level in entries.values_list("skill", "pk", "level__title", "description"):
        found[skill].append(tuple(level))
    return found


def read_behaviours() -> dict[int, list[tuple]]:
    """Effective and ineffective behaviour of each skill level's indicators, in order."""
    found = defaultdict(list)
    entries = Indicator.objects.in_order()
    for level, *pair in entries.values_list("skill_level", "effective", "ineffective"):
        found[level].append(tuple(pair))
    return found
