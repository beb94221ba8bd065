"""Which grade a file means, and whether its codes can be."""

from collections.abc import Collection, Iterable
from functools import cached_property

from capframe.plans.files.columns import FieldColumn
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.entry_planner import EntryPlanner
from capframe.plans.files.name_index import Key
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.table import Record
from grades.importing.questions import STRUCTURE_QUESTION
from roles.columns import CODE, GRADE, GRADE_STRUCTURE
from roles.importing.desired_roles import DesiredLevel
from roles.importing.known_grades import ask_structure, read_known_grades
from roles.importing.new_grades import NewGradePlanner
from roles.models import RoleLevel

MOST_NAMED = 10
SEVERAL_GRADES = "Write one of them, or name a role level for each in rows of their own."


class GradeFinder:
    """Finds the grades that a file gives its role levels.

    A file of roles creates none by itself: those are new that were answered to be. Where it names
    no structure for them, and the catalogue does not tell it, that is asked first.
    """

    def __init__(self, levels: DesiredEntries[DesiredLevel], planner: EntryPlanner) -> None:
        self.levels, self.report = levels, levels.report
        choices = levels.file.choices
        self.known = read_known_grades(choices)
        self.new = NewGradePlanner(self.known, choices, planner)
        self.waits = self._ask_structure()

    @cached_property
    def _rows(self) -> dict[tuple[int, str], Record]:
        """The rows of the file by their lines and grades, for what has to be asked."""
        rows = self.levels.file.rows
        return {(one.line, names.folded(one.get(GRADE.name))): one for one in rows}

    def _ask_structure(self) -> bool:
        """Whether the structure is to be answered first of the levels that name none."""
        choices = self.levels.file.choices
        if GRADE_STRUCTURE.name in choices.defaults:
            return False
        nameless: set[str] = set()
        unclear: set[str] = set()
        for level in self.levels.found:
            name = self.levels.said(level, GRADE)
            if name and not self.levels.said(level, GRADE_STRUCTURE):
                nameless.add(names.folded(name))
                if not self._is_clear(level, name):
                    unclear.add(names.folded(name))
        is_answered = bool(nameless) and STRUCTURE_QUESTION in choices.answers
        if not unclear and not is_answered:
            return False
        return ask_structure(self.levels.file, self.known, nameless, unclear)

    def _is_clear(self, level: DesiredLevel, name: str) -> bool:
        """Whether the catalogue tells the structure of a level's grade, which the file does not.

        Several grades in one cell are known; which is meant no structure tells.
        """
        structures = self._structures_of(level, None)
        found = sum(map(len, self.known.find_in(structures, name).values()))
        return found == 1 or (not found and bool(self._find_several(structures, name)))

    def find_grade(self, level: DesiredLevel) -> int | None:
        """The primary key of the grade that the file gives a level; None where it gives none.

        Of a new grade it is the number that stands for it.
        """
        structure_name = self.levels.said(level, GRADE_STRUCTURE)
        structure = self.known.default
        if not structure_name and self.waits:
            return None
        if structure_name:
            structure = self._find_structure(level, structure_name)
            if structure is None:
                return None
        name = self.levels.said(level, GRADE)
        if not name:
            return None
        return self._find_one(self._structures_of(level, structure), level, name)

    def _find_structure(self, level: DesiredLevel, name: str) -> Key | None:
        structures = self.known.structures
        found = structures.find_keys(name)
        if len(found) == 1:
            return found[0]
        slugs = " or ".join(f"“{structures.slugs[key]}”" for key in found)
        if found:
            message = f"{len(found)} grade structures share the name “{shown(name)}”."
            remedy = f"Write the address of one instead: {slugs}."
        else:
            message = f"There is no grade structure “{shown(name)}”."
            remedy = list_names(name, structures.titles.values(), "The grade structures")
        self._ask_or_fault(level, GRADE_STRUCTURE, message, remedy, about=message)
        return None

    def _structures_of(self, level: DesiredLevel, structure: Key | None) -> list[Key]:
        """The structures that a grade may be in: the one named, that of the level, any."""
        if structure is not None:
            return [structure]
        name = self.levels.said(level, GRADE)
        grade = None if level.is_new else self.levels.existing[level.pk]["grade_id"]
        now = self.known.places[grade][0] if grade in self.known.places else None
        is_there = now and self.known.find_keys(now, name)
        return [now] if now and is_there else list(self.known.structures.titles)

    def _find_one(self, structures: list[Key], level: DesiredLevel, name: str) -> int | None:
        found = self.known.find_in(structures, name)
        grades = [grade for group in found.values() for grade in group]
        if len(grades) == 1:
            return int(grades[0])
        if not grades and (new := self.new.find(structures, name, level.record.line)):
            return new
        titles = self.known.structures.titles
        one = titles[structures[0]] if len(structures) == 1 else ""
        several = [] if grades else self._find_several(structures, name)
        if grades:
            listed = ", ".join(f"“{titles[key]}”" for key in found)
            message = f"The grade “{shown(name)}” stands more than once: in {listed}."
            remedy = "Name the grade structure, and write the grade’s title in full."
        elif several:
            listed = shown(names.list_quoted(several))
            message = f"“{shown(name)}” names several grades, {listed}; a role level has one."
            remedy = SEVERAL_GRADES
        else:
            there = [t for key in structures for t in self.known.titles[key].titles.values()]
            message = f"There is no grade “{shown(name)}” in {one or 'any grade structure'}."
            remedy = list_names(name, there, "The grades")
        self._ask_or_fault(
            level, GRADE, message, remedy, about=message if grades or several else ""
        )
        return None

    def _find_several(self, structures: list[Key], name: str) -> list[str]:
        """The grades that one cell names, where it names several."""

        def is_known(one: str) -> bool:
            return bool(self.known.find_in(structures, one))

        return names.find_several(name, is_known, names.BETWEEN_ALTERNATIVES)

    def _ask_or_fault(
        self, level: DesiredLevel, column: FieldColumn, message: str, remedy: str, about: str
    ) -> None:
        """Ask what the grade of a level means; where nobody can be asked, it is a fault."""
        said, file = self.levels.column_values, self.levels.file
        line, cell = said.line(level, GRADE.name), names.folded(said.of(level, GRADE.name))
        row = self._rows.get((line, cell)) if file.choices.asks and cell else None
        if row is None or not file.open_values.ask(GRADE.name, row, about):
            self.report.fault(said.row(level, column.name), column.name, message, remedy)


