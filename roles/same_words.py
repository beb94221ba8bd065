"""Sections that say word for word the same at other levels of a job family."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from roles.models import RoleLevel, Section, Statement


class OtherLevel(NamedTuple):
    """A role level that says the same, and what it is called."""

    pk: int
    title: str


@dataclass(frozen=True, slots=True)
class SameWords:
    """A section of a role level, with the other levels that have the same statements in it."""

    heading: str
    levels: tuple[OtherLevel, ...]


def find_same_words(level: RoleLevel) -> list[SameWords]:
    """The sections of a role level that other levels of its family have too, in its order.

    Sections of one type with the same statements in the same order, whatever their headings. In
    four queries, of which none reads the statements of sections that begin otherwise.
    """
    own = _texts_of(list(level.sections.values_list("pk", flat=True)))
    firsts = {texts[0] for texts in own.values()}
    if not firsts:
        return []
    alike = Statement.objects.filter(text__in=firsts, section__role_level__family=level.family_id)
    others = list(
        Section.objects.filter(pk__in=alike.exclude(section__role_level=level).values("section"))
        .select_related("role_level__role")
        .order_by("role_level__role__title", "role_level__title")
    )
    texts_of_others = _texts_of([section.pk for section in others])
    saying: dict[tuple, list[OtherLevel]] = defaultdict(list)
    for section in others:
        words = section.section_type_id, texts_of_others[section.pk]
        saying[words].append(OtherLevel(section.role_level_id, str(section.role_level)))
    return [
        SameWords(section.heading, tuple(levels))
        for section in level.sections.all()
        if section.pk in own and (levels := saying.get((section.section_type_id, own[section.pk])))
    ]


def _texts_of(sections: list[int]) -> dict[int, tuple[str, ...]]:
    """The statements of those of these sections that have any, in order."""
    texts: dict[int, list[str]] = defaultdict(list)
    rows = Statement.objects.filter(section__in=sections).order_by("section", "position", "pk")
    for section, text in rows.values_list("section", "text"):
        texts[section].append(text)
    return {section: tuple(lines) for section, lines in texts.items()}
