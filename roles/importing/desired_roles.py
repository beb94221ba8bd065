"""What a file of roles asks for: its rows brought together."""

from dataclasses import dataclass, field
from typing import NamedTuple

from capframe.plans.existing import ExistingEntry
from capframe.plans.name_index import Key, NameIndex
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.table import Record
from roles.profiles import full_title
from skills.importing.desired_skills import SkillKey


# These are told apart by which they are, not by what is in them: none has __eq__.
@dataclass(eq=False, slots=True)
class DesiredFamily:
    """A job family that the file names.

    Args:
        title: as the catalogue has it, else as the file writes it.
        line: the first that names it.
        entry: the one that is there, None where it is new.
        roles: its roles by name.
    """

    title: str
    line: int
    entry: ExistingEntry | None
    roles: NameIndex


@dataclass(eq=False, slots=True)
class DesiredRole:
    """A role that the file names; title, line and entry as of a family."""

    family: DesiredFamily
    title: str
    line: int
    entry: ExistingEntry | None
    levels: NameIndex

    @property
    def in_words(self) -> str:
        return f"role “{shown(self.title)}”"


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
    asked: dict[Key, AskedRow] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class DesiredSection:
    """A heading with its statements.

    Args:
        heading: as the file writes it.
        record: the first row that names it.
        rows: the statements in order.
        is_prose: whether these are paragraphs, and bullets among them.
        is_unnamed: whether the heading is not the file's own.
        first_rows: the first statement of each text.
        last_rows: the last one.
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
        skill: the keys of framework and skill.
        level: the key of its level; None where the file names none.
        says_none: whether the file says that there is no level.
        line: the first that asks for it.
        assessed: where it is assessed; empty where the file does not say.
    """

    skill: SkillKey
    level: Key | None
    says_none: bool
    line: int
    assessed: str = ""


@dataclass(eq=False, slots=True)
class DesiredLevel:
    """A role level that the file names; title, line and entry as of a family.

    Args:
        in_words: what messages call it.
        sections: by heading; empty where the file says nothing of sections.
        required_skills: by skill; empty where the file says nothing of skills.
        is_described: whether its section was made from its description, and others stay.
        prose: what of the description stays the description; None for all of it.
        names_qualifications: whether any of its rows does: then those are all that it asks for.
    """

    role: DesiredRole
    title: str
    line: int
    entry: ExistingEntry | None
    in_words: str = ""
    sections: dict[str, DesiredSection] = field(default_factory=dict)
    required_skills: dict[SkillKey, RequiredSkill] = field(default_factory=dict)
    is_described: bool = False
    prose: str | None = None
    names_qualifications: bool = False

    def __post_init__(self) -> None:
        """Put it in words once: every row of the file needs them."""
        self.in_words = f"role level “{shown(self.full_title)}”"

    @property
    def full_title(self) -> str:
        return full_title(self.role.title, self.title)


@dataclass(frozen=True, slots=True)
class DesiredRoles:
    """All that a file asks for, each list in its order.

    Args:
        families: those that it names.
        roles: as above.
        levels: as above.
        skill_rows: every row that asks for a skill, with its level.
        column_values: what it says of roles and levels.
        qualifications: all that it names, and those of the catalogue.
    """

    families: list[DesiredFamily]
    roles: list[DesiredRole]
    levels: list[DesiredLevel]
    skill_rows: list[tuple[DesiredLevel, Record]]
    column_values: ColumnValues
    qualifications: NameIndex
