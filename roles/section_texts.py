"""The texts of a role level as readers see them, as plain, frozen objects: see profiles.py."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from capframe.base.addresses import address
from capframe.base.markup import BULLET
from capframe.base.typography import fold_typography
from roles.strengths import strength_words


@dataclass(frozen=True, slots=True)
class PlainSource:
    title: str
    publisher: str
    slug: str

    @property
    def url(self) -> str:
        return address("source", self.slug)


class AskedQualification(NamedTuple):
    """A qualification that is asked for. ``strength`` is empty where the source gives none."""

    title: str
    slug: str
    strength: str = ""

    @property
    def words(self) -> str:
        """With its strength: “CIPD: ideal or working towards it”."""
        strength = strength_words(self.strength)
        return f"{self.title}: {strength}" if strength else self.title


@dataclass(frozen=True, slots=True)
class StatementText:
    """One statement, with the footnote that the source hangs on it, and how strongly it asks.

    Args:
        strength: how strongly it asks for what is no qualification; empty where no source says.
        qualifications: those that it asks for.
    """

    text: str
    note: str = ""
    strength: str = ""
    qualifications: tuple[AskedQualification, ...] = ()

    @property
    def bare(self) -> str:
        """The text as it reads in a list, without the mark of a bullet."""
        return self.text.removeprefix(BULLET)

    @property
    def asks(self) -> str:
        """How strongly it asks, and for which qualifications; empty where no source says."""
        asked = [one.words for one in self.qualifications]
        words = strength_words(self.strength)
        return "; ".join([words.capitalize(), *asked] if words else asked)

    @property
    def normalised(self) -> tuple[str, str, str]:
        """The text and the note, without regard to white space and typography; what it asks."""
        return fold_typography(self.text), *self.remarks

    @property
    def remarks(self) -> tuple[str, str]:
        """What stands below the text, in the same way: the note, and what it asks."""
        return fold_typography(self.note), self.asks

    def is_remarked_as(self, other: "StatementText") -> bool:
        """Whether the same stands below both texts."""
        said, there = ((one.note, one.strength, one.qualifications) for one in (self, other))
        return said == there or self.remarks == other.remarks


@dataclass(frozen=True, slots=True)
class StatementBlock:
    """Statements that follow each other as paragraphs, or as the bullets of one list."""

    is_list: bool
    statements: tuple[StatementText, ...]


def blocks_of(statements: Iterable[StatementText], *, is_list: bool) -> tuple[StatementBlock, ...]:
    """A section's statements as they are set. Among paragraphs, “- ” begins a bullet."""
    runs = groupby(statements, lambda statement: is_list or statement.text.startswith(BULLET))
    return tuple(
        StatementBlock(is_bulleted, tuple(run if is_list else map(without_bullet, run)))
        for is_bulleted, run in runs
    )


class SetInBlocks:
    """A section that sets its statements as paragraphs or as a list."""

    __slots__ = ()

    is_list: bool
    statements: tuple[StatementText, ...]

    @property
    def blocks(self) -> tuple[StatementBlock, ...]:
        """The statements as they are set."""
        return blocks_of(self.statements, is_list=self.is_list)


@dataclass(frozen=True, slots=True)
class SectionText(SetInBlocks):
    type_slug: str
    type_title: str
    type_position: int
    heading: str
    is_list: bool
    source: PlainSource
    place: str
    editors_note: str
    statements: tuple[StatementText, ...]

    @property
    def asks(self) -> str:
        """How strongly all its statements ask alike, but for those that name a qualification.

        Empty where they do not; then each says it by itself.
        """
        strengths = [one.strength for one in self.statements if not one.qualifications]
        if len(strengths) < 2 or len({*strengths}) > 1 or not strengths[0]:
            return ""
        words = strength_words(strengths[0]).capitalize()
        some_name_one = len(strengths) < len(self.statements)
        return f"{words}, unless a statement says otherwise" if some_name_one else words

    @property
    def asked(self) -> tuple[frozenset[str], ...]:
        """The slugs of the qualifications that each statement asks for."""
        return tuple(
            frozenset(one.slug for one in statement.qualifications) for statement in self.statements
        )

    @property
    def normalised(self) -> tuple[tuple[str, str, str], ...]:
        """Its statements, without regard to their typography."""
        return tuple(statement.normalised for statement in self.statements)


def without_bullet(statement: StatementText) -> StatementText:
    return replace(statement, text=statement.bare)
