"""Bulk import of grade structures, their grades, and what these are paid."""

from pathlib import Path

from capframe.plans.files.exports import choose_by
from capframe.plans.files.import_kinds import ImportKind, read_example
from grades.columns import GRADE_COLUMNS, GRADE_DEFAULTS
from grades.exporting import export_grades
from grades.importing.plan_grades import plan_grades
from grades.models import Grade, GradeStructure, PayRange

GRADES = ImportKind(
    name="grades",
    title="Grades",
    columns=GRADE_COLUMNS,
    models=(GradeStructure, Grade, PayRange),
    plan_rows=plan_grades,
    example=read_example(Path(__file__).with_name("example.csv")),
    export=export_grades,
    export_choices=(
        choose_by(Grade, "grade_structure", GradeStructure, "structure"),
        choose_by(Grade, "grade", Grade),
    ),
    defaults=GRADE_DEFAULTS,
)
