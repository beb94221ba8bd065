"""The plan of a file of grades: what is created and changed, structure by structure."""

from typing import Any

from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry, as_json
from capframe.plans.import_kinds import Choices
from capframe.plans.name_index import NameIndex
from capframe.plans.same_names import desired_aliases
from capframe.plans.slugs import Slugs
from capframe.plans.sources import lazy_source, origin, with_origin
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import desired_text
from grades.importing.columns import EMPLOYER, ORGANISATION, POSITION
from grades.importing.desired_grades import NO_RECORD, DesiredGrade, DesiredStructure
from grades.importing.desired_pay import DesiredPay
from grades.importing.existing_grades import ExistingGrades
from grades.models import Grade, GradeStructure, PayRange


class GradePlanner:
    """Makes a plan of what is desired.

    Args:
        structures: all structures of the catalogue and the file.
    """

    def __init__(self, existing: ExistingGrades, structures: NameIndex, choices: Choices) -> None:
        self.existing, self.choices = existing, choices
        self.builder = PlanBuilder()
        self.source = lazy_source(self.builder, choices)
        self.slugs = Slugs((None, slug) for slug in structures.slugs.values() if slug)
        self.grade_slugs = Slugs(
            (entry.values["structure_id"], entry.values["slug"])
            for entry in existing.grades.values()
        )

    def plan_structure(self, structure: DesiredStructure) -> None:
        key, line = structure.key, structure.record.line
        entry = self.existing.structures[key] if isinstance(key, int) else None
        self.builder.begin_whole(GradeStructure, entry.pk if entry else 0, structure.title)
        said = {"organisation": structure.organisation, "description": structure.description}
        if entry:
            pk = entry.pk
            values = {name: desired_text(entry.values[name], text) for name, text in said.items()}
            self._change(GradeStructure, entry, values, line)
        else:
            slug = self.slugs.take(structure.title, otherwise="structure")
            values = {"title": structure.title, "slug": slug, **said}
            pk = self._create(GradeStructure, values, line)
        for grade in structure.grades.values():
            self._plan_grade(pk, grade)

    def _plan_grade(self, structure: int, grade: DesiredGrade) -> None:
        entry = self.existing.grades[grade.key] if isinstance(grade.key, int) else None
        line = grade.record.line
        self.builder.begin_whole(Grade, entry.pk if entry else 0, grade.title)
        if entry:
            pk = entry.pk
            values = {
                "full_title": desired_text(entry.values["full_title"], grade.full_title),
                "aliases": desired_aliases(entry.values["aliases"], grade.aliases),
                "position": grade.position or entry.values["position"],
            }
            self._change(Grade, entry, values, line)
        else:
            values = {
                "structure_id": structure,
                "title": grade.title,
                "slug": self.grade_slugs.take(grade.title, structure, otherwise="grade"),
                "full_title": grade.full_title,
                "aliases": desired_aliases("", grade.aliases),
                "position": grade.position,
            }
            pk = self._create(Grade, values, line)
        for key, pay in grade.pay.items():
            self._plan_pay(pk, self.existing.pay.get((pk, *key)), pay)

    def _plan_pay(self, grade: int, entry: ExistingEntry | None, pay: DesiredPay) -> None:
        said = {
            "minimum": as_json(pay.minimum),
            "maximum": as_json(pay.maximum),
            "period": pay.period,
            "currency": pay.currency,
        }
        if entry:
            note = desired_text(entry.values["note"], pay.note)
            self._change(PayRange, entry, {**said, "note": note}, pay.record.line)
            return
        values = {"grade_id": grade, "employer": pay.employer, "location": pay.location}
        values |= {"valid_from": pay.valid_from, "note": pay.note}
        self._create(PayRange, values | said, pay.record.line)

    def _create(self, model: type, values: dict[str, Any], line: int) -> int:
        return self.builder.create(model, values | origin(self.source, line), line=line)

    def _change(self, model: type, entry: ExistingEntry, values: dict[str, Any], line: int) -> None:
        self.builder.change(model, entry, with_origin(entry, values, self.choices, line), line=line)


def find_incomplete(structure: DesiredStructure, report: Report) -> None:
    """Find what a new structure or grade cannot be without."""
    if isinstance(structure.key, str) and not structure.organisation:
        message = f"The new grade structure “{structure.title}” has no organisation."
        remedy = "Say once whose grades these are, for example “Civil Service”."
        report.fault(structure.record, ORGANISATION.name, message, remedy)
    for grade in structure.grades.values():
        if isinstance(grade.key, str) and grade.position_record is NO_RECORD:
            message = f"The new grade “{grade.title}” has no position."
            remedy = (
                "Fill it in: 1 for the most junior grade of the structure. It is never taken from "
                "the order of the rows."
            )
            report.fault(grade.record, POSITION.name, message, remedy)


def find_position_clashes(
    structure: DesiredStructure, existing: ExistingGrades, report: Report
) -> None:
    holders = unmoved_positions(structure, existing)
    for grade in structure.grades.values():
        if grade.position is None:
            continue
        if other := holders.get(grade.position):
            message = f"“{grade.title}” cannot have the position {grade.position}: {other} has it."
            remedy = "Give every grade of the structure a position of its own."
            report.fault(grade.position_record, POSITION.name, message, remedy)
        else:
            line = grade.position_record.line
            holders[grade.position] = f"“{grade.title}” on line {line}"


def find_nameless_pay(
    structure: DesiredStructure, existing: ExistingGrades, report: Report
) -> None:
    """Warn of new pay of no employer where there is pay of a named one: they may be the same."""
    named = {
        (grade, location, day): entry.values["employer"]
        for (grade, employer, location, day), entry in existing.pay.items()
        if employer
    }
    for grade in structure.grades.values():
        for (employer, location, day), pay in grade.pay.items():
            other = named.get((grade.key, location, day))
            if other and not employer and (grade.key, "", location, day) not in existing.pay:
                message = (
                    f"The {grade.in_words} has such pay of the employer “{shown(other)}”; this row "
                    "names none, so it is other pay."
                )
                remedy = "Fill in the employer, if it is the same."
                report.warn(Remark.NOTE, pay.record, EMPLOYER.name, message, remedy)


def unmoved_positions(structure: DesiredStructure, existing: ExistingGrades) -> dict[int, str]:
    """The positions of the structure's grades that the file does not move, and who has them."""
    moved = {key for key, grade in structure.grades.items() if grade.position is not None}
    return {
        entry.values["position"]: f"“{entry.values['title']}” of the catalogue"
        for pk, entry in existing.grades.items()
        if entry.values["structure_id"] == structure.key and pk not in moved
    }
