"""What a file of grades would change, and everything that is wrong with it."""

from collections.abc import Sequence

from capframe.base.models import Source
from capframe.plans.existing import newest_history_versions
from capframe.plans.import_kinds import Checked, Choices, Progress, report_deleted_choices
from capframe.plans.name_index import Key, NameColumn, NameIndex, index_names
from capframe.plans.plan import Plan
from capframe.spreadsheets.report import Report, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Records
from grades.importing.columns import COLUMNS, GRADE, STRUCTURE
from grades.importing.desired_grades import DesiredStructure, Reading
from grades.importing.existing_grades import ExistingGrades, existing_structures
from grades.importing.plan_grades import Planning, find_clashes, find_incomplete
from grades.models import Grade, GradeStructure, PayRange

MODELS = (GradeStructure, Grade, PayRange)


def check(records: Records, choices: Choices, progress: Progress) -> Checked:
    """Hold a file of grades against the catalogue; nothing is written.

    Args:
        records: its rows.
        choices: as chosen for the file.
        progress: is told of each step.
    """
    history_versions = newest_history_versions((Source, *MODELS))
    report = Report(records.headings)
    if report_deleted_choices(
        ((Source, choices.source), (GradeStructure, choices.grade_structure)), report
    ):
        return Checked(Plan(), report.sorted_errors)
    progress("Reading the rows", 0, len(records))
    rows = without_repeats(records, report)
    find_missing(rows, GRADE, report)
    find_too_long(rows, COLUMNS, report)
    entries = existing_structures()
    structures = index_names(entries.values())
    name_column = NameColumn(structures, STRUCTURE.name, "grade structure")
    by_structure = name_column.match_rows(rows, choices.grade_structure, report)
    named = dict.fromkeys(key for key, _ in by_structure)
    existing = ExistingGrades.of(entries, [key for key in named if isinstance(key, int)])
    grades = grades_of(list(named), existing)
    desired = Reading(structures, grades, report).read(by_structure)
    progress("Reading the rows", len(records), len(records))
    for wish in desired:
        find_incomplete(wish, report)
        find_clashes(wish, existing, report)
    if report.errors:
        return Checked(Plan(), report.sorted_errors, report.sorted_warnings)
    plan = planned(desired, Planning(existing, structures, choices))
    plan.history_versions |= history_versions
    return Checked(plan, (), report.sorted_warnings)


def grades_of(structures: Sequence[Key], existing: ExistingGrades) -> dict[Key, NameIndex]:
    """The known grades of each structure."""
    found = {key: NameIndex() for key in structures}
    for pk, entry in existing.grades.items():
        values = entry.values
        found[values["structure_id"]].add(pk, values["title"], values["slug"])
    return found


def planned(desired: Sequence[DesiredStructure], planning: Planning) -> Plan:
    """The plan of all wishes, structure by structure."""
    for wish in desired:
        planning.structure(wish)
    return planning.builder.plan
