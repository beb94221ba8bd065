"""What can be found: six kinds of object, and how each is described to readers and to the index."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from capframe.base.aliases import list_aliases
from capframe.base.querysets import EntryQuerySet
from grades.models import Grade
from roles.models import JobFamily, RoleLevel, Statement, Workstream
from skills.models import Skill


@dataclass(frozen=True, slots=True)
class Description:
    """An object as search knows it. Empty texts are left out."""

    title: str
    url: str
    detail: list[str]  # what tells it from others of the same title
    title_words: list[str]  # what it is found by first
    passages: list[str] = field(default_factory=list)  # found by too; a result shows an excerpt
    other_words: list[str] = field(default_factory=list)  # found by too
    parts: list[str] = field(default_factory=list)  # that lists of such objects are filtered by too


@dataclass(frozen=True, slots=True)
class SearchKind:
    # In addresses and in the index. A plural because stems never are: the index keeps kinds beside
    # words, and a word must not be taken for a kind.
    name: str
    heading: str
    objects: EntryQuerySet  # all of them, with what describing them needs
    describe: Callable[[Any], Description]
    comparable: bool = False  # can be put into the comparison tray
    has_parts: bool = False  # with entries of their own
    repeats: bool = False  # many objects say the same: they are one result


def describe_role_level(level: RoleLevel) -> Description:
    """What is said of a role is found through its levels, as are the headings of their text."""
    grade = level.grade
    code = "" if level.code in level.full_title else level.code
    place = [level.family.title, level.location, level.source.publisher]
    detail = [code, str(grade) if grade else "", *place]
    sections = level.sections.all()
    statements = [one for section in sections for one in section.statements.all()]
    return Description(
        title=level.full_title,
        url=level.get_absolute_url(),
        detail=detail,
        title_words=[
            *(level.full_title, level.code, grade.title if grade else ""),
            *list_aliases(level.role.aliases),
            *(list_aliases(grade.aliases) if grade else ()),
        ],
        passages=[
            level.description,
            level.role.description,
            " · ".join(section.heading for section in sections),
        ],
        other_words=[*detail, level.role.role_type, grade.full_title if grade else ""],
        parts=[text for one in statements for text in (one.text, one.note)],
    )


def describe_skill(skill: Skill) -> Description:
    """A skill is found by its levels and the behaviours at them too."""
    detail = [skill.get_kind_display(), skill.framework.title]
    levels = skill.levels.all()
    pairs = [pair for level in levels for pair in level.indicators.all()]
    return Description(
        title=skill.title,
        url=skill.get_absolute_url(),
        detail=detail,
        title_words=[skill.title, *list_aliases(skill.aliases)],
        passages=[
            skill.definition,
            " · ".join(f"{skill.title}, {level.level.title}" for level in levels),
            *(level.description for level in levels),
            *(text for pair in pairs for text in (pair.effective, pair.ineffective)),
            *(example.text for example in skill.leadership_examples.all()),
        ],
        other_words=detail,
    )


def describe_family(family: JobFamily) -> Description:
    """A job family is found by what is said of all of it."""
    sections = family.sections.all()
    statements = [one for section in sections for one in section.statements.all()]
    return Description(
        title=family.title,
        url=family.get_absolute_url(),
        detail=[family.source.publisher],
        title_words=[family.title],
        passages=[text for one in statements for text in (one.text, one.note)],
        other_words=[family.source.publisher, *(section.heading for section in sections)],
    )


def describe_grade(grade: Grade) -> Description:
    """A grade is found by its structure too."""
    detail = [grade.full_title, grade.structure.title]
    return Description(
        title=grade.title,
        url=grade.get_absolute_url(),
        detail=detail,
        title_words=[grade.title, grade.full_title, *list_aliases(grade.aliases)],
        other_words=detail,
    )


def describe_workstream(workstream: Workstream) -> Description:
    """A workstream is found by its milestones too."""
    detail = [workstream.lead_organisation, workstream.source.publisher]
    milestones = [milestone.text for milestone in workstream.milestones.all()]
    texts = [workstream.issue, workstream.approach, *milestones, workstream.participants]
    return Description(
        title=workstream.title,
        url=workstream.get_absolute_url(),
        detail=detail,
        title_words=[workstream.title],
        passages=texts,
        other_words=detail,
    )


def describe_statement(statement: Statement) -> Description:
    """A statement is found by its heading and its own words, not by those of its role level."""
    section = statement.section
    level = section.role_level
    return Description(
        title=level.full_title,
        url=f"{level.get_absolute_url()}#section-{section.section_type.slug}",
        detail=[section.heading],
        title_words=[section.heading],
        passages=[statement.text, statement.note],
    )


LEVELS = (
    RoleLevel.objects.with_role_and_grade()
    .select_related("source")
    .prefetch_related("sections__statements")
)
SKILLS = Skill.objects.with_framework().prefetch_related(
    "levels__level", "levels__indicators", "leadership_examples"
)
FAMILIES = JobFamily.objects.select_related("source").prefetch_related("sections__statements")
WORKSTREAMS = Workstream.objects.select_related("source").prefetch_related("milestones")
STATEMENTS = Statement.objects.select_related("section__role_level__role", "section__section_type")

# In the order in which results are listed.
SEARCH_KINDS = {
    kind.name: kind
    for kind in (
        SearchKind(
            "rolelevels", "Roles", LEVELS, describe_role_level, comparable=True, has_parts=True
        ),
        SearchKind("skills", "Skills", SKILLS, describe_skill),
        SearchKind("families", "Job families", FAMILIES, describe_family),
        SearchKind("grades", "Grades", Grade.objects.with_structure(), describe_grade),
        SearchKind("workstreams", "Workstreams", WORKSTREAMS, describe_workstream),
        SearchKind("statements", "Statements", STATEMENTS, describe_statement, repeats=True),
    )
}
