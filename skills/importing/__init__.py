"""Bulk import of skills with what they ask at each level, and the behaviours that show it."""

from capframe.base.importing import ImportKind
from skills.exporting import rows
from skills.importing.check import MODELS, check
from skills.importing.columns import COLUMNS
from skills.importing.example import EXAMPLE

SKILLS = ImportKind(
    name="skills",
    title="Skills",
    columns=COLUMNS,
    models=MODELS,
    check=check,
    example=EXAMPLE,
    export=rows,
)
