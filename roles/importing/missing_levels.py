"""What role levels are in a file that has no column for them."""

from capframe.plans.files.stand_ins import StandIn, StandInChoice
from capframe.spreadsheets.names import count_things
from capframe.spreadsheets.part_counts import PartCounts
from roles.columns import GRADE, JOB_FAMILY, LEVEL, ROLE


def describe_by_grade(counts: PartCounts) -> str:
    if not counts.has_parts:
        return "No column is the grade, so that each role would be a single level."
    return f"{count_things(counts.parts, 'role level')}: {describe_several(counts)}."


def describe_single(counts: PartCounts) -> str:
    if counts.several:
        titles = "title" if counts.several == 1 else "titles"
        faults = "a fault" if counts.several == 1 else "faults"
        return f"The {counts.several:,} {titles} with more than one grade would be {faults}."
    return f"{count_things(counts.wholes, 'role level')}."


def describe_several(counts: PartCounts) -> str:
    if not counts.several:
        return "no title stands at more than one grade"
    verb = "stands" if counts.several == 1 else "stand"
    return f"{counts.several:,} of the {counts.wholes:,} titles {verb} at more than one grade"


WHAT_LEVELS_ARE = StandInChoice(
    name="levels",
    about="what a role level is in a file without a column for it: each grade of a role, which "
    "gives the level its title, or each role",
    label="The file has no column for the level. What is a level?",
    column=LEVEL.name,
    within=(JOB_FAMILY.name, ROLE.name),
    options=(
        StandIn("grades", "Each grade of a role is a level", GRADE.name, describe_by_grade),
        StandIn("roles", "Each role is a single level", "", describe_single),
    ),
)
