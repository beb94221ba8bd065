"""Two to eight role levels side by side, as one plain, frozen object.

It knows no request, no query and no template. The page is made from it, and so is whatever is
downloaded: word-by-word differences between neighbouring columns belong here too, beside
``SectionCell``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from roles.profiles import Profile, RequiredSkill, SectionText

FEWEST, MOST = 2, 8


@dataclass(frozen=True, slots=True)
class SectionCell:
    """What one column says under one section type; None where it has no such section."""

    column: Profile
    section: SectionText | None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section type across the columns."""

    slug: str
    title: str
    cells: tuple[SectionCell, ...]

    @property
    def same(self) -> SectionText | None:
        """The section that stands for all columns, where they all say the same."""
        first, *others = (cell.section for cell in self.cells)
        if first and all(other and other.words == first.words for other in others):
            return first
        return None


@dataclass(frozen=True, slots=True)
class SkillCell:
    """How one column asks for a skill; None where it does not."""

    column: Profile
    skill: RequiredSkill | None


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One skill across the columns."""

    title: str
    url: str
    cells: tuple[SkillCell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Role levels in grade order, their sections lined up by type, and the skills they ask for."""

    columns: tuple[Profile, ...]
    sections: tuple[SectionRow, ...]
    skills: tuple[SkillRow, ...]


def compare(profiles: Iterable[Profile]) -> Comparison:
    """Compare the profiles, whatever order they come in.

    Raises ValueError for fewer than 2 or more than 8, and for one that comes twice.
    """
    columns = tuple(sorted(profiles, key=attrgetter("seniority")))
    if not FEWEST <= len(columns) <= MOST:
        raise ValueError(f"{FEWEST} to {MOST} role levels are compared, not {len(columns)}")
    if len({column.pk for column in columns}) < len(columns):
        raise ValueError("a role level is compared with others, not with itself")
    return Comparison(columns, section_rows(columns), skill_rows(columns))


def section_rows(columns: tuple[Profile, ...]) -> tuple[SectionRow, ...]:
    """A row for each section type that any column has, in the types' own order."""
    by_type = [{section.type_slug: section for section in column.sections} for column in columns]
    types = {
        (section.type_position, section.type_title, section.type_slug)
        for sections in by_type
        for section in sections.values()
    }
    return tuple(
        SectionRow(slug, title, tuple(map(SectionCell, columns, (s.get(slug) for s in by_type))))
        for _, title, slug in sorted(types)
    )


def skill_rows(columns: tuple[Profile, ...]) -> tuple[SkillRow, ...]:
    """A row for each skill that any column asks for: first those of the most junior column."""
    asked = [{skill.key: skill for skill in column.required_skills} for column in columns]
    skills = {key: skill for by_key in asked for key, skill in by_key.items()}
    return tuple(
        SkillRow(
            skill.title,
            skill.url,
            tuple(map(SkillCell, columns, (by_key.get(key) for by_key in asked))),
        )
        for key, skill in skills.items()
    )
