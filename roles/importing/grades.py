"""Which grade a file means, and whether its codes can be."""

from collections import defaultdict
from collections.abc import Iterable

from capframe.plans.import_kinds import Choices
from capframe.plans.name_index import Key, NameIndex
from capframe.spreadsheets import names
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from grades.models import Grade, GradeStructure
from roles.importing.desired_roles import DesiredLevel, DesiredRoles
from roles.importing.existing_roles import ExistingRoles

MOST_NAMED = 10


class GradeFinder:
    """All grades of the catalogue, by name. A file of roles creates none.

    Args:
        column_values: what the file says of role levels.
    """

    def __init__(self, column_values: ColumnValues, choices: Choices, report: Report) -> None:
        self.column_values, self.choices, self.report = column_values, choices, report
        structures = GradeStructure.objects.order_by("title", "pk")
        self.structures = NameIndex(structures.values_list("pk", "title", "slug"))
        self.titles: dict[Key, NameIndex] = defaultdict(NameIndex)
        self.full_titles: dict[Key, NameIndex] = defaultdict(NameIndex)
        self.structure_of: dict[int, int] = {}
        # The structure of each grade, and its position there.
        self.places: dict[int, tuple[int, int]] = {}
        columns = ("pk", "structure_id", "position", "title", "full_title", "slug")
        grades = Grade.objects.order_by("position").values_list(*columns)
        for pk, structure, position, title, full, slug in grades:
            self.places[pk] = structure, position
            self.titles[structure].add(pk, title, slug)
            if full:
                self.full_titles[structure].add(pk, full)
            self.structure_of[pk] = structure

    def find_grade(self, level: DesiredLevel) -> int | None:
        """The primary key of the grade that the file gives a level; None where it gives none."""
        structure_name = self.column_values.of(level, "grade_structure")
        structure = self.choices.defaults.get("grade_structure")
        if structure_name:
            structure = self._find_structure(level, structure_name)
            if structure is None:
                return None
        name = self.column_values.of(level, "grade")
        if not name:
            return None
        return self._find_one(self._structures_of(level, structure), level, name)

    def _find_structure(self, level: DesiredLevel, name: str) -> int | None:
        found = self.structures.find_keys(name)
        if len(found) == 1:
            return int(found[0])
        slugs = " or ".join(f"“{self.structures.slugs[key]}”" for key in found)
        self._fault(
            level,
            "grade_structure",
            f"{len(found)} grade structures share the name “{shown(name)}”."
            if found
            else f"There is no grade structure “{shown(name)}”.",
            f"Write the address of one instead: {slugs}."
            if found
            else list_names(name, self.structures.titles.values(), "The grade structures"),
        )
        return None

    def _structures_of(self, level: DesiredLevel, structure: int | None) -> list[Key]:
        """The structures that a grade may be in: the one named, that of the level, any."""
        if structure is not None:
            return [structure]
        name = self.column_values.of(level, "grade")
        grade = level.entry.values["grade_id"] if level.entry else None
        now = self.structure_of.get(grade) if grade else None
        return [now] if now and self._find_keys(now, name) else list(self.structures.titles)

    def _find_keys(self, structure: Key, name: str) -> list[Key]:
        return self.titles[structure].find_keys(name) or self.full_titles[structure].find_keys(name)

    def _find_one(self, structures: list[Key], level: DesiredLevel, name: str) -> int | None:
        found = {key: grades for key in structures if (grades := self._find_keys(key, name))}
        grades = [grade for group in found.values() for grade in group]
        if len(grades) == 1:
            return int(grades[0])
        one = self.structures.titles[structures[0]] if len(structures) == 1 else ""
        if grades:
            listed = ", ".join(f"“{self.structures.titles[key]}”" for key in found)
            message = f"The grade “{shown(name)}” stands more than once: in {listed}."
            remedy = "Name the grade structure, and write the grade’s title in full."
        else:
            titles = [t for key in structures for t in self.titles[key].titles.values()]
            message = f"There is no grade “{shown(name)}” in {one or 'any grade structure'}."
            remedy = list_names(name, titles, "The grades")
        self._fault(level, "grade", message, remedy)
        return None

    def _fault(self, level: DesiredLevel, column: str, message: str, remedy: str) -> None:
        self.report.fault(self.column_values.row(level, column), column, message, remedy)


def list_names(name: str, titles: Iterable[str], nouns: str) -> str:
    """What a name may have meant, and which there are.

    Args:
        name: that means none of them.
        titles: of all that there are.
        nouns: what these are, beginning a sentence: “The grades”.
    """
    titles = list(dict.fromkeys(titles))
    if not titles:
        return f"{nouns} come first: the catalogue has none yet."
    listed = ", ".join(f"“{title}”" for title in titles[:MOST_NAMED])
    more = f" and {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else ""
    return f"{names.did_you_mean(name, titles)} {nouns} are {listed}{more}.".strip()


def find_same_codes(desired: DesiredRoles, existing: ExistingRoles, report: Report) -> None:
    named = {level.entry.pk for level in desired.levels if level.entry}
    first = {
        (family, entry.values["code"]): f"the level “{shown(entry.values['title'])}”"
        for family in desired.families
        if family.entry
        for role in existing.roles.get(family.entry.pk, ())
        for entry in existing.levels.get(role.pk, ())
        if entry.pk not in named and entry.values["code"]
    }
    for level in desired.levels:
        now = level.entry.values["code"] if level.entry else ""
        code = desired.column_values.of(level, "code") or now
        if not code:
            continue
        line = desired.column_values.line(level, "code") or level.line
        other = first.setdefault((level.role.family, code), f"line {line}")
        if other != f"line {line}":
            message = (
                f"The {level.in_words} has the code “{shown(code)}” (line {line}), and so has "
                f"{other} of the same family."
            )
            remedy = "Give each role level of a family a code of its own."
            report.fault(Record(line, {"code": code}), "code", message, remedy)
