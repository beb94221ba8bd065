"""All role levels as tidy rows, one fact a row, that an import of roles takes and gives back."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

from capframe.base.aliases import tidy_aliases
from capframe.plans.name_index import names_in_files
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import make_distinct, tidy_text, without_blanks
from grades.models import Grade, GradeStructure
from roles.models import (
    JobFamily,
    Qualification,
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SkillRequirement,
    Statement,
)
from roles.strengths import strength_words
from skills.models import ProficiencyLevel, Skill, SkillFramework, SkillLevel

Row = dict[str, str]
AFTER_ALL_GRADES = (1, "", 0)


def export_roles(everything: bool) -> Iterator[Row]:
    """One row a statement and one a skill; a role level that has neither has one row of its own.

    A statement that asks for several qualifications has a row for each.

    A fact of a role, a level or a skill stands on the first row that is about it. The order is
    that of what is written, so that it is the same wherever these rows are imported.

    Args:
        everything: whether role levels are among them that readers do not see.
    """
    return make_distinct(RoleExport(everything).rows(), "role", "job_family", "level")


class RoleExport:
    """The role levels with what they ask, in a number of queries that does not grow with them.

    Args:
        everything: as of ``export_roles``.
    """

    def __init__(self, everything: bool) -> None:
        self.everything = everything
        self.families = names_in_files(JobFamily.objects.values_list("pk", "title", "slug"))
        self.roles = names_within(Role.objects.values_list("family", "pk", "title", "slug"))
        self.levels = names_within(RoleLevel.objects.values_list("role", "pk", "title", "slug"))
        self.grades = read_grades()
        self.sections, self.statements = read_sections(), read_statements()
        self.asked = read_asked()
        self.requirements = read_requirements(everything)
        self.skills = ExportedSkills()
        self.described: set[int] = set()

    def rows(self) -> Iterator[Row]:
        """The rows, family by family, role by role, the most junior level first."""
        levels = RoleLevel.objects.all() if self.everything else RoleLevel.objects.published()
        columns = (
            *("pk", "role", "family", "grade", "level_order", "code", "location", "description"),
            *("employer", "skills_introduction"),
            *("role__description", "role__role_type", "role__aliases"),
        )
        for level in sorted(levels.order_by().values(*columns), key=self._order):
            yield from self._level_rows(level)

    def _order(self, level: Mapping[str, Any]) -> tuple:
        grade = self.grades.get(level["grade"])
        return (
            self.families[level["family"]],
            self.roles[level["role"]],
            (0, grade["grade_structure"], grade["position"]) if grade else AFTER_ALL_GRADES,
            (level["level_order"] is None, level["level_order"] or 0),
            self.levels[level["pk"]],
        )

    def _level_rows(self, level: Mapping[str, Any]) -> Iterator[Row]:
        named = {"job_family": self.families[level["family"]], "role": self.roles[level["role"]]}
        named["level"] = self.levels[level["pk"]]
        first = self._first_row(level)
        rows = [*self._statement_rows(level["pk"]), *self._skill_rows(level["pk"])]
        for row in rows or [{}]:
            yield without_blanks({**named, **first, **row})
            first = {}

    def _first_row(self, level: Mapping[str, Any]) -> Row:
        """What only the first row of a role level says of it, and of its role."""
        grade = self.grades.get(level["grade"], {})
        row = {name: grade.get(name, "") for name in ("grade_structure", "grade")}
        row |= {name: tidy(level[name]) for name in ("code", "location", "employer")}
        order = level["level_order"]
        row |= {"level_order": "" if order is None else str(order)}
        row |= {"level_description": tidy_text(level["description"])}
        row |= {"skills_introduction": tidy_text(level["skills_introduction"])}
        if level["role"] not in self.described:
            self.described.add(level["role"])
            row["role_description"] = tidy_text(level["role__description"])
            row["role_type"] = tidy(level["role__role_type"])
            row["aliases"] = tidy_aliases(level["role__aliases"])
        return row

    def _statement_rows(self, level: int) -> Iterator[Row]:
        for section, heading in self.sections[level]:
            for pk, text, note, strength in self.statements.get(section, [(0, "", "", "")]):
                said = {"statement": tidy_text(text), "note": tidy_text(note)}
                asked = self.asked.get(pk, [])
                if strength or not asked:
                    yield {"section": tidy(heading), **said, "strength": strength_words(strength)}
                for qualification, how in sorted(asked):
                    row = {"strength": strength_words(how), "qualification": qualification}
                    yield {"section": tidy(heading), **said, **row}

    def _skill_rows(self, level: int) -> Iterator[Row]:
        for skill, at, assessed in self.requirements[level]:
            yield {**self.skills.row(skill, at), "assessed": assessed}


class ExportedSkills:
    """What files call skills, with what each is said to be on the first row that names it."""

    def __init__(self) -> None:
        frameworks = names_in_files(SkillFramework.objects.values_list("pk", "title", "slug"))
        titles = names_within(Skill.objects.values_list("framework", "pk", "title", "slug"))
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
        row = {**self.named[skill], "skill_description": tidy_text(self.definitions.pop(skill, ""))}
        if level is not None:
            description = tidy_text(self.descriptions.pop((skill, level), ""))
            row |= {"skill_level": self.levels[level], "skill_level_description": description}
        return row


def names_within(rows: Iterable[tuple]) -> dict[int, str]:
    """What a file calls each entry of those whose names differ within something only.

    Args:
        rows: what the entry stands in, its primary key, title and slug.
    """
    groups = group_by_first(rows).values()
    return {pk: name for entries in groups for pk, name in names_in_files(entries).items()}


def group_by_first(rows: Iterable[tuple]) -> Mapping[Hashable, list[tuple]]:
    """The rows without their first value, by that."""
    groups: dict[Hashable, list[tuple]] = defaultdict(list)
    for first, *rest in rows:
        groups[first].append(tuple(rest))
    return groups


def read_grades() -> dict[int, dict[str, Any]]:
    """What files call each grade and its structure, and its position there."""
    structures = names_in_files(GradeStructure.objects.values_list("pk", "title", "slug"))
    titles = names_within(Grade.objects.values_list("structure", "pk", "title", "slug"))
    positions = Grade.objects.order_by().values_list("pk", "structure", "position")
    return {
        pk: {
            "grade_structure": structures[structure],
            "grade": titles[pk],
            "position": position,
        }
        for pk, structure, position in positions
    }


def read_sections() -> Mapping[Hashable, list[tuple]]:
    """Primary key and heading of each role level's sections, in order."""
    entries = Section.objects.in_order()
    return group_by_first(entries.values_list("role_level", "pk", "heading"))


def read_statements() -> Mapping[Hashable, list[tuple]]:
    """Key, text, note and strength of each section's statements, in order."""
    entries = Statement.objects.in_order()
    return group_by_first(entries.values_list("section", "pk", "text", "note", "strength"))


def read_asked() -> Mapping[Hashable, list[tuple]]:
    """What a file calls the qualifications that each statement asks for, with the strength."""
    names = names_in_files(Qualification.objects.order_by("pk").values_list("pk", "title", "slug"))
    columns = ("statement", "qualification", "strength")
    entries = QualificationRequirement.objects.order_by("pk").values_list(*columns)
    return group_by_first((statement, names[pk], strength) for statement, pk, strength in entries)


def read_requirements(everything: bool) -> Mapping[Hashable, list[tuple]]:
    """Skill, level and where it is assessed, of what each role level asks for, in order."""
    entries = SkillRequirement.objects.all()
    entries = entries if everything else entries.published()
    columns = ("role_level", "skill", "level", "assessed")
    return group_by_first(entries.in_order().values_list(*columns))
