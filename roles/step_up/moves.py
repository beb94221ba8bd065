"""The two ends of a move, to choose from: at once, or where there are many by job family first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F

from capframe.base.http import shown
from capframe.base.word_search import has_title_words
from roles.models import RoleLevel
from roles.profiles import full_title
from roles.querysets import own_order
from roles.references import SLUGS

# As many role levels stand in one list to choose from.
MOST_LISTED = 100
MOST_WORDS = 10
LABELS = {"from": "I am now", "to": "I want to become"}


class MoveOption(NamedTuple):
    """A role level by its reference, or a job family by its slug."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class MoveEnd:
    """One end of a move.

    Args:
        name: ``from`` or ``to``, as addresses call it.
        family: the slug of the job family that is chosen; empty before that.
        words: those that titles must have, to choose from fewer.
        chosen: the reference of the role level that is chosen; empty before that.
        groups: job families by title, each with role levels to choose from.
        number: how many role levels there are to choose from, listed or not.
    """

    name: str
    family: str
    words: str
    chosen: str
    groups: tuple[tuple[str, tuple[MoveOption, ...]], ...]
    number: int

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def counted(self) -> str:
        return f"{self.number:,} role{'' if self.number == 1 else 's'}"

    @property
    def is_cut(self) -> bool:
        return self.number > MOST_LISTED

    @property
    def asks_for_words(self) -> bool:
        return self.is_cut or bool(self.words)


@dataclass(frozen=True, slots=True)
class Move:
    """Both ends of a move.

    Args:
        families: to choose from first, where there are too many role levels for one list.
    """

    ends: tuple[MoveEnd, ...]
    families: tuple[MoveOption, ...]

    @property
    def is_possible(self) -> bool:
        """Whether there are any two role levels, or families to find them in."""
        return bool(self.families) or all(end.number > 1 for end in self.ends)

    @property
    def can_choose_levels(self) -> bool:
        return all(end.groups for end in self.ends)


def load_move(families: Collection[Any], asked: Mapping[str, str]) -> Move:
    """What there is to choose from: one query, or one for each end where families come first.

    Args:
        families: those that have role levels, counted as far as they can be listed.
        asked: what is chosen so far, by ``from``, ``from_family``, ``from_words`` and the same
            of ``to``.
    """
    number = sum(one.number_of_role_levels for one in families)
    if number <= MOST_LISTED:
        groups = groups_of(RoleLevel.objects.published()) if number else ()
        ends = (end_of(name, asked, groups=groups, number=number) for name in LABELS)
        return Move(tuple(ends), ())
    choices = tuple(MoveOption(family.slug, family.title) for family in families)
    known = {family.slug for family in families}
    return Move(tuple(end_in_family(name, asked, known) for name in LABELS), choices)


def end_of(name: str, asked: Mapping[str, str], **values: Any) -> MoveEnd:
    end: dict[str, Any] = {"family": "", "words": "", "groups": (), "number": 0}
    return MoveEnd(name=name, chosen=asked.get(name, ""), **end | values)


def end_in_family(name: str, asked: Mapping[str, str], known: Collection[str]) -> MoveEnd:
    family = asked.get(f"{name}_family") or family_of(asked.get(name, ""))
    words = shown(asked.get(f"{name}_words", ""))
    if family not in known:
        return end_of(name, asked)
    levels = RoleLevel.objects.published().filter(family__slug=family)
    asked_for = " ".join(words.split()[:MOST_WORDS])
    levels = levels.filter(has_title_words(RoleLevel, asked_for, "role__title", "title"))
    return end_of(
        name,
        asked,
        family=family,
        words=words,
        groups=groups_of(levels),
        number=levels.count(),
    )


def family_of(reference: str) -> str:
    """The slug of the family of a role level; empty for what names none."""
    if not SLUGS.fullmatch(reference):
        return ""
    named = RoleLevel.objects.published().named([reference])
    return named.values_list("family__slug", flat=True).first() or ""


def groups_of(levels: Any) -> tuple[tuple[str, tuple[MoveOption, ...]], ...]:
    """The first of these role levels under their families, each role's in its own order."""
    names = ("family__title", "role__slug", "role__title", "slug", "title", "grade__title")
    junior_first = F("grade__position").asc(nulls_last=True)
    ordered = levels.order_by("family__title", "role__title", junior_first, *own_order())
    rows = ordered.values_list(*names, named=True)[:MOST_LISTED]
    return tuple(
        (family, tuple(map(option_of, those)))
        for family, those in groupby(rows, lambda row: row.family__title)
    )


def option_of(row: Any) -> MoveOption:
    """With its grade, where its title does not say that."""
    title = full_title(row.role__title, row.title)
    if row.grade__title and row.grade__title != row.title:
        title = f"{title} ({row.grade__title})"
    return MoveOption(f"{row.role__slug}/{row.slug}", title)
