"""The columns of a file of skills, and what may be chosen for rows that leave one blank."""

from dataclasses import dataclass

from capframe.plans.files.choices import DefaultChoice
from capframe.plans.files.columns import FieldColumn, KeyColumn, Misread, find_choice
from capframe.spreadsheets.columns import Column, NotInUse
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.list_cells import ListColumns
from capframe.spreadsheets.wide import HeadingColumn
from skills.models import Indicator, Skill, SkillFramework, SkillKind, SkillLevel

THE_SKILL, ITS_LEVELS, BEHAVIOURS = "The skill", "Its levels", "Behaviours"

FRAMEWORK = KeyColumn(
    "skill_framework",
    "Name or address of the skill framework that the skill belongs to; needed where none is "
    "chosen for the file.",
    required=True,
    longest=200,
    model=SkillFramework,
    blank_slug="framework",
    are_few=True,
    label="Framework of the skill",
    suggested_by=("Competency Framework",),
    group=THE_SKILL,
)
SKILL = KeyColumn(
    "skill",
    "Name or address of the skill.",
    ("Skill Name",),
    required=True,
    longest=200,
    not_in_use=NotInUse.EXPECTED,
    model=Skill,
    within=FRAMEWORK,
    blank_slug="skill",
    suggested_by=("Skills", "Competency", "Capability"),
    group=THE_SKILL,
)
DESCRIPTION = FieldColumn(
    "skill_description",
    "What the skill is, at all levels; once is enough, on any of its rows.",
    ("Skill Description",),
    not_in_use=NotInUse.EXPECTED,
    model=Skill,
    field="definition",
    label="What the skill is",
    suggested_by=("Definition",),
    group=THE_SKILL,
)
LEVEL = Column(
    "level",
    "Level of the framework’s scale, by its name or its number.",
    ("Skill Level",),
    longest=100,
    is_name=True,
    not_in_use=NotInUse.EXPECTED,
    label="Level of the scale",
    suggested_by=("Proficiency", "Proficiency Level"),
    group=ITS_LEVELS,
)
LEVEL_DESCRIPTION = FieldColumn(
    "level_description",
    "What the skill asks at this level; once is enough, on any row of the level.",
    ("Skill Level Description",),
    not_in_use=NotInUse.EXPECTED,
    model=SkillLevel,
    field="description",
    label="What the skill asks at this level",
    group=ITS_LEVELS,
)
EFFECTIVE = FieldColumn(
    "effective",
    "A behaviour that shows the skill at this level; one a row, in order.",
    ("Effective behaviour",),
    model=Indicator,
    label="Effective behaviour",
    suggested_by=("Indicator", "Positive Indicators"),
    group=BEHAVIOURS,
)
INEFFECTIVE = FieldColumn(
    "ineffective",
    "The ineffective behaviour that is paired with it.",
    ("Ineffective behaviour",),
    model=Indicator,
    label="Ineffective behaviour",
    suggested_by=("Negative Indicators",),
    group=BEHAVIOURS,
)
SKILL_COLUMNS = (
    FRAMEWORK,
    SKILL,
    DESCRIPTION,
    LEVEL,
    LEVEL_DESCRIPTION,
    EFFECTIVE,
    INEFFECTIVE,
    FieldColumn(
        "aliases",
        "Other names of the skill, by which people search for it, kept by editors; one a line.",
        model=Skill,
        label="Other names of the skill",
        suggested_by=("Also Known As",),
        group=THE_SKILL,
    ),
)


def parse_kind(text: str) -> str:
    """The kind of skill that a text names. Raises Misread."""
    if (found := find_choice(SkillKind, text)) is not None:
        return found
    kinds = ", ".join(f"“{kind.value}”" for kind in SkillKind)
    raise Misread(f"“{shown(text)}” is not a kind of skill.", f"Write one of these: {kinds}.")


LEVEL_AS_HEADING = HeadingColumn(
    "level_as_heading",
    "A level of the framework’s scale is the heading: what the skill asks at it stands below.",
    says=(LEVEL.name,),
    cell=LEVEL_DESCRIPTION,
    repeated=(FRAMEWORK.name, SKILL.name),
    beside=(FRAMEWORK.name, SKILL.name, "skill_description", "aliases", "kind", "asked_by"),
    keeps_bare=True,
    label="The heading is a level",
    group=ITS_LEVELS,
)
ASKED_BY = Column(
    "asked_by",
    "The roles that ask for the skill, one a line or between commas: compared with the "
    "catalogue’s, and never imported.",
    ("Roles that require Skill",),
    not_in_use=NotInUse.EXPECTED,
    label="Roles that ask for it, to compare",
    group=THE_SKILL,
)
OTHER_SKILL_COLUMNS = (
    LEVEL_AS_HEADING,
    FieldColumn(
        "kind",
        "What sort of skill it is: competency, specialist or leadership.",
        ("Skill Kind", "Kind of skill"),
        not_in_use=NotInUse.EXPECTED,
        model=Skill,
        parse=parse_kind,
        label="Kind of skill",
        group=THE_SKILL,
    ),
    ASKED_BY,
)
BEHAVIOUR_LISTS = ListColumns(
    (EFFECTIVE.name, INEFFECTIVE.name), within=(FRAMEWORK.name, SKILL.name, LEVEL.name)
)
SKILL_DEFAULTS = (DefaultChoice(FRAMEWORK.name, SkillFramework, "skill-framework", is_asked=True),)


@dataclass(frozen=True, slots=True)
class SkillColumns:
    """Which columns of a kind of file say what of skills and their levels.

    Args:
        behaviours: have the two sides of a behaviour; none where a row can name no behaviour.
    """

    framework: KeyColumn
    skill: KeyColumn
    level: Column
    level_description: FieldColumn
    behaviours: tuple[FieldColumn, ...] = ()

    @property
    def of_level(self) -> tuple[str, ...]:
        """The names of those with which a row must name a level."""
        return tuple(one.name for one in (self.level_description, *self.behaviours))


IN_SKILLS_FILE = SkillColumns(FRAMEWORK, SKILL, LEVEL, LEVEL_DESCRIPTION, (EFFECTIVE, INEFFECTIVE))
