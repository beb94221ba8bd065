"""The columns of a file of skills, and what may be chosen for rows that leave one blank."""

from capframe.plans.import_kinds import DefaultChoice
from capframe.spreadsheets.columns import Column, NotInUse
from capframe.spreadsheets.list_cells import ListColumns
from skills.models import SkillFramework

FRAMEWORK = Column(
    "skill_framework",
    "Name or address of the skill framework that the skill belongs to; needed where none is "
    "chosen for the file.",
    required=True,
    longest=200,
    is_name=True,
)
SKILL = Column(
    "skill",
    "Name or address of the skill.",
    ("Skill Name",),
    required=True,
    longest=200,
    is_name=True,
    not_in_use=NotInUse.EXPECTED,
)
SKILL_DESCRIPTION = Column(
    "skill_description",
    "What the skill is, at all levels; once is enough, on any of its rows.",
    ("Skill Description",),
    not_in_use=NotInUse.EXPECTED,
)
LEVEL = Column(
    "level",
    "Level of the framework’s scale, by its name or its number.",
    ("Skill Level",),
    longest=100,
    is_name=True,
    not_in_use=NotInUse.EXPECTED,
)
LEVEL_DESCRIPTION = Column(
    "level_description",
    "What the skill asks at this level; once is enough, on any row of the level.",
    ("Skill Level Description",),
    not_in_use=NotInUse.EXPECTED,
)
EFFECTIVE = Column(
    "effective",
    "A behaviour that shows the skill at this level; one a row, in order.",
    ("Effective behaviour",),
)
INEFFECTIVE = Column(
    "ineffective",
    "The ineffective behaviour that is paired with it.",
    ("Ineffective behaviour",),
)
ALIASES = Column(
    "aliases",
    "Other names of the skill, by which people search for it, kept by editors; one a line.",
)
SKILL_COLUMNS = (
    FRAMEWORK,
    SKILL,
    SKILL_DESCRIPTION,
    LEVEL,
    LEVEL_DESCRIPTION,
    EFFECTIVE,
    INEFFECTIVE,
    ALIASES,
)
SKILL_DEFAULTS = (DefaultChoice(FRAMEWORK.name, SkillFramework, "skill-framework"),)
BEHAVIOUR_LISTS = ListColumns(
    (EFFECTIVE.name, INEFFECTIVE.name), within=(FRAMEWORK.name, SKILL.name, LEVEL.name)
)
