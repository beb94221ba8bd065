"""What can be found: six kinds of object, and how each is described to readers and to the index."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from capframe.base.addresses import address
from capframe.base.aliases import list_aliases
from capframe.base.querysets import EntryQuerySet, order_in_whole
from capframe.plans.bulk import among
from grades.models import Grade
from roles.models import JobFamily, RoleLevel, Section, Statement, Workstream
from roles.profiles import full_title
from skills.models import Indicator, LeadershipExample, Skill, SkillKind, SkillLevel

KINDS_OF_SKILLS = dict(SkillKind.choices)


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
    objects: EntryQuerySet  # all of them
    # Each of some of these objects, by its primary key.
    describe: Callable[[EntryQuerySet], Iterable[tuple[int, Description]]]
    comparable: bool = False  # can be put into the comparison tray
    has_parts: bool = False  # with entries of their own
    repeats: bool = False  # many objects say the same: they are one result


def each(
    load: Callable[[EntryQuerySet], EntryQuerySet], describe: Callable[[Any], Description]
) -> Callable[[EntryQuerySet], Iterator[tuple[int, Description]]]:
    """Describes objects one by one, as they are loaded with what describing them needs."""
    return lambda objects: ((one.pk, describe(one)) for one in load(objects))


def describe_role_levels(levels: EntryQuerySet) -> Iterator[tuple[int, Description]]:
    """What is said of a role is found through its levels, as are the headings of their text.

    From rows, as statements are: there are thousands of them.
    """
    columns = (
        *("pk", "title", "slug", "code", "location", "description"),
        *("role__title", "role__slug", "role__aliases", "role__description", "role__role_type"),
        *("grade__title", "grade__full_title", "grade__aliases", "grade__structure__title"),
        *("family__title", "source__publisher"),
    )
    rows = list(levels.order_by("pk").values_list(*columns, named=True))
    pks = [row.pk for row in rows]
    headings: dict[int, list[str]] = defaultdict(list)
    parts: dict[int, list[str]] = defaultdict(list)
    sections = Section.objects.filter(among("role_level", pks)).in_order()
    for level, heading in sections.values_list("role_level", "heading"):
        headings[level].append(heading)
    for level, *texts in statement_texts(pks):
        parts[level] += texts
    for row in rows:
        yield row.pk, describe_role_level(row, headings[row.pk], parts[row.pk])


def statement_texts(levels: Collection[int]) -> QuerySet:
    """Role level, text and note of each statement of these role levels, in their order."""
    order = (*order_in_whole(Section, "section__"), *order_in_whole(Statement))
    of_these = among("section__role_level", levels)
    statements = Statement.objects.filter(of_these).order_by(*order)
    return statements.values_list("section__role_level", "text", "note")


def describe_role_level(row: Any, headings: list[str], parts: list[str]) -> Description:
    title = full_title(row.role__title, row.title)
    code = "" if row.code in title else row.code
    grade = row.grade__title or ""
    full_grade = f"{grade} ({row.grade__structure__title})" if grade else ""
    detail = [code, full_grade, row.family__title, row.location, row.source__publisher]
    return Description(
        title=title,
        url=address(RoleLevel.page, row.role__slug, row.slug),
        detail=detail,
        title_words=[
            *(title, row.code, grade),
            *list_aliases(row.role__aliases),
            *list_aliases(row.grade__aliases or ""),
        ],
        passages=[row.description, row.role__description, " · ".join(headings)],
        other_words=[*detail, row.role__role_type, row.grade__full_title or ""],
        parts=parts,
    )


def describe_skills(skills: EntryQuerySet) -> Iterator[tuple[int, Description]]:
    """A skill is found by its levels and the behaviours at them too.

    From rows, as role levels are.
    """
    columns = (
        *("pk", "title", "slug", "kind", "definition", "aliases"),
        *("framework__title", "framework__slug"),
    )
    rows = list(skills.order_by("pk").values_list(*columns, named=True))
    pks = [row.pk for row in rows]
    levels: dict[int, list[tuple[str, str]]] = defaultdict(list)
    found: Any = SkillLevel.objects.filter(among("skill", pks)).in_order()
    for skill, title, description in found.values_list("skill", "level__title", "description"):
        levels[skill].append((title, description))
    texts: dict[int, list[str]] = defaultdict(list)
    for skill, *pair in pairs_of_skills(pks):
        texts[skill] += pair
    examples: Any = LeadershipExample.objects.filter(among("skill", pks)).in_order()
    for skill, text in examples.values_list("skill", "text"):
        texts[skill].append(text)
    for row in rows:
        yield row.pk, describe_skill(row, levels[row.pk], texts[row.pk])


def pairs_of_skills(skills: Collection[int]) -> QuerySet:
    """Skill, effective and ineffective side of each behaviour of these skills, in their order."""
    order = (*order_in_whole(SkillLevel, "skill_level__"), *order_in_whole(Indicator))
    pairs = Indicator.objects.filter(among("skill_level__skill", skills)).order_by(*order)
    return pairs.values_list("skill_level__skill", "effective", "ineffective")


def describe_skill(row: Any, levels: list[tuple[str, str]], texts: list[str]) -> Description:
    detail = [KINDS_OF_SKILLS.get(row.kind, ""), row.framework__title]
    return Description(
        title=row.title,
        url=address(Skill.page, row.framework__slug, row.slug),
        detail=detail,
        title_words=[row.title, *list_aliases(row.aliases)],
        passages=[
            row.definition,
            " · ".join(f"{row.title}, {title}" for title, _ in levels),
            *(description for _, description in levels),
            *texts,
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


def describe_statements(statements: EntryQuerySet) -> Iterator[tuple[int, Description]]:
    """A statement is found by its heading and its own words, not by those of its role level.

    From rows, since most of what can be found are statements, with their sections' apart.
    """
    rows = list(statements.order_by("pk").values_list("pk", "text", "note", "section"))
    places = dict(places_of_sections({section for *_, section in rows}))
    for pk, text, note, section in rows:
        title, url, heading = places[section]
        yield (
            pk,
            Description(
                title=title,
                url=url,
                detail=[heading],
                title_words=[heading],
                passages=[text, note],
            ),
        )


def places_of_sections(sections: Collection[int]) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """By a section's primary key, the title of its role level, its address and its heading."""
    columns = (
        *("pk", "heading", "section_type__slug", "role_level__title", "role_level__slug"),
        *("role_level__role__title", "role_level__role__slug"),
    )
    rows = Section.objects.filter(among("pk", sections)).order_by()
    for row in rows.values_list(*columns, named=True):
        title = full_title(row.role_level__role__title, row.role_level__title)
        page = address(RoleLevel.page, row.role_level__role__slug, row.role_level__slug)
        yield row.pk, (title, f"{page}#section-{row.section_type__slug}", row.heading)


def load_families(families: EntryQuerySet) -> EntryQuerySet:
    return families.select_related("source").prefetch_related("sections__statements")


def load_workstreams(workstreams: EntryQuerySet) -> EntryQuerySet:
    return workstreams.select_related("source").prefetch_related("milestones")


def load_grades(grades: Any) -> EntryQuerySet:
    return grades.with_structure()


# In the order in which results are listed.
SEARCH_KINDS = {
    kind.name: kind
    for kind in (
        SearchKind(
            "rolelevels",
            "Roles",
            RoleLevel.objects.all(),
            describe_role_levels,
            comparable=True,
            has_parts=True,
        ),
        SearchKind("skills", "Skills", Skill.objects.all(), describe_skills),
        SearchKind(
            "families",
            "Job families",
            JobFamily.objects.all(),
            each(load_families, describe_family),
        ),
        SearchKind("grades", "Grades", Grade.objects.all(), each(load_grades, describe_grade)),
        SearchKind(
            "workstreams",
            "Workstreams",
            Workstream.objects.all(),
            each(load_workstreams, describe_workstream),
        ),
        SearchKind(
            "statements", "Statements", Statement.objects.all(), describe_statements, repeats=True
        ),
    )
}
