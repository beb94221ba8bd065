"""The columns of a file of roles, as exports order them, and what may be chosen beside them."""

from dataclasses import replace

from capframe.plans.files.choices import DefaultChoice, FlagChoice, ValueChoice
from capframe.plans.files.columns import FieldColumn, KeyColumn, Misread
from capframe.spreadsheets.columns import NotInUse
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.list_cells import ListColumns
from grades.columns import GRADE_DEFAULTS
from grades.models import Grade, GradeStructure
from roles.models import (
    JobFamily,
    Qualification,
    Role,
    RoleLevel,
    Section,
    SkillRequirement,
    Statement,
)
from roles.ordering import OrderFrom
from roles.strengths import strength_words
from skills import columns as skills_file
from skills.columns import SkillColumns
from skills.models import SkillFramework

HIGHEST_ORDER = 32767


def parse_order(text: str) -> int:
    """The order that a text gives a role level. Raises Misread."""
    if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= HIGHEST_ORDER:
        return int(text)
    raise Misread(
        f"“{shown(text)}” is not an order of levels.",
        f"Write a whole number from 1, the most junior, to {HIGHEST_ORDER:,}.",
    )


JOB_FAMILY = KeyColumn(
    "job_family",
    "Name or address of the job family; needed in every row where none is chosen for the file.",
    ("Role Family",),
    required=True,
    longest=200,
    not_in_use=NotInUse.EXPECTED,
    model=JobFamily,
    blank_slug="family",
    are_few=True,
)
ROLE = KeyColumn(
    "role",
    "Title or address of the role.",
    required=True,
    longest=200,
    not_in_use=NotInUse.EXPECTED,
    model=Role,
    within=JOB_FAMILY,
    blank_slug="role",
    is_confirmed=False,
)
LEVEL = KeyColumn(
    "level",
    "Title of the role level.",
    ("Role Level",),
    required=True,
    longest=200,
    not_in_use=NotInUse.MEANT,
    model=RoleLevel,
    within=ROLE,
    blank_slug="level",
    is_confirmed=False,
)
LEVEL_ORDER = FieldColumn(
    "level_order",
    "A whole number that orders a role’s levels which share a grade, or which no grades order; "
    "juniors first, the same number side by side. Empty where the order is not known.",
    model=RoleLevel,
    parse=parse_order,
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
# What these two say is found among the grades of the catalogue (``roles/importing/grades.py``).
GRADE_STRUCTURE = FieldColumn(
    "grade_structure",
    "Name of the organisation’s grades, for example Civil Service.",
    longest=200,
    is_name=True,
    model=RoleLevel,
    field="",
    in_any_case=True,
)
GRADE = FieldColumn(
    "grade",
    "The grade, as its structure has it.",
    longest=200,
    is_name=True,
    model=RoleLevel,
    field="",
    in_any_case=True,
)
CODE = FieldColumn("code", "The code of the role level.", longest=50, is_name=True, model=RoleLevel)
LEVEL_DESCRIPTION = FieldColumn(
    "level_description",
    "What the role level is, outside its sections; once is enough.",
    ("Role Level Description",),
    not_in_use=NotInUse.EXPECTED,
    model=RoleLevel,
    field="description",
)
SECTION = FieldColumn(
    "section",
    "The heading that the statement stands under.",
    longest=200,
    is_name=True,
    model=Section,
    field="heading",
    in_any_case=True,
)
STATEMENT = FieldColumn("statement", "One statement, in order.", model=Statement, field="text")
NOTE = FieldColumn("note", "A footnote on the statement.", model=Statement)
STRENGTH = FieldColumn(
    "strength",
    "How strongly the statement, or the row’s qualification, is asked for: required; required "
    "or equivalent; ideal; ideal or equivalent; ideal or working towards it. Blank where the "
    "source does not say.",
    is_name=True,
    model=Statement,
    write=strength_words,
)
QUALIFICATION = KeyColumn(
    "qualification",
    "One qualification that the statement asks for, by its name or address; another one in a "
    "further row with the same statement.",
    longest=200,
    model=Qualification,
    blank_slug="qualification",
)
SKILL_FRAMEWORK = replace(
    skills_file.FRAMEWORK,
    about="Name or address of the skill framework; needed where a skill’s name does not tell it.",
    required=False,
)
SKILL = replace(
    skills_file.SKILL,
    about="One skill asked for, in order.",
    required=False,
    within=SKILL_FRAMEWORK,
)
SKILL_DESCRIPTION = replace(
    skills_file.DESCRIPTION, about="What the skill is, at all levels; once is enough."
)
SKILL_LEVEL = replace(
    skills_file.LEVEL,
    name="skill_level",
    about="At which level the skill is asked for, by the level’s name or number.",
    not_in_use=NotInUse.MEANT,
)
SKILL_LEVEL_DESCRIPTION = replace(
    skills_file.LEVEL_DESCRIPTION,
    name="skill_level_description",
    about="What the skill asks at this level; once is enough.",
)
ASSESSED = FieldColumn(
    "assessed",
    "“interview” where the skill is assessed there; else blank.",
    is_name=True,
    model=SkillRequirement,
)
ROLE_COLUMNS = (
    JOB_FAMILY,
    ROLE,
    FieldColumn(
        "role_description",
        "What the role is, at all levels; once is enough.",
        not_in_use=NotInUse.EXPECTED,
        model=Role,
        field="description",
    ),
    FieldColumn(
        "role_type",
        "The kind of role, where roles are sorted.",
        longest=100,
        is_name=True,
        not_in_use=NotInUse.EXPECTED,
        model=Role,
    ),
    LEVEL,
    LEVEL_ORDER,
    GRADE_STRUCTURE,
    GRADE,
    CODE,
    FieldColumn("location", "Where the job is based.", longest=300, is_name=True, model=RoleLevel),
    FieldColumn(
        "employer",
        "In whose organisation the level is a job, for example “Home Office”; its pay is that of "
        "the grade by the same employer.",
        longest=200,
        is_name=True,
        model=RoleLevel,
        in_any_case=True,
    ),
    LEVEL_DESCRIPTION,
    FieldColumn(
        "skills_introduction",
        "What stands above the list of skills, whole; once is enough.",
        model=RoleLevel,
    ),
    SECTION,
    STATEMENT,
    NOTE,
    STRENGTH,
    QUALIFICATION,
    SKILL_FRAMEWORK,
    SKILL,
    SKILL_DESCRIPTION,
    SKILL_LEVEL,
    SKILL_LEVEL_DESCRIPTION,
    ASSESSED,
    FieldColumn(
        "aliases",
        "Other names of the role, by which people search for it, kept by editors; one a line.",
        model=Role,
    ),
)
IN_ROLES_FILE = SkillColumns(SKILL_FRAMEWORK, SKILL, SKILL_LEVEL, SKILL_LEVEL_DESCRIPTION)
STATEMENT_LISTS = ListColumns(
    (STATEMENT.name,),
    within=(JOB_FAMILY.name, ROLE.name, LEVEL.name, SECTION.name),
    alike=(STRENGTH.name,),
    of_one=(NOTE.name, QUALIFICATION.name),
)
ROLE_DEFAULTS = (
    DefaultChoice(JOB_FAMILY.name, JobFamily, "family"),
    *(replace(one, adds=(GradeStructure, Grade)) for one in GRADE_DEFAULTS),
    DefaultChoice("skill_framework", SkillFramework, "skill-framework", is_asked=True),
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
