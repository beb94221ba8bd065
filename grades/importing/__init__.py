"""Bulk import of grade structures, their grades, and what these are paid."""

from capframe.plans.import_kinds import ImportKind
from grades.exporting import rows
from grades.importing.check_grades import MODELS, check
from grades.importing.columns import COLUMNS
from grades.importing.example import EXAMPLE

GRADES = ImportKind(
    name="grades",
    title="Grades",
    columns=COLUMNS,
    models=MODELS,
    check=check,
    example=EXAMPLE,
    export=rows,
)
