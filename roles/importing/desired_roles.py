"""What a file of roles asks for in a role level, and what stands in it today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from capframe.plans.existing import ExistingEntry, group_by, in_position, read_among, read_parts
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.name_index import Key
from capframe.spreadsheets.table import Record
from roles.models import QualificationRequirement, Section, SkillRequirement, Statement
from roles.profiles import full_title
from skills.importing.skill_rows import DesiredSkill


class AskedRow(NamedTuple):
    """How strongly a row asks for a qualification; empty where it does not say."""

    strength: str
    record: Record


@dataclass(eq=False, slots=True)
class StatementRow:
    """One statement, with its note and the first row that says it.

    Args:
        strength: how strongly it asks for what is no qualification.
        asked: the qualifications that it asks for.
    """

    text: str
    note: str
    record: Record
    strength: str = ""
    asked: dict[DesiredEntry, AskedRow] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class DesiredSection:
    """A heading with its statements.

    Args:
        is_prose: whether these are paragraphs, and bullets among them.
        is_unnamed: whether the heading is not the file's own.
    """

    heading: str
    record: Record
    rows: list[StatementRow] = field(default_factory=list)
    is_prose: bool = False
    is_unnamed: bool = False
    first_rows: dict[str, StatementRow] = field(default_factory=dict)
    last_rows: dict[str, StatementRow] = field(default_factory=dict)

    def add(self, row: StatementRow) -> None:
        self.rows.append(row)
        self.first_rows.setdefault(row.text, row)
        self.last_rows[row.text] = row


@dataclass(eq=False, slots=True)
class RequiredSkill:
    """A skill that a role level asks for.

    Args:
        level: the key of its level; None where the file names none.
        says_none: whether the file says that there is no level.
        assessed: where it is assessed; empty where the file does not say.
    """

    skill: DesiredSkill
    level: Key | None
    says_none: bool
    record: Record
    assessed: str = ""


@dataclass(eq=False, slots=True)
class DesiredLevel(DesiredEntry):
    """A role level that the file names.

    Args:
        sections: by heading; empty where the file says nothing of sections.
        required_skills: by skill; empty where the file says nothing of skills.
        is_described: whether its section was made from its description, and others stay.
        prose: what of the description stays the description; None for all of it.
        names_qualifications: whether any of its rows does: then those are all that it asks for.
    """

    sections: dict[str, DesiredSection] = field(default_factory=dict)
    required_skills: dict[DesiredSkill, RequiredSkill] = field(default_factory=dict)
    is_described: bool = False
    prose: str | None = None
    names_qualifications: bool = False

    @property
    def full_title(self) -> str:
        return full_title(self.within.title, self.title)


Groups = Mapping[int, list[ExistingEntry]]


@dataclass(frozen=True, slots=True)
class ExistingContent:
    """What stands in some role levels, by what it stands in, each list in its order."""

    sections: Groups
    statements: Groups
    asked: Groups
    requirements: Groups

    @classmethod
    def read(cls, levels: Sequence[DesiredLevel]) -> "ExistingContent":
        """Sections where the file has some, skills where it has some; four queries at most."""
        told = [one.pk for one in levels if one.sections and not one.is_new]
        asking = [one.pk for one in levels if one.required_skills and not one.is_new]
        sections = read_among(Section, told, "role_level_id")
        asked = read_among(QualificationRequirement, told, "role_level_id")
        return cls(
            group_by("role_level_id", in_position(sections.values())),
            read_parts(Statement, "section_id", sections),
            group_by("statement_id", asked.values()),
            read_parts(SkillRequirement, "role_level_id", asking),
        )
