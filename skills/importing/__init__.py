"""Bulk import of skills with what they ask at each level, and the behaviours that show it."""

from capframe.plans.import_kinds import ImportKind
from skills.exporting import export_skills
from skills.importing.check_skills import MODELS, check
from skills.importing.columns import COLUMNS
from skills.importing.example import EXAMPLE

SKILLS = ImportKind(
    name="skills",
    title="Skills",
    columns=COLUMNS,
    models=MODELS,
    check=check,
    example=EXAMPLE,
    export=export_skills,
)
