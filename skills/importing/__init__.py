"""Bulk import of skills with what they ask at each level, and the behaviours that show it."""

from capframe.plans.import_kinds import COMMON_FLAGS, KEEP_LIST_MARKS, ImportKind
from skills.exporting import export_skills
from skills.importing.check_skills import SKILL_MODELS, check_skills
from skills.importing.columns import BEHAVIOUR_LISTS, SKILL_COLUMNS, SKILL_DEFAULTS
from skills.importing.example import EXAMPLE

SKILLS = ImportKind(
    name="skills",
    title="Skills",
    columns=SKILL_COLUMNS,
    models=SKILL_MODELS,
    check_rows=check_skills,
    example=EXAMPLE,
    export=export_skills,
    defaults=SKILL_DEFAULTS,
    flags=(*COMMON_FLAGS, KEEP_LIST_MARKS),
    lists=(BEHAVIOUR_LISTS,),
)
