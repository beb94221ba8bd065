"""What may be chosen in each filter of the list of role levels, found in the catalogue by name.

Nothing that no published role level has is offered; of a long list only as much as is asked for.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.lookups import IsNull

from capframe.base.models import Source
from capframe.base.prepared import Parameter, Prepared
from capframe.base.word_search import has_title_words
from grades.models import Grade
from roles.models import JobFamily, Qualification, RoleLevel, SkillRequirement
from skills.models import ProficiencyLevel, Skill


@dataclass(frozen=True, slots=True)
class Choice:
    """One of them.

    Args:
        value: as an address gives it.
        group: what it stands in, for example a grade's structure; empty where there is no such.
        levels: of a skill, the levels at which it is asked for, the lowest first.
    """

    value: str
    title: str
    group: str = ""
    levels: tuple["Choice", ...] = ()

    @property
    def full_title(self) -> str:
        return f"{self.title} ({self.group})" if self.group else self.title


@dataclass(frozen=True)
class Choices:
    """The choices of one filter.

    Args:
        offered: what published role levels have, in order.
        known: what an address may name, be there a role level or not; what is offered, if None.
        value: the fields whose texts make the value, with a slash between two.
        title: the field by which it is called and found.
        group: the field with the title of what it stands in.
    """

    offered: Callable[[], QuerySet]
    value: tuple[str, ...]
    title: str = "title"
    group: str = ""
    known: Callable[[], QuerySet] | None = field(default=None, kw_only=True)

    def find(self, words: str, most: int) -> list[Choice]:
        """The first so many that have all the words in their titles."""
        if not words:
            return list(self._read(first_query(self, most).rows({})))
        offered = self.offered()
        model = offered.model if self.title == "title" else None
        found = offered.filter(has_title_words(model, words, self.title))
        return list(self._read(found.values_list(*self.columns)[:most]))

    def named(self, values: Collection[str]) -> dict[str, Choice]:
        """Those of the values that are known, in their own order."""
        if not values:
            return {}
        known = (self.known or self.offered)()
        last = {self._last_part(value) for value in values}
        alike = known.filter(**{f"{self.value[-1]}__in": last})
        found = {one.value: one for one in self._read(alike.values_list(*self.columns))}
        return {value: found[value] for value in values if value in found}

    def _last_part(self, value: str) -> str:
        return value.partition("/")[2] if len(self.value) > 1 else value

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields that a choice is read from, the parts of its value first."""
        names = (self.title, *([self.group] if self.group else []))
        return tuple(dict.fromkeys((*self.value, *names)))

    def _read(self, rows: Iterable[Sequence[str]]) -> Iterator[Choice]:
        parts = len(self.value)
        for row in rows:
            title, *group = row[parts:] or row
            yield Choice("/".join(row[:parts]), title, *group)  # type: ignore[arg-type]


@cache
def first_query(choices: Choices, most: int) -> Prepared:
    """The first so many of all that are offered: asked for by every list without words."""
    return Prepared(choices.offered().values_list(*choices.columns)[:most])


@dataclass(frozen=True)
class SkillChoices(Choices):
    """Skills, each at any level or at one: ``<framework>/<skill>`` or with ``/<position>``."""

    def find(self, words: str, most: int) -> list[Choice]:
        """Each with the levels at which it is asked for."""
        return with_levels(super().find(words, most))

    def named(self, values: Collection[str]) -> dict[str, Choice]:
        """Of one at a level, the title says the level too."""
        skills = super().named([skill_of(value) for value in values])
        titles = level_titles(value for value in values if position_of(value))
        found = {}
        for value in values:
            skill, level = skills.get(skill_of(value)), level_key(value)
            if skill and not position_of(value):
                found[value] = skill
            elif skill and level in titles:
                found[value] = Choice(value, f"{skill.title}, {titles[level]}", skill.group)
        return found


