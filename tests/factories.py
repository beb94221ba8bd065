"""Plain functions that make entries: published, and complete enough to be valid.

What a test does not say is made up here; what it is about, it names.
"""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from django.utils.text import slugify

from capframe.base.bulk_changes import change_entries
from capframe.base.models import Source, Status
from grades.models import Grade, GradeStructure, PayRange
from roles.models import (
    FamilySection,
    FamilyStatement,
    JobFamily,
    Milestone,
    Qualification,
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Statement,
    Workstream,
)
from skills.models import (
    FrameworkSection,
    Indicator,
    ProficiencyLevel,
    Skill,
    SkillFramework,
    SkillLevel,
)

numbers = count(1)
WITHDRAWN_ON = date(2026, 3, 3)


def sourced(values: dict[str, Any]) -> dict[str, Any]:
    """The values with a source and a place in it, and a slug from the title."""
    values.setdefault("source", Source.objects.first() or make_source())
    values.setdefault("place", "Page 1")
    return values


def addressed(values: dict[str, Any], title: str) -> dict[str, Any]:
    """The values with a source, a title and a slug."""
    values.setdefault("title", f"{title} {next(numbers)}")
    values.setdefault("slug", slugify(values["title"]))
    return sourced(values)


def make_source(**values: Any) -> Source:
    values.setdefault("title", f"Document {next(numbers)}")
    values.setdefault("slug", slugify(values["title"]))
    values.setdefault("publisher", "Home Office")
    return Source.objects.create(**values)


def make_structure(**values: Any) -> GradeStructure:
    values.setdefault("organisation", "Civil Service")
    return GradeStructure.objects.create(**addressed(values, "Structure"))


def make_grade(**values: Any) -> Grade:
    values.setdefault("structure", GradeStructure.objects.first() or make_structure())
    values.setdefault("position", values["structure"].grades.count() + 1)
    return Grade.objects.create(**addressed(values, "Grade"))


def make_pay(grade: Grade, **values: Any) -> PayRange:
    values = {"location": "London", "minimum": 30_000, "maximum": 40_000} | values
    return PayRange.objects.create(grade=grade, **sourced(values))


def make_framework(**values: Any) -> SkillFramework:
    return SkillFramework.objects.create(**addressed(values, "Framework"))


def make_framework_section(
    framework: SkillFramework, heading: str = "Overview", text: str = "What it is.", **values: Any
) -> FrameworkSection:
    values.setdefault("position", framework.sections.count() + 1)
    return FrameworkSection.objects.create(
        framework=framework, heading=heading, text=text, **sourced(values)
    )


def make_proficiency(framework: SkillFramework, position: int = 1, **values: Any):
    values.setdefault("title", f"Level {position}")
    return ProficiencyLevel.objects.get_or_create(
        framework=framework, position=position, defaults=sourced(values)
    )[0]


def make_skill(**values: Any) -> Skill:
    values.setdefault("framework", SkillFramework.objects.first() or make_framework())
    values.setdefault("status", Status.PUBLISHED)
    return Skill.objects.create(**addressed(values, "Skill"))


def make_skill_level(skill: Skill, position: int = 1, pairs: Any = (), **values: Any) -> SkillLevel:
    """A skill's level with its pairs of (effective, ineffective) behaviours."""
    level = SkillLevel.objects.create(
        skill=skill, level=make_proficiency(skill.framework, position), **sourced(values)
    )
    for place, (effective, ineffective) in enumerate(pairs, start=1):
        Indicator.objects.create(
            skill_level=level, position=place, effective=effective, ineffective=ineffective
        )
    return level


def make_family(**values: Any) -> JobFamily:
    values.setdefault("status", Status.PUBLISHED)
    return JobFamily.objects.create(**addressed(values, "Family"))


def make_family_section(
    family: JobFamily, heading: str = "Purpose", statements: Any = (), **values: Any
) -> FamilySection:
    """A section of a family with its statements in order."""
    values.setdefault("position", family.sections.count() + 1)
    section = FamilySection.objects.create(family=family, heading=heading, **sourced(values))
    for position, text in enumerate(statements, start=1):
        FamilyStatement.objects.create(section=section, position=position, text=text)
    return section


