"""Bulk import of grade structures, their grades, and what these are paid."""

from capframe.plans.import_kinds import ImportKind
from grades.exporting import export_grades
from grades.importing.check_grades import GRADE_MODELS, check_grades
from grades.importing.columns import GRADE_COLUMNS, GRADE_DEFAULTS
from grades.importing.example import EXAMPLE

GRADES = ImportKind(
    name="grades",
    title="Grades",
    columns=GRADE_COLUMNS,
    models=GRADE_MODELS,
    check_rows=check_grades,
    example=EXAMPLE,
    export=export_grades,
    defaults=GRADE_DEFAULTS,
)
