"""Bulk import of grade structures, their grades, and what these are paid."""

from capframe.plans.import_kinds import ImportKind
from grades.columns import GRADE_COLUMNS, GRADE_DEFAULTS
from grades.exporting import export_grades
from grades.importing.example import EXAMPLE
from grades.importing.plan_grades import plan_grades
from grades.models import Grade, GradeStructure, PayRange

GRADES = ImportKind(
    name="grades",
    title="Grades",
    columns=GRADE_COLUMNS,
    models=(GradeStructure, Grade, PayRange),
    plan_rows=plan_grades,
    example=EXAMPLE,
    export=export_grades,
    defaults=GRADE_DEFAULTS,
)
