"""What a file of grades would change, and everything that is wrong with it."""

from collections.abc import Sequence

from capframe.base.models import Source
from capframe.plans.choices import find_gone
from capframe.plans.history_version import newest_history
from capframe.plans.import_kinds import Checked, Choices, Progress
from capframe.plans.name_index import Key, Known, Naming, known_of
from capframe.plans.plan import Plan
from capframe.spreadsheets.report import Findings, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Records
from grades.importing.columns import COLUMNS, GRADE, STRUCTURE
from grades.importing.desired_grades import Reading, StructureWish
from grades.importing.existing_grades import Today, structures_today
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
    seen = newest_history((Source, *MODELS))
    findings = Findings(records.headings)
    if find_gone(((Source, choices.source), (GradeStructure, choices.grade_structure)), findings):
        return Checked(Plan(), findings.sorted_errors)
    progress("Reading the rows", 0, len(records))
    rows = without_repeats(records, findings)
    find_missing(rows, GRADE, findings)
    find_too_long(rows, COLUMNS, findings)
    entries = structures_today()
    structures = known_of(entries.values())
    naming = Naming(structures, STRUCTURE.name, "grade structure")
    by_structure = naming.rows(rows, choices.grade_structure, findings)
    named = dict.fromkeys(key for key, _ in by_structure)
    today = Today.of(entries, [key for key in named if isinstance(key, int)])
    grades = grades_of(list(named), today)
    wishes = Reading(structures, grades, findings).read(by_structure)
    progress("Reading the rows", len(records), len(records))
    for wish in wishes:
        find_incomplete(wish, findings)
        find_clashes(wish, today, findings)
    if findings.errors:
        return Checked(Plan(), findings.sorted_errors, findings.sorted_warnings)
    plan = planned(wishes, Planning(today, structures, choices))
    plan.seen |= seen
    return Checked(plan, (), findings.sorted_warnings)


def grades_of(structures: Sequence[Key], today: Today) -> dict[Key, Known]:
    """The known grades of each structure."""
    found = {key: Known() for key in structures}
    for pk, entry in today.grades.items():
        values = entry.values
        found[values["structure_id"]].add(pk, values["title"], values["slug"])
    return found


def planned(wishes: Sequence[StructureWish], planning: Planning) -> Plan:
    """The plan of all wishes, structure by structure."""
    for wish in wishes:
        planning.structure(wish)
    return planning.builder.plan