def list_names(name: str, titles: Iterable[str], nouns: str) -> str:
    """What a name may have meant, and which there are; the nouns begin a sentence: “The grades”."""
    titles = list(dict.fromkeys(titles))
    if not titles:
        return f"{nouns} come first: the catalogue has none yet."
    listed = ", ".join(f"“{title}”" for title in titles[:MOST_NAMED])
    more = f" and {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else ""
    return f"{names.did_you_mean(name, titles)} {nouns} are {listed}{more}.".strip()


def find_same_codes(levels: DesiredEntries[DesiredLevel]) -> None:
    """Find codes that two role levels of one family would have."""
    said = {level: levels.said(level, CODE) for level in levels.found}
    if not any(said.values()):
        return  # those that are there differ already
    first = read_holders(levels, set(said.values()))
    for level in levels.found:
        code = said[level] or ("" if level.is_new else levels.existing[level.pk]["code"])
        if not code:
            continue
        line = levels.column_values.line(level, CODE.name) or level.line
        other = first.setdefault((level.within.within, code), f"line {line}")
        if other != f"line {line}":
            message = (
                f"The {level.in_words} has the code “{shown(code)}” (line {line}), and so has "
                f"{other} of the same family."
            )
            remedy = "Give each role level of a family a code of its own."
            record = Record(line, {CODE.name: code})
            levels.report.fault(record, CODE.name, message, remedy)


def read_holders(
    levels: DesiredEntries[DesiredLevel], codes: Collection[str]
) -> dict[tuple[DesiredEntry, str], str]:
    """What has these codes in the file's families, in words, among levels that it does not name."""
    families = {one.pk: one for level in levels.found if not (one := level.within.within).is_new}
    found = RoleLevel.objects.filter(family__in=families, code__in=codes).order_by("pk")
    named = {level.pk for level in levels.found}
    return {
        (families[family], code): f"the level “{shown(title)}”"
        for pk, family, code, title in found.values_list("pk", "family_id", "code", "title")
        if code and pk not in named
    }
