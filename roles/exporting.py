"""All role levels as tidy rows, one fact a row, that an import of roles takes and gives back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from capframe.base.models import Status
from capframe.plans.files.columns import Row, WrittenFields, names_of, spread
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import make_distinct
from grades.columns import GRADE, STRUCTURE
from grades.models import Grade
from roles.columns import (
    JOB_FAMILY,
    LEVEL,
    QUALIFICATION,
    ROLE,
    ROLE_COLUMNS,
    SKILL,
    SKILL_FRAMEWORK,
    STRENGTH,
)
from roles.models import (
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SkillRequirement,
    Statement,
)
from skills.models import ProficiencyLevel, Skill, SkillLevel

Lookups = Mapping[str, Any]
AFTER_ALL_GRADES = (1, "", 0)
OF_ROLE = WrittenFields(Role, ROLE_COLUMNS, "role__")
OF_LEVEL = WrittenFields(RoleLevel, ROLE_COLUMNS)
OF_SECTION = WrittenFields(Section, ROLE_COLUMNS)
OF_STATEMENT = WrittenFields(Statement, ROLE_COLUMNS)
OF_REQUIREMENT = WrittenFields(SkillRequirement, ROLE_COLUMNS)
OF_SKILL = WrittenFields(Skill, ROLE_COLUMNS)
OF_SKILL_LEVEL = WrittenFields(SkillLevel, ROLE_COLUMNS)


def export_roles(everything: bool, some: QuerySet | None = None) -> Iterator[Row]:
    """One row a statement and one a skill; a role level that has neither has one row of its own.

    A statement that asks for several qualifications has a row for each.

    A fact of a role, a level or a skill stands on the first row that is about it. The order is
    that of what is written, so that it is the same wherever these rows are imported.

    Args:
        everything: whether role levels are among them that readers do not see.
        some: the role levels of which the rows are; None for all. Of what they ask for, only that
            is written then which an import does not bring back.
    """
    return make_distinct(RoleExport(everything, some).rows(), "role", "job_family", "level")


class RoleExport:
    """The role levels with what they ask, in a number of queries that does not grow with them."""

    def __init__(self, everything: bool, some: QuerySet | None) -> None:
        every: Any = RoleLevel.objects.all() if some is None else some
        self.role_levels = every if everything else every.published()
        within: Any = {} if some is None else {"role_level__in": some.order_by().values("pk")}
        self.families, self.roles, self.levels = map(names_of, (JOB_FAMILY, ROLE, LEVEL))
        self.grades = read_grades()
        in_sections = {f"section__{lookup}": levels for lookup, levels in within.items()}
        sections = Section.objects.filter(**within).in_order()
        self.sections = OF_SECTION.read(sections, "role_level", "pk")
        statements = Statement.objects.filter(**in_sections).in_order()
        self.statements = OF_STATEMENT.read(statements, "section", "pk")
        self.asked = read_asked(within)
        self.requirements = read_requirements(everything, within)
        self.skills = ExportedSkills()
        self.described: set[int] = set()

    def rows(self) -> Iterator[Row]:
        """The rows, family by family, role by role, the most junior level first."""
        columns = ("pk", "role", "family", "grade", "level_order")
        fields = dict.fromkeys((*columns, *OF_LEVEL.by_lookup, *OF_ROLE.by_lookup))
        for level in sorted(self.role_levels.order_by().values(*fields), key=self._order):
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
        yield from spread(named, first, rows)

    def _first_row(self, level: Mapping[str, Any]) -> Row:
        """What only the first row of a role level says of it, and of its role."""
        grade = self.grades.get(level["grade"], {})
        row = {name: grade.get(name, "") for name in ("grade_structure", "grade")}
        row |= OF_LEVEL.cells(level)
        if level["role"] not in self.described:
            self.described.add(level["role"])
            row |= OF_ROLE.cells(level)
        return row

    def _statement_rows(self, level: int) -> Iterator[Row]:
        for section, heading in self.sections.get(level, ()):
            for statement, said in self.statements.get(section, [(0, {})]):
                asked = self.asked.get(statement, [])
                if said.get("strength") or not asked:
                    yield {**heading, **said}
                for qualification, strength in sorted(asked):
                    row = {"strength": STRENGTH.written(strength), "qualification": qualification}
                    yield {**heading, **said, **row}

    def _skill_rows(self, level: int) -> Iterator[Row]:
        for skill, at, assessed in self.requirements.get(level, ()):
            yield {**self.skills.row(skill, at), **assessed}


class ExportedSkills:
    """What files call skills, with what each is said to be on the first row that names it."""

    def __init__(self) -> None:
        frameworks, titles = names_of(SKILL_FRAMEWORK), names_of(SKILL)
        self.named: dict[int, Row] = {}
        self.about: dict[int, Row] = {}
        columns = ("pk", "framework", *OF_SKILL.by_lookup)
        for skill in Skill.objects.order_by().values(*columns):
            pk, framework = skill["pk"], frameworks[skill["framework"]]
            self.named[pk] = {"skill_framework": framework, "skill": titles[pk]}
            self.about[pk] = OF_SKILL.cells(skill)
        levels = ProficiencyLevel.objects.order_by().values_list("pk", "title")
        self.levels = {pk: tidy(title) for pk, title in levels}
        self.about_levels = {
            (level["skill"], level["level"]): OF_SKILL_LEVEL.cells(level)
            for level in SkillLevel.objects.order_by().values(
                "skill", "level", *OF_SKILL_LEVEL.by_lookup
            )
        }

    def row(self, skill: int, level: int | None) -> Row:
        row = {**self.named[skill], **self.about.pop(skill, {})}
        if level is not None:
            about = self.about_levels.pop((skill, level), {})
            row |= {"skill_level": self.levels[level], **about}
        return row


def read_grades() -> dict[int, dict[str, Any]]:
    """What files call each grade and its structure, and its position there."""
    structures, titles = names_of(STRUCTURE), names_of(GRADE)
    positions = Grade.objects.order_by().values_list("pk", "structure", "position")
    return {
        pk: {"grade_structure": structures[structure], "grade": titles[pk], "position": position}
        for pk, structure, position in positions
    }


def read_asked(within: Lookups) -> Mapping[int, list[tuple[str, str]]]:
    """What a file calls the qualifications that each statement asks for, with the strength."""
    names, found = names_of(QUALIFICATION), defaultdict(list)
    asked = QualificationRequirement.objects.filter(**within).order_by("pk")
    for statement, pk, strength in asked.values_list("statement", "qualification", "strength"):
        found[statement].append((names[pk], strength))
    return found


def read_requirements(everything: bool, within: Lookups) -> Mapping[int, list[tuple]]:
    """Skill, level and what else is said of each level's requirements, in order."""
    entries = SkillRequirement.objects.filter(**within)
    entries = entries if everything else entries.published()
    if within:
        entries = entries.exclude(skill__status=Status.WITHDRAWN)
    return OF_REQUIREMENT.read(entries.in_order(), "role_level", "skill", "level")
