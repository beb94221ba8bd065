"""The columns of a file of roles, as exports order them, and what may be chosen beside them."""

from dataclasses import replace

from capframe.plans.import_kinds import DefaultChoice, FlagChoice, ValueChoice
from capframe.spreadsheets.columns import Column, NotInUse
from capframe.spreadsheets.list_cells import ListColumns
from grades.models import GradeStructure
from roles.models import JobFamily
from roles.ordering import OrderFrom
from skills.models import SkillFramework

JOB_FAMILY = Column(
    "job_family",
    "Name or address of the job family; needed in every row where none is chosen for the file.",
    ("Role Family",),
    required=True,
    longest=200,
    is_name=True,
    not_in_use=NotInUse.EXPECTED,
)
ROLE = Column(
    "role",
    "Title or address of the role.",
    required=True,
    longest=200,
    is_name=True,
    not_in_use=NotInUse.EXPECTED,
)
LEVEL = Column(
    "level",
    "Title of the role level.",
    ("Role Level",),
    required=True,
    longest=200,
    is_name=True,
    not_in_use=NotInUse.MEANT,
)
LEVEL_ORDER = Column(
    "level_order",
    "A whole number that orders a role’s levels which share a grade, or which no grades order; "
    "juniors first, the same number side by side. Empty where the order is not known.",
)
ORDER_COLUMNS = (
    JOB_FAMILY,
    ROLE,
    LEVEL,
    replace(
        LEVEL_ORDER,
        about=f"{LEVEL_ORDER.about} In this file an empty cell takes the level’s order away.",
    ),
)
ROLE_COLUMNS = (
    JOB_FAMILY,
    ROLE,
    Column(
        "role_description",
        "What the role is, at all levels; once is enough.",
        not_in_use=NotInUse.EXPECTED,
    ),
    Column(
        "role_type",
        "The kind of role, where roles are sorted.",
        longest=100,
        is_name=True,
        not_in_use=NotInUse.EXPECTED,
    ),
    LEVEL,
    LEVEL_ORDER,
    Column(
        "grade_structure",
        "Name of the organisation’s grades, for example Civil Service.",
        longest=200,
        is_name=True,
    ),
    Column("grade", "The grade, as its structure has it.", longest=200, is_name=True),
    Column("code", "The code of the role level.", longest=50, is_name=True),
    Column("location", "Where the job is based.", longest=300, is_name=True),
    Column(
        "employer",
        "In whose organisation the level is a job, for example “Home Office”; its pay is that of "
        "the grade by the same employer.",
        longest=200,
        is_name=True,
    ),
    Column(
        "level_description",
        "What the role level is, outside its sections; once is enough.",
        ("Role Level Description",),
        not_in_use=NotInUse.EXPECTED,
    ),
    Column(
        "skills_introduction",
        "What stands above the list of skills, whole; once is enough.",
    ),
    Column("section", "The heading that the statement stands under.", longest=200, is_name=True),
    Column("statement", "One statement, in order."),
    Column("note", "A footnote on the statement."),
    Column(
        "strength",
        "How strongly the statement, or the row’s qualification, is asked for: required; required "
        "or equivalent; ideal; ideal or equivalent; ideal or working towards it. Blank where the "
        "source does not say.",
        is_name=True,
    ),
    Column(
        "qualification",
        "One qualification that the statement asks for, by its name or address; another one in a "
        "further row with the same statement.",
        longest=200,
        is_name=True,
    ),
    Column(
        "skill_framework",
        "Name or address of the skill framework; needed where a skill’s name does not tell it.",
        longest=200,
        is_name=True,
    ),
    Column(
        "skill",
        "One skill asked for, in order.",
        ("Skill Name",),
        longest=200,
        is_name=True,
        not_in_use=NotInUse.EXPECTED,
    ),
    Column(
        "skill_description",
        "What the skill is, at all levels; once is enough.",
        ("Skill Description",),
        not_in_use=NotInUse.EXPECTED,
    ),
    Column(
        "skill_level",
        "At which level the skill is asked for, by the level’s name or number.",
        ("Skill Level",),
        longest=100,
        is_name=True,
        not_in_use=NotInUse.MEANT,
    ),
    Column(
        "skill_level_description",
        "What the skill asks at this level; once is enough.",
        ("Skill Level Description",),
        not_in_use=NotInUse.EXPECTED,
    ),
    Column("assessed", "“interview” where the skill is assessed there; else blank.", is_name=True),
    Column(
        "aliases",
        "Other names of the role, by which people search for it, kept by editors; one a line.",
    ),
)
STATEMENT_LISTS = ListColumns(
    ("statement",),
    within=(JOB_FAMILY.name, ROLE.name, LEVEL.name, "section"),
    alike=("strength",),
    of_one=("note", "qualification"),
)
ROLE_DEFAULTS = (
    DefaultChoice(JOB_FAMILY.name, JobFamily, "family"),
    DefaultChoice("grade_structure", GradeStructure, "grade-structure"),
    DefaultChoice("skill_framework", SkillFramework, "skill-framework"),
)
ORDER_FROM = ValueChoice(
    "order_from",
    about="who states the order that level_order gives (default: editors)",
    label="Who states the order of levels that the file’s level_order gives?",
    values=(
        (OrderFrom.EDITORS.value, "Editors: no source gives it, and readers are told so"),
        (OrderFrom.SOURCE.value, "The source"),
    ),
)
WITHDRAW_MISSING = FlagChoice(
    "withdraw_missing",
    about="withdraw role levels of the file’s job families that the file does not have",
    label="Role levels of the file’s job families that the file does not have are",
    off="left alone",
    on="withdrawn: readers no longer see them",
)