def skill_of(value: str) -> str:
    """The skill’s own part of a value, which may name a level."""
    return "/".join(value.split("/")[:2])


def position_of(value: str) -> str:
    """The position of the level that a value names, empty for any level."""
    return "/".join(value.split("/")[2:])


def level_key(value: str) -> tuple[str, str]:
    """The framework of a value and the position of its level, as texts."""
    return value.partition("/")[0], position_of(value)


def level_titles(values: Iterable[str]) -> dict[tuple[str, str], str]:
    """The titles of the levels that values name, by ``level_key``."""
    frameworks = {value.partition("/")[0] for value in values}
    if not frameworks:
        return {}
    levels = ProficiencyLevel.objects.filter(framework__slug__in=frameworks)
    rows = levels.values_list("framework__slug", "position", "title")
    return {(framework, str(position)): title for framework, position, title in rows}


def with_levels(skills: Sequence[Choice]) -> list[Choice]:
    """The skills, each with its levels that published role levels ask for."""
    slugs = {f"slug{n}": skill.value.partition("/")[2] for n, skill in enumerate(skills)}
    rows = levels_query(len(slugs)).rows(slugs) if slugs else []
    levels: dict[str, list[Choice]] = {}
    for framework, slug, position, title in rows:
        skill = f"{framework}/{slug}"
        levels.setdefault(skill, []).append(Choice(f"{skill}/{position}", title))
    return [
        Choice(skill.value, skill.title, skill.group, tuple(levels.get(skill.value, ())))
        for skill in skills
    ]


@lru_cache(maxsize=100)
def levels_query(number: int) -> Prepared:
    """The levels at which skills with one of so many slugs are asked for."""
    slugs: Any = [Parameter(f"slug{n}", CharField()) for n in range(number)]
    asked = SkillRequirement.objects.published().filter(skill__slug__in=slugs, level__isnull=False)
    names = ("skill__framework__slug", "skill__slug", "level__position", "level__title")
    return Prepared(asked.order_by("level__position").values_list(*names).distinct())


def has_levels(field: str) -> Any:
    """Whether a published role level refers to the entry by this field.

    Asked for the first of them: for EXISTS, PostgreSQL reads all roles and families beforehand.
    """
    levels = RoleLevel.objects.published().filter(**{field: OuterRef("pk")}).order_by()
    return IsNull(Subquery(levels.values("pk")[:1]), False)


def offered_grades() -> QuerySet:
    """Structure by structure, the most junior grade first."""
    return Grade.objects.filter(has_levels("grade")).order_by("structure__title", "position")


def offered_skills() -> QuerySet:
    asked = SkillRequirement.objects.published().filter(skill=OuterRef("pk"))
    return Skill.objects.published().filter(Exists(asked)).order_by("title", "framework__title")


def offered_locations() -> QuerySet:
    """As the sources have them, each once."""
    return RoleLevel.objects.published().exclude(location="").order_by("location").distinct()


def offered_publishers() -> QuerySet:
    """Of the documents that role levels came from, each once."""
    return Source.objects.filter(has_levels("source")).order_by("publisher").distinct()


def offered_families() -> QuerySet:
    return JobFamily.objects.published().filter(has_levels("family")).order_by("title")


# By the names of the filters, in the order in which they stand on the page.
CHOICES: dict[str, Choices] = {
    "grade": Choices(
        offered_grades,
        ("structure__slug", "slug"),
        group="structure__title",
        known=Grade.objects.all,
    ),
    "location": Choices(offered_locations, ("location",), "location"),
    "skill": SkillChoices(
        offered_skills,
        ("framework__slug", "slug"),
        group="framework__title",
        known=Skill.objects.published,
    ),
    "family": Choices(offered_families, ("slug",), known=JobFamily.objects.published),
    "qualification": Choices(Qualification.objects.asked_for, ("slug",)),
    "organisation": Choices(offered_publishers, ("publisher",), "publisher"),
}
