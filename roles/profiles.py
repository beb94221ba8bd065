"""A role level as a reader sees it: everything that it asks, as plain, frozen objects.

They know no request and no query (see roles/loading.py): the page of a role level, the
comparison and whatever is downloaded are made from them.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class StatementText:
    """One statement, with the footnote that the source hangs on it."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SectionText:
    """A heading with its statements in order."""

    type_slug: str
    type_title: str
    type_position: int
    heading: str
    is_list: bool
    place: str
    editors_note: str
    statements: tuple[StatementText, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What it says, without regard to white space."""
        return tuple(" ".join(statement.text.split()) for statement in self.statements)


@dataclass(frozen=True, slots=True)
class IndicatorPair:
    """An effective behaviour and the ineffective one beside it."""

    effective: str
    ineffective: str
    editors_note: str


@dataclass(frozen=True, slots=True)
class RequiredSkill:
    """A skill that the role level asks for. ``level`` is None where the source names none."""

    title: str
    slug: str
    framework_slug: str
    framework: str
    kind: str
    definition: str
    level: str | None
    level_position: int | None
    level_description: str | None
    place: str
    indicators: tuple[IndicatorPair, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Tells skills apart: the slugs of the framework and of the skill in it."""
        return self.framework_slug, self.slug

    @property
    def url(self) -> str:
        """The page of the skill."""
        return reverse("skills:skill", args=[self.framework_slug, self.slug])


@dataclass(frozen=True, slots=True)
class Pay:
    """Pounds a year at a location, from a date where the source gives one."""

    location: str
    minimum: int
    maximum: int
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class GradeOf:
    """The grade of a role level."""

    title: str
    full_title: str
    url: str
    structure: str
    position: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One role level in full."""

    pk: int
    reference: str
    url: str
    title: str
    level_title: str
    code: str
    level_order: int
    role: str
    role_url: str
    family: str
    family_url: str
    grade: GradeOf | None
    location: str
    description: str
    source: str
    source_url: str
    pay: tuple[Pay, ...]
    sections: tuple[SectionText, ...]
    required_skills: tuple[RequiredSkill, ...]

    @property
    def seniority(self) -> tuple:
        """Sorts role levels most junior first; those of one structure together, no grade last."""
        grade = self.grade
        rank = (0, grade.structure, grade.position) if grade else (1, "", 0)
        return (*rank, self.family, self.role, self.level_order, self.pk)

    @property
    def purpose(self) -> SectionText | None:
        """What the person is for: the level's purpose, or its overview where it has none."""
        sections = {section.type_slug: section for section in self.sections}
        return sections.get("level-purpose") or sections.get("overview")

    @property
    def other_sections(self) -> tuple[SectionText, ...]:
        """Every section but the one that says what the person is for."""
        purpose = self.purpose
        return tuple(section for section in self.sections if section is not purpose)
