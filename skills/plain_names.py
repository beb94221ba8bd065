"""What people call the columns of a file of skills."""

from capframe.plans.files.plain_names import NameGroup, PlainName

SKILL_GROUPS = (
    NameGroup(
        "The skill",
        (
            PlainName("skill_framework", "Framework of the skill", ("Competency Framework",)),
            PlainName("skill", "Skill", ("Skills", "Competency", "Capability")),
            PlainName("skill_description", "What the skill is", ("Definition",)),
            PlainName("kind", "Kind of skill"),
            PlainName("aliases", "Other names of the skill", ("Also Known As",)),
            PlainName("asked_by", "Roles that ask for it, to compare"),
        ),
    ),
    NameGroup(
        "Its levels",
        (
            PlainName("level", "Level of the scale", ("Proficiency", "Proficiency Level")),
            PlainName("level_description", "What the skill asks at this level"),
            PlainName("level_as_heading", "The heading is a level"),
        ),
    ),
    NameGroup(
        "Behaviours",
        (
            PlainName("effective", "Effective behaviour", ("Indicator", "Positive Indicators")),
            PlainName("ineffective", "Ineffective behaviour", ("Negative Indicators",)),
        ),
    ),
)
