"""What may be chosen for a file of roles."""

from dataclasses import replace

from capframe.plans.files.choices import DefaultChoice, FlagChoice, ValueChoice
from grades.columns import GRADE_DEFAULTS
from grades.models import Grade, GradeStructure
from roles.columns import JOB_FAMILY, SKILL_FRAMEWORK
from roles.models import JobFamily
from roles.ordering import OrderFrom
from skills.models import SkillFramework

ROLE_DEFAULTS = (
    DefaultChoice(JOB_FAMILY.name, JobFamily, "family"),
    *(replace(one, adds=(GradeStructure, Grade)) for one in GRADE_DEFAULTS),
    DefaultChoice(SKILL_FRAMEWORK.name, SkillFramework, "skill-framework", is_asked=True),
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
