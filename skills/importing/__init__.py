"""Bulk import of skills with what they ask at each level, and the behaviours that show it."""

from pathlib import Path

from capframe.plans.files.choices import COMMON_FLAGS, KEEP_LIST_MARKS
from capframe.plans.files.exports import choose_by
from capframe.plans.files.import_kinds import ImportKind, read_example
from skills.columns import (
    BEHAVIOUR_LISTS,
    IN_SKILLS_FILE,
    OTHER_SKILL_COLUMNS,
    SKILL_COLUMNS,
    SKILL_DEFAULTS,
)
from skills.exporting import export_skills
from skills.importing.known_levels import level_values, match_level_headings
from skills.importing.plan_skills import plan_skills
from skills.models import Indicator, ProficiencyLevel, Skill, SkillFramework, SkillLevel

SKILLS = ImportKind(
    name="skills",
    title="Skills",
    columns=SKILL_COLUMNS,
    models=(SkillFramework, ProficiencyLevel, Skill, SkillLevel, Indicator),
    plan_rows=plan_skills,
    example=read_example(Path(__file__).with_name("example.csv")),
    export=export_skills,
    export_choices=(
        choose_by(Skill, "skill_framework", SkillFramework, "framework"),
        choose_by(Skill, "skill", Skill),
    ),
    defaults=SKILL_DEFAULTS,
    flags=(*COMMON_FLAGS, KEEP_LIST_MARKS),
    lists=(BEHAVIOUR_LISTS,),
    other_columns=OTHER_SKILL_COLUMNS,
    match_wide=match_level_headings,
    value_columns=(level_values(IN_SKILLS_FILE),),
)
