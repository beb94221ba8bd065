"""What a file of grades would change, and what is wrong with it beside its columns."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from capframe.plans.changes import Values
from capframe.plans.existing import ExistingEntry, as_json, read_existing
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.entry_planner import EntryPlanner
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.unnamed import match_or_ask
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.names import folded
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import desired_text
from grades.columns import EMPLOYER, GRADE, LOCATION, POSITION, STRUCTURE
from grades.importing.desired_pay import DesiredPay, PayKey, PayRows
from grades.importing.questions import structure_question, take_answer
from grades.models import PayRange

# What there is of pay, by the primary key of its grade and what else tells it from all other.
ExistingPay = dict[tuple[int, PayKey], ExistingEntry]


@dataclass(eq=False, slots=True)
class DesiredGrade(DesiredEntry):
    """A grade, with its pay by what tells it from its other pay."""

    pay: dict[PayKey, DesiredPay] = field(default_factory=dict)


def plan_grades(file: FileCheck) -> None:
    """Find what is wrong with the rows, and plan structures, grades and pay."""
    file.progress("Reading the rows", 0, len(file.rows))
    file = take_answer(file)
    structures = DesiredEntries(STRUCTURE, file, DesiredEntry)
    structures.read_names()
    rows = match_or_ask(structures, file.rows, GRADE.name, structure_question)
    grades = DesiredEntries(GRADE, file, DesiredGrade, structures)
    grades.read_names()
    for structure, record in rows:
        structures.take(structure, record)
    pay_rows = PayRows(file.report)
    for grade, record in grades.match_within(rows):
        grades.take(grade, record)
        pay_rows.take(grade.pay, grade.in_words, record)
    file.progress("Reading the rows", len(file.rows), len(file.rows))
    for entries in (structures, grades):
        entries.report_disagreements()
        entries.find_incomplete()
    pay = read_pay(grades)
    find_position_clashes(grades, file.report)
    find_nameless_pay(grades, pay, file.report)
    grades.find_same_names()
    plan_desired(structures, grades, pay, EntryPlanner(file))


def read_pay(grades: DesiredEntries[DesiredGrade]) -> ExistingPay:
    """What the grades that the file names are paid."""
    named = [grade.pk for grade in grades.found if not grade.is_new]
    found = {}
    for entry in read_existing(PayRange.objects.filter(grade__in=named).order_by("pk")).values():
        values = entry.values
        key = folded(values["employer"]), folded(values["location"]), values["valid_from"]
        found[values["grade_id"], key] = entry
    return found


def plan_desired(
    structures: DesiredEntries,
    grades: DesiredEntries[DesiredGrade],
    pay: ExistingPay,
    planner: EntryPlanner,
) -> None:
    """Plan structure by structure, each with its grades and their pay."""
    for structure in structures.found:
        planner.plan(structures, structure)
        for grade in (one for one in grades.found if one.within is structure):
            pk = planner.plan(grades, grade)
            for key, desired in grade.pay.items():
                plan_pay(planner, pk, pay.get((pk, key)), desired)


def plan_pay(
    planner: EntryPlanner, grade: int, entry: ExistingEntry | None, pay: DesiredPay
) -> None:
    said = {
        "minimum": as_json(pay.minimum),
        "maximum": as_json(pay.maximum),
        "period": pay.period,
        "currency": pay.currency,
        "note": desired_text(entry.values["note"] if entry else "", pay.note),
    }
    of_new = {name: getattr(pay, name) for name in ("employer", "location", "valid_from")}
    planner.put(PayRange, entry, said, pay.record.line, grade_id=grade, **of_new)


def find_position_clashes(grades: DesiredEntries[DesiredGrade], report: Report) -> None:
    """Find positions that two grades of a structure would have."""
    moving = {grade.pk for grade in grades.found if grades.said(grade, POSITION)}
    holders = {
        (values["structure_id"], values["position"]): f"“{values['title']}” of the catalogue"
        for pk, values in grades.existing.items()
        if pk not in moving
    }
    for grade in grades.found:
        text = grades.said(grade, POSITION)
        if not text:
            continue
        place = grade.within.key, int(text)
        if other := holders.get(place):
            message = f"“{grade.title}” cannot have the position {text}: {other} has it."
            remedy = "Give every grade of the structure a position of its own."
            row = grades.column_values.row(grade, POSITION.name)
            report.fault(row, POSITION.name, message, remedy)
        else:
            line = grades.column_values.line(grade, POSITION.name)
            holders[place] = f"“{grade.title}” on line {line}"


def find_nameless_pay(
    grades: DesiredEntries[DesiredGrade], existing: ExistingPay, report: Report
) -> None:
    """Warn of new pay that lacks an employer or a location which other pay of the day names.

    They may be the same.
    """
    of_day: dict[tuple[int, str | None], list[Values]] = defaultdict(list)
    for (pk, (_, _, day)), entry in existing.items():
        of_day[pk, day].append(entry.values)
    for grade in grades.found:
        for key, pay in grade.pay.items():
            if (grade.pk, key) not in existing:
                warn_of_nameless(grade, pay, of_day[grade.pk, pay.valid_from], report)


def warn_of_nameless(
    grade: DesiredGrade, pay: DesiredPay, others: Sequence[Values], report: Report
) -> None:
    """Warn of the first thing that pay leaves blank and other pay names, which is else the same."""
    said = {EMPLOYER: folded(pay.employer), LOCATION: folded(pay.location)}
    for column, what in ((EMPLOYER, "of the employer"), (LOCATION, "for the location")):
        rest = [(one.name, text) for one, text in said.items() if one is not column and text]
        names = (
            values[column.name]
            for values in others
            if all(folded(values[name]) == text for name, text in rest)
        )
        name = "" if said[column] else next(filter(None, names), "")
        if name:
            message = (
                f"The {grade.in_words} has such pay {what} “{shown(name)}”; this row names none, "
                "so it is other pay."
            )
            remedy = f"Fill in the {column.name}, if it is the same."
            about = f"Pay names no {column.name}"
            report.warn(Remark.NOTE, pay.record, column.name, message, remedy, about)
            return