def make_role(**values: Any) -> Role:
    values.setdefault("family", JobFamily.objects.first() or make_family())
    values.setdefault("status", Status.PUBLISHED)
    return Role.objects.create(**addressed(values, "Role"))


def make_role_level(sections: dict[str, list[str]] | None = None, **values: Any) -> RoleLevel:
    """A role level, with sections given as {title of the section type: statements}."""
    values.setdefault("role", None)
    values["role"] = values["role"] or make_role()
    values.setdefault("status", Status.PUBLISHED)
    level = RoleLevel.objects.create(**addressed(values, "Level"))
    for title, statements in (sections or {}).items():
        make_section(level, title=title, statements=statements)
    return level


def make_role_levels(number: int, **values: Any) -> list[RoleLevel]:
    """Many role levels at once, without history."""
    role = values.pop("role", None) or make_role()
    values = sourced({"role": role, "family": role.family, "status": Status.PUBLISHED} | values)
    levels = [RoleLevel(**addressed(dict(values), "Level")) for _ in range(number)]
    return RoleLevel.objects.bulk_create(levels)


def remove_all(*models: Any) -> None:
    """Every row of these models, those that refer to others first, without history or search."""
    for model in models:
        model.objects.all()._raw_delete("default")


def make_section_type(title: str = "Responsibilities") -> SectionType:
    return SectionType.objects.get_or_create(slug=slugify(title), defaults={"title": title})[0]


def make_section(
    role_level: RoleLevel,
    title: str = "Responsibilities",
    statements: Any = (),
    **values: Any,
) -> Section:
    """A section of the type named ``title``, with its statements in order."""
    values.setdefault("section_type", make_section_type(title))
    values.setdefault("heading", title)
    values.setdefault("position", role_level.sections.count() + 1)
    section = Section.objects.create(role_level=role_level, **sourced(values))
    for position, text in enumerate(statements, start=1):
        Statement.objects.create(section=section, position=position, text=text)
    return section


def make_requirement(
    role_level: RoleLevel, skill: Skill, position: int | None = 1, **values: Any
) -> SkillRequirement:
    """The role level asks for the skill at the level with this position; None for no level."""
    values.setdefault("level", position and make_proficiency(skill.framework, position))
    return SkillRequirement.objects.create(role_level=role_level, skill=skill, **sourced(values))


def make_qualification(title: str = "", **values: Any) -> Qualification:
    title = title or f"Certificate {next(numbers)}"
    return Qualification.objects.get_or_create(
        slug=slugify(title), defaults=sourced({"title": title, **values})
    )[0]


def make_qualification_requirement(
    statement: Statement | None = None, title: str = "", strength: str = "", **values: Any
) -> QualificationRequirement:
    """A statement, else a new one of a new role level, asks for the qualification of this title."""
    values["statement"] = (
        statement or make_section(make_role_level(), statements=["Be qualified."]).statements.get()
    )
    values.setdefault("qualification", make_qualification(title))
    return QualificationRequirement.objects.create(strength=strength, **values)


def make_workstream(milestones: Any = (), **values: Any) -> Workstream:
    values.setdefault("status", Status.PUBLISHED)
    workstream = Workstream.objects.create(**addressed(values, "Workstream"))
    for position, text in enumerate(milestones, start=1):
        Milestone.objects.create(workstream=workstream, position=position, text=text, **sourced({}))
    return workstream


def set_status(entries: Sequence[Any], status: Status, reason: str = "") -> None:
    """Give entries of one model a status, as an action on a list does."""
    values = {entry.pk: {"status": status} for entry in entries}
    change_entries(model=type(entries[0]), values=values, by=None, reason=reason)


def withdraw(entry: Any, on: date = WITHDRAWN_ON, successor: Any = None) -> Any:
    """Withdraw what was published, as of some day."""
    entry.status, entry.withdrawn_on, entry.successor = Status.WITHDRAWN, on, successor
    entry.save()
    return entry
