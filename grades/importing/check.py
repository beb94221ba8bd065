"""What a file of grades would change, and everything that is wrong with it."""

from collections.abc import Sequence

from capframe.base.importing import Checked, Choices, Progress
from capframe.base.models import Source
from capframe.base.plans.choosing import find_gone
from capframe.base.plans.known import Key, Known, Naming, known_of
from capframe.base.plans.plan import Plan
from capframe.base.plans.seen import newest_history
from capframe.base.tables.findings import Findings, find_missing, find_too_long, without_repeats
from capframe.base.tables.table import Records
from grades.importing.columns import COLUMNS, GRADE, STRUCTURE
from grades.importing.planning import Planning, find_clashes, find_incomplete
from grades.importing.today import Today, structures_today
from grades.importing.wishes import Reading, StructureWish
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
