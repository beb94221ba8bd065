"""Which grade a file means, and whether its codes can be."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from capframe.plans.columns import FieldColumn
from capframe.plans.desired import DesiredEntry
from capframe.plans.desired_entries import DesiredEntries
from capframe.plans.name_index import Key, NameIndex
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.table import Record
from grades.models import Grade, GradeStructure
from roles.columns import CODE, GRADE, GRADE_STRUCTURE
from roles.importing.desired_roles import DesiredLevel
from roles.models import RoleLevel

MOST_NAMED = 10
SEVERAL_GRADES = "Write one of them, or name a role level for each in rows of their own."


class GradeFinder:
    """All grades of the catalogue, by name. A file of roles creates none.

    Args:
        levels: the role levels that the file names, with what it says of them.
    """

    def __init__(self, levels: DesiredEntries[DesiredLevel]) -> None:
        self.levels, self.report = levels, levels.report
        structures = GradeStructure.objects.order_by("title", "pk")
        self.structures = NameIndex(structures.values_list("pk", "title", "slug"))
        self.titles: dict[Key, NameIndex] = defaultdict(NameIndex)
        self.full_titles: dict[Key, NameIndex] = defaultdict(NameIndex)
        self.structure_of: dict[int, int] = {}
        # The structure of each grade, and its position there.
        self.places: dict[int, tuple[int, int]] = {}
        columns = ("pk", "structure_id", "position", "title", "full_title", "slug", "aliases")
        grades = Grade.objects.order_by("position").values_list(*columns)
        for pk, structure, position, title, full, slug, aliases in grades:
            self.places[pk] = structure, position
            self.titles[structure].add(pk, title, slug)
            self.titles[structure].add_aliases(pk, aliases)
            if full:
                self.full_titles[structure].add(pk, full)
            self.structure_of[pk] = structure

    def find_grade(self, level: DesiredLevel) -> int | None:
        """The primary key of the grade that the file gives a level; None where it gives none."""
        structure_name = self.levels.said(level, GRADE_STRUCTURE)
        structure = self.levels.file.choices.defaults.get(GRADE_STRUCTURE.name)
        if structure_name:
            structure = self._find_structure(level, structure_name)
            if structure is None:
                return None
        name = self.levels.said(level, GRADE)
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
            GRADE_STRUCTURE,
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
        name = self.levels.said(level, GRADE)
        grade = None if level.is_new else self.levels.existing[level.pk]["grade_id"]
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
        elif several := names.find_several(
            name,
            lambda one: any(self._find_keys(key, one) for key in structures),
            names.BETWEEN_ALTERNATIVES,
        ):
            listed = shown(names.list_quoted(several))
            message = f"“{shown(name)}” names several grades, {listed}; a role level has one."
            remedy = SEVERAL_GRADES
        else:
            titles = [t for key in structures for t in self.titles[key].titles.values()]
            message = f"There is no grade “{shown(name)}” in {one or 'any grade structure'}."
            remedy = list_names(name, titles, "The grades")
        self._fault(level, GRADE, message, remedy)
        return None

    def _fault(self, level: DesiredLevel, column: FieldColumn, message: str, remedy: str) -> None:
        row = self.levels.column_values.row(level, column.name)
        self.report.fault(row, column.name, message, remedy)


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
