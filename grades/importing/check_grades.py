"""What a file of grades would change, and everything that is wrong with it."""

from collections.abc import Iterable, Sequence

from capframe.base.models import Source
from capframe.plans.existing import newest_history_versions
from capframe.plans.import_kinds import Checked, Choices, Progress
from capframe.plans.name_index import Key, NameColumn, NameIndex, index_names
from capframe.plans.plan import Plan
from capframe.plans.same_names import NamedByFile, find_same_names
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.report import Report, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Records
from grades.importing.columns import ALIASES, FULL_TITLE, GRADE, GRADE_COLUMNS, STRUCTURE
from grades.importing.desired_grades import DesiredStructure, GradeRows
from grades.importing.existing_grades import ExistingGrades, read_structures
from grades.importing.plan_grades import (
    GradePlanner,
    find_incomplete,
    find_nameless_pay,
    find_position_clashes,
)
from grades.models import Grade, GradeStructure, PayRange

# What a file calls the fields with a grade's names.
NAME_COLUMNS = {"title": GRADE.name, "full_title": FULL_TITLE.name, "aliases": ALIASES.name}
GRADE_MODELS = (GradeStructure, Grade, PayRange)


def check_grades(records: Records, choices: Choices, progress: Progress) -> Checked:
    """Compare a file of grades with the catalogue; nothing is written."""
    history_versions = newest_history_versions((Source, *GRADE_MODELS))
    report = Report(records.headings)
    progress("Reading the rows", 0, len(records))
    rows = without_repeats(records, report)
    find_missing(rows, GRADE, report)
    find_too_long(rows, GRADE_COLUMNS, report)
    entries = read_structures()
    structures = index_names(entries.values())
    name_column = NameColumn(structures, STRUCTURE.name, "grade structure")
    by_structure = name_column.match_rows(rows, choices.defaults.get(STRUCTURE.name), report)
    named = dict.fromkeys(key for key, _ in by_structure)
    existing = ExistingGrades.read(entries, [key for key in named if isinstance(key, int)])
    grades = index_grades(list(named), existing)
    grade_rows = GradeRows(structures, grades, report)
    desired = grade_rows.bring_together(by_structure)
    progress("Reading the rows", len(records), len(records))
    for structure in desired:
        find_incomplete(structure, report)
        find_position_clashes(structure, existing, report)
        find_nameless_pay(structure, existing, report)
        find_same_names_in(structure, existing, grade_rows.column_values, report)
    if report.errors:
        return Checked(Plan(), report.sorted_errors, report.sorted_warnings)
    plan = plan_structures(desired, GradePlanner(existing, structures, choices))
    plan.history_versions |= history_versions
    return Checked(plan, (), report.sorted_warnings)


def index_grades(structures: Sequence[Key], existing: ExistingGrades) -> dict[Key, NameIndex]:
    found = {key: NameIndex() for key in structures}
    for pk, entry in existing.grades.items():
        values = entry.values
        found[values["structure_id"]].add(pk, values["title"], values["slug"])
    return found


def find_same_names_in(
    structure: DesiredStructure,
    existing: ExistingGrades,
    column_values: ColumnValues,
    report: Report,
) -> None:
    find_same_names(
        Grade,
        [one for one in existing.grades.values() if one.values["structure_id"] == structure.key],
        [
            NamedByFile(grade.key, grade.title, grade.record, grade.thing)
            for grade in structure.grades.values()
        ],
        NAME_COLUMNS,
        column_values,
        report,
    )


def plan_structures(desired: Iterable[DesiredStructure], planner: GradePlanner) -> Plan:
    for structure in desired:
        planner.plan_structure(structure)
    return planner.builder.plan
