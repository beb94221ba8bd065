"""What people call the columns of a file of roles."""

from capframe.plans.files.plain_names import NameGroup, PlainName

FAMILY = PlainName(
    "job_family",
    "Job family",
    ("Family", "Occupational Group", "Profession", "Job Group", "Career Family"),
)
ROLE = PlainName("role", "Role title", ("Job Title", "Post Title", "Role Name", "Job Role"))
LEVEL = PlainName(
    "level", "Role level title", ("Level Title", "Level Name"), "the role is a single level"
)
LEVEL_ORDER = PlainName("level_order", "Place among the role’s levels")

ROLE_GROUPS = (
    NameGroup(
        "The role",
        (
            FAMILY,
            ROLE,
            PlainName("role_description", "What the role is", ("Role Purpose", "Job Purpose")),
            PlainName("role_type", "Kind of role"),
            PlainName("aliases", "Other names of the role", ("Also Known As",)),
        ),
    ),
    NameGroup(
        "The level",
        (
            LEVEL,
            LEVEL_ORDER,
            PlainName("grade_structure", "Whose grades they are"),
            PlainName("grade", "Grade", ("Grade Name", "Pay Grade", "Pay Band", "Band")),
            PlainName("code", "Code of the level", ("Role Code", "Job Code", "Post Code")),
            PlainName("location", "Location", ("Office", "Office Location", "Place of Work")),
            PlainName("employer", "Employer", ("Organisation", "Organization")),
            PlainName("level_description", "What the level is", ("Level Summary",)),
            PlainName("skills_introduction", "What stands above its skills"),
        ),
    ),
    NameGroup(
        "Statements",
        (
            PlainName("section", "Heading above the statement", ("Heading", "Section Heading")),
            PlainName(
                "statement",
                "Statement",
                ("Responsibility", "Responsibilities", "Duty", "Duties", "Accountabilities"),
            ),
            PlainName("note", "Footnote on the statement", ("Footnote",)),
            PlainName("strength", "How strongly it is asked for"),
            PlainName("qualification", "Qualification asked for", ("Qualifications",)),
        ),
    ),
    NameGroup(
        "Skills",
        (
            PlainName("skill_framework", "Framework of the skill", ("Competency Framework",)),
            PlainName("skill", "Skill asked for", ("Skills", "Competency", "Capability")),
            PlainName("skill_description", "What the skill is"),
            PlainName(
                "skill_level",
                "At which level",
                ("Proficiency", "Proficiency Level"),
                "asked for without a level",
            ),
            PlainName("skill_level_description", "What the skill asks at this level"),
            PlainName("assessed", "Whether assessed at interview"),
        ),
    ),
    NameGroup(
        "A matrix of skills by role levels",
        (
            PlainName("existing_level", "Role level of the catalogue"),
            PlainName("role_level_as_heading", "The heading is a role level"),
            PlainName("skill_as_heading", "The heading is a skill"),
        ),
    ),
)
ORDER_GROUPS = (
    NameGroup("The role", (FAMILY, ROLE)),
    NameGroup("The level", (LEVEL, LEVEL_ORDER)),
)
