"""The columns of a file of roles, as exports order them."""

from dataclasses import replace

from capframe.plans.files.columns import FieldColumn, KeyColumn, Misread
from capframe.spreadsheets.columns import NotInUse
from capframe.spreadsheets.faults import shown
from roles.models import (
    JobFamily,
    Qualification,
    Role,
    RoleLevel,
    Section,
    SkillRequirement,
    Statement,
)
from roles.strengths import strength_words
from skills import columns as skills_file
from skills.columns import SkillColumns

HIGHEST_ORDER = 32767
THE_ROLE, THE_LEVEL, STATEMENTS, SKILLS = "The role", "The level", "Statements", "Skills"


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
    suggested_by=("Family", "Occupational Group", "Profession", "Job Group", "Career Family"),
    group=THE_ROLE,
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
    label="Role title",
    suggested_by=("Job Title", "Post Title", "Role Name", "Job Role"),
    group=THE_ROLE,
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
    label="Role level title",
    suggested_by=("Level Title", "Level Name"),
    when_not_in_use="the role is a single level",
    group=THE_LEVEL,
)
LEVEL_ORDER = FieldColumn(
    "level_order",
    "A whole number that orders a role’s levels which share a grade, or which no grades order; "
    "juniors first, the same number side by side. Empty where the order is not known.",
    model=RoleLevel,
    parse=parse_order,
    label="Place among the role’s levels",
    group=THE_LEVEL,
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
    label="Whose grades they are",
    group=THE_LEVEL,
)
GRADE = FieldColumn(
    "grade",
    "The grade, as its structure has it.",
    longest=200,
    is_name=True,
    model=RoleLevel,
    field="",
    in_any_case=True,
    suggested_by=("Grade Name", "Pay Grade", "Pay Band", "Band"),
    group=THE_LEVEL,
)
CODE = FieldColumn(
    "code",
    "The code of the role level.",
    longest=50,
    is_name=True,
    model=RoleLevel,
    label="Code of the level",
    suggested_by=("Role Code", "Job Code", "Post Code"),
    group=THE_LEVEL,
)
LEVEL_DESCRIPTION = FieldColumn(
    "level_description",
    "What the role level is, outside its sections; once is enough.",
    ("Role Level Description",),
    not_in_use=NotInUse.EXPECTED,
    model=RoleLevel,
    field="description",
    label="What the level is",
    suggested_by=("Level Summary",),
    group=THE_LEVEL,
)
SECTION = FieldColumn(
    "section",
    "The heading that the statement stands under.",
    longest=200,
    is_name=True,
    model=Section,
    field="heading",
    in_any_case=True,
    label="Heading above the statement",
    suggested_by=("Heading", "Section Heading"),
    group=STATEMENTS,
)
STATEMENT = FieldColumn(
    "statement",
    "One statement, in order.",
    model=Statement,
    field="text",
    suggested_by=("Responsibility", "Responsibilities", "Duty", "Duties", "Accountabilities"),
    group=STATEMENTS,
)
NOTE = FieldColumn(
    "note",
    "A footnote on the statement.",
    model=Statement,
    label="Footnote on the statement",
    suggested_by=("Footnote",),
    group=STATEMENTS,
)
STRENGTH = FieldColumn(
    "strength",
    "How strongly the statement, or the row’s qualification, is asked for: required; required "
    "or equivalent; ideal; ideal or equivalent; ideal or working towards it. Blank where the "
    "source does not say.",
    is_name=True,
    model=Statement,
    write=strength_words,
    label="How strongly it is asked for",
    group=STATEMENTS,
)
QUALIFICATION = KeyColumn(
    "qualification",
    "One qualification that the statement asks for, by its name or address; another one in a "
    "further row with the same statement.",
    longest=200,
    model=Qualification,
    blank_slug="qualification",
    label="Qualification asked for",
    suggested_by=("Qualifications",),
    group=STATEMENTS,
)
SKILL_FRAMEWORK = replace(
    skills_file.FRAMEWORK,
    about="Name or address of the skill framework; needed where a skill’s name does not tell it.",
    required=False,
    group=SKILLS,
)
SKILL = replace(
    skills_file.SKILL,
    about="One skill asked for, in order.",
    required=False,
    within=SKILL_FRAMEWORK,
    label="Skill asked for",
    group=SKILLS,
)
SKILL_DESCRIPTION = replace(
    skills_file.DESCRIPTION,
    about="What the skill is, at all levels; once is enough.",
    suggested_by=(),
    group=SKILLS,
)
SKILL_LEVEL = replace(
    skills_file.LEVEL,
    name="skill_level",
    about="At which level the skill is asked for, by the level’s name or number.",
    not_in_use=NotInUse.MEANT,
    label="At which level",
    when_not_in_use="asked for without a level",
    group=SKILLS,
)
SKILL_LEVEL_DESCRIPTION = replace(
    skills_file.LEVEL_DESCRIPTION,
    name="skill_level_description",
    about="What the skill asks at this level; once is enough.",
    group=SKILLS,
)
ASSESSED = FieldColumn(
    "assessed",
    "“interview” where the skill is assessed there; else blank.",
    is_name=True,
    model=SkillRequirement,
    label="Whether assessed at interview",
    group=SKILLS,
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
        label="What the role is",
        suggested_by=("Role Purpose", "Job Purpose"),
        group=THE_ROLE,
    ),
    FieldColumn(
        "role_type",
        "The kind of role, where roles are sorted.",
        longest=100,
        is_name=True,
        not_in_use=NotInUse.EXPECTED,
        model=Role,
        label="Kind of role",
        group=THE_ROLE,
    ),
    LEVEL,
    LEVEL_ORDER,
    GRADE_STRUCTURE,
    GRADE,
    CODE,
    FieldColumn(
        "location",
        "Where the job is based.",
        longest=300,
        is_name=True,
        model=RoleLevel,
        suggested_by=("Office", "Office Location", "Place of Work"),
        group=THE_LEVEL,
    ),
    FieldColumn(
        "employer",
        "In whose organisation the level is a job, for example “Home Office”; its pay is that of "
        "the grade by the same employer.",
        longest=200,
        is_name=True,
        model=RoleLevel,
        in_any_case=True,
        suggested_by=("Organisation", "Organization"),
        group=THE_LEVEL,
    ),
    LEVEL_DESCRIPTION,
    FieldColumn(
        "skills_introduction",
        "What stands above the list of skills, whole; once is enough.",
        model=RoleLevel,
        label="What stands above its skills",
        group=THE_LEVEL,
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
        label="Other names of the role",
        suggested_by=("Also Known As",),
        group=THE_ROLE,
    ),
)
IN_ROLES_FILE = SkillColumns(SKILL_FRAMEWORK, SKILL, SKILL_LEVEL, SKILL_LEVEL_DESCRIPTION)
