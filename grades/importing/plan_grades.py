"""The plan of a file of grades: what is made and changed, structure by structure."""

from typing import Any

from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry
from capframe.plans.import_kinds import Choices
from capframe.plans.name_index import NameIndex
from capframe.plans.slugs import Slugs
from capframe.plans.sources import lazy_source, origin, with_origin
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import wished
from grades.importing.columns import ORGANISATION, POSITION
from grades.importing.desired_grades import NO_RECORD, DesiredGrade, DesiredPay, DesiredStructure
from grades.importing.existing_grades import ExistingGrades
from grades.models import Grade, GradeStructure, PayRange


class Planning:
    """Turns wishes into a plan.

    Args:
        existing: what the catalogue holds of the structures.
        structures: all structures of the catalogue and the file.
        choices: as chosen for the file.
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

    def structure(self, wish: DesiredStructure) -> None:
        """Plan a structure with its grades."""
        entry = self.existing.structures[wish.key] if isinstance(wish.key, int) else None
        line = wish.record.line
        self.builder.begin_whole(GradeStructure, entry.pk if entry else 0, wish.title)
        if entry:
            said = {"organisation": wish.organisation, "description": wish.description}
            values = {name: wished(entry.values[name], text) for name, text in said.items()}
            self._change(GradeStructure, entry, values, line)
            number = entry.pk
        else:
            values = {
                "title": wish.title,
                "slug": self.slugs.take(wish.title, otherwise="structure"),
                "organisation": wish.organisation,
                "description": wish.description,
            }
            number = self._create(GradeStructure, values, line)
        for grade in wish.grades.values():
            self._grade(number, grade)

    def _grade(self, structure: int, wish: DesiredGrade) -> None:
        entry = self.existing.grades[wish.key] if isinstance(wish.key, int) else None
        line = wish.record.line
        self.builder.begin_whole(Grade, entry.pk if entry else 0, wish.title)
        if entry:
            values = {
                "full_title": wished(entry.values["full_title"], wish.full_title),
                "position": wish.position or entry.values["position"],
            }
            self._change(Grade, entry, values, line)
            number = entry.pk
        else:
            values = {
                "structure_id": structure,
                "title": wish.title,
                "slug": self.grade_slugs.take(wish.title, structure, otherwise="grade"),
                "full_title": wish.full_title,
                "position": wish.position,
            }
            number = self._create(Grade, values, line)
        for key, pay in wish.pay.items():
            self._pay(number, self.existing.pay.get((number, *key)), pay)

    def _pay(self, grade: int, entry: ExistingEntry | None, wish: DesiredPay) -> None:
        amounts = {"minimum": wish.minimum, "maximum": wish.maximum}
        if entry:
            self._change(PayRange, entry, amounts, wish.record.line)
            return
        values = {"grade_id": grade, "location": wish.location, "valid_from": wish.valid_from}
        self._create(PayRange, values | amounts, wish.record.line)

    def _create(self, model: type, values: dict[str, Any], line: int) -> int:
        return self.builder.create(model, values | origin(self.source, line), line=line)

    def _change(self, model: type, entry: ExistingEntry, values: dict[str, Any], line: int) -> None:
        self.builder.change(model, entry, with_origin(entry, values, self.choices, line), line=line)


def find_incomplete(wish: DesiredStructure, report: Report) -> None:
    """Find what a new structure or grade cannot be without."""
    if isinstance(wish.key, str) and not wish.organisation:
        message = f"The new grade structure “{wish.title}” has no organisation."
        remedy = "Say once whose grades these are, for example “Civil Service”."
        report.fault(wish.record, ORGANISATION.name, message, remedy)
    for grade in wish.grades.values():
        if isinstance(grade.key, str) and grade.positioned is NO_RECORD:
            message = f"The new grade “{grade.title}” has no position."
            remedy = (
                "Fill it in: 1 for the most junior grade of the structure. It is never taken from "
                "the order of the rows."
            )
            report.fault(grade.record, POSITION.name, message, remedy)


def find_clashes(wish: DesiredStructure, existing: ExistingGrades, report: Report) -> None:
    """Find grades that would have the same position as another of the structure."""
    holders = positions_kept(wish, existing)
    for grade in wish.grades.values():
        if grade.position is None:
            continue
        if other := holders.get(grade.position):
            message = f"“{grade.title}” cannot have the position {grade.position}: {other} has it."
            remedy = "Give every grade of the structure a position of its own."
            report.fault(grade.positioned, POSITION.name, message, remedy)
        else:
            holders[grade.position] = f"“{grade.title}” on line {grade.positioned.line}"


def positions_kept(wish: DesiredStructure, existing: ExistingGrades) -> dict[int, str]:
    """The positions of the structure's grades that the file does not move, and who has them."""
    moved = {key for key, grade in wish.grades.items() if grade.position is not None}
    return {
        entry.values["position"]: f"“{entry.values['title']}” of the catalogue"
        for pk, entry in existing.grades.items()
        if entry.values["structure_id"] == wish.key and pk not in moved
    }
