"""All role levels as tidy rows, one fact a row, that an import of roles takes and gives back."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from capframe.plans.name_index import Key, NameIndex
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import plain, told_apart
from grades.models import Grade, GradeStructure
from roles.models import JobFamily, Role, RoleLevel, Section, SkillRequirement, Statement
from skills.models import ProficiencyLevel, Skill, SkillFramework, SkillLevel

Row = dict[str, str]
LAST = (1, "", 0)


def rows(everything: bool) -> Iterator[Row]:
    """One row a statement and one a skill; a role level that has neither has one row of its own.

    A fact of a role, a level or a skill stands on the first row that is about it. The order is
    that of what is written, so that it is the same wherever these rows are imported.

    Args:
        everything: whether role levels are among them that readers do not see.
    """
    return told_apart(Export(everything).rows(), "role", "job_family", "level")


class Export:
    """The role levels with what they ask, in a number of queries that does not grow with them.

    Args:
        everything: as of ``rows``.
    """

    def __init__(self, everything: bool) -> None:
        self.everything = everything
        self.families = written({None: JobFamily.objects.values_list("pk", "title", "slug")})
        self.roles = written(grouped(Role.objects.values_list("family", "pk", "title", "slug")))
        titles = RoleLevel.objects.values_list("role", "pk", "title", "slug")
        self.titles = written(grouped(titles))
        self.grades = grades()
        self.sections, self.statements = sections(), statements()
        self.requirements = requirements(everything)
        self.skills = Skills()
        self.described: set[int] = set()

    def rows(self) -> Iterator[Row]:
        """The rows, family by family, role by role, the most junior level first."""
        levels = RoleLevel.objects.all() if self.everything else RoleLevel.objects.published()
        columns = (
            *("pk", "role", "family", "grade", "level_order", "code", "location", "description"),
            *("role__description", "role__role_type"),
        )
        for level in sorted(levels.order_by().values(*columns), key=self._order):
            yield from self._level(level)

    def _order(self, level: Mapping[str, Any]) -> tuple:
        grade = self.grades.get(level["grade"])
        return (
            self.families[level["family"]],
            self.roles[level["role"]],
            (0, grade["grade_structure"], grade["position"]) if grade else LAST,
            level["level_order"],
            self.titles[level["pk"]],
        )

    def _level(self, level: Mapping[str, Any]) -> Iterator[Row]:
        named = {"job_family": self.families[level["family"]], "role": self.roles[level["role"]]}
        named["level"] = self.titles[level["pk"]]
        first = self._facts(level)
        for row in [*self._statements(level["pk"]), *self._skills(level["pk"])] or [{}]:
            yield filled({**named, **first, **row})
            first = {}

    def _facts(self, level: Mapping[str, Any]) -> Row:
        grade = self.grades.get(level["grade"], {})
        column_values = {name: grade.get(name, "") for name in ("grade_structure", "grade")}
        column_values |= {"code": tidy(level["code"]), "location": tidy(level["location"])}
        column_values |= {"level_order": str(level["level_order"])}
        column_values |= {"level_description": plain(level["description"])}
        if level["role"] not in self.described:
            self.described.add(level["role"])
            column_values["role_description"] = plain(level["role__description"])
            column_values["role_type"] = tidy(level["role__role_type"])
        return column_values

    def _statements(self, level: int) -> Iterator[Row]:
        for section, heading in self.sections[level]:
            for text, note in self.statements.get(section, [("", "")]):
                said = {"statement": plain(text), "note": plain(note)}
                yield {"section": tidy(heading), **said}

    def _skills(self, level: int) -> Iterator[Row]:
        for skill, at in self.requirements[level]:
            yield self.skills.row(skill, at)


class Skills:
    """What files call skills, with what each is said to be on the first row that names it."""

    def __init__(self) -> None:
        frameworks = written({None: SkillFramework.objects.values_list("pk", "title", "slug")})
        skills = Skill.objects.values_list("framework", "pk", "title", "slug")
        titles = written(grouped(skills))
        self.named: dict[int, Row] = {}
        self.definitions: dict[int, str] = {}
        columns = ("pk", "framework", "definition")
        for pk, framework, definition in Skill.objects.values_list(*columns):
            self.named[pk] = {"skill_framework": frameworks[framework], "skill": titles[pk]}
            self.definitions[pk] = definition
        levels = ProficiencyLevel.objects.order_by().values_list("pk", "title")
        self.levels = {pk: tidy(title) for pk, title in levels}
        descriptions = SkillLevel.objects.order_by().values_list("skill", "level", "description")
        self.descriptions = {(skill, level): text for skill, level, text in descriptions}

    def row(self, skill: int, level: int | None) -> Row:
        """What a row says that asks for a skill at a level."""
        row = {**self.named[skill], "skill_description": plain(self.definitions.pop(skill, ""))}
        if level is not None:
            description = plain(self.descriptions.pop((skill, level), ""))
            row |= {"skill_level": self.levels[level], "skill_level_description": description}
        return row


def written(groups: Mapping[Any, Iterable[tuple]]) -> dict[int, str]:
    """What a file calls each entry, by primary key.

    Args:
        groups: primary key, title and slug of the entries, by what their titles differ within.
    """
    names: dict[Key, str] = {}
    for entries in groups.values():
        known = NameIndex(entries)
        names |= {key: known.name_in_files(key) for key in known.titles}
    return {int(key): name for key, name in names.items()}


def grouped(rows: Iterable[tuple]) -> Mapping[Hashable, list[tuple]]:
    """The rows without their first value, by that."""
    groups: dict[Hashable, list[tuple]] = defaultdict(list)
    for first, *rest in rows:
        groups[first].append(tuple(rest))
    return groups


def grades() -> dict[int, dict[str, Any]]:
    """What files call each grade and its structure, and its position there."""
    structures = written({None: GradeStructure.objects.values_list("pk", "title", "slug")})
    titles = written(grouped(Grade.objects.values_list("structure", "pk", "title", "slug")))
    positions = Grade.objects.order_by().values_list("pk", "structure", "position")
    return {
        pk: {
            "grade_structure": structures[structure],
            "grade": titles[pk],
            "position": position,
        }
        for pk, structure, position in positions
    }


def sections() -> Mapping[Hashable, list[tuple]]:
    """Primary key and heading of each role level's sections, in order."""
    entries = Section.objects.in_order()
    return grouped(entries.values_list("role_level", "pk", "heading"))


def statements() -> Mapping[Hashable, list[tuple]]:
    """Text and note of each section's statements, in order."""
    entries = Statement.objects.in_order()
    return grouped(entries.values_list("section", "text", "note"))


def requirements(everything: bool) -> Mapping[Hashable, list[tuple]]:
    """Skill and level that each role level asks for, in order."""
    entries = SkillRequirement.objects.all()
    entries = entries if everything else entries.published()
    return grouped(entries.in_order().values_list("role_level", "skill", "level"))


def filled(row: Mapping[str, str]) -> Row:
    """The row without its empty cells."""
    return {name: text for name, text in row.items() if text}
