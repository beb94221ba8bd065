"""What a file of roles would change, and everything that is wrong with it."""

from collections.abc import Mapping

from capframe.base.models import Source
from capframe.plans.existing import newest_history_versions, read_existing
from capframe.plans.import_kinds import Checked, Choices, Progress
from capframe.plans.name_index import NameIndex, index_names
from capframe.plans.plan import Plan
from capframe.plans.same_names import NamedByFile, find_same_names
from capframe.spreadsheets.report import Report, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Record, Records
from roles.importing.columns import (
    JOB_FAMILY,
    LEVEL,
    LEVEL_ORDER,
    ROLE,
    ROLE_COLUMNS,
    WITHDRAW_MISSING,
)
from roles.importing.desired_roles import DesiredLevel, DesiredRole, DesiredRoles
from roles.importing.existing_roles import ExistingRoles
from roles.importing.grades import GradeFinder, find_same_codes
from roles.importing.orders import RoleOrders, parse_order
from roles.importing.plan_roles import RolePlanner
from roles.importing.read_roles import RoleRows, find_named_families
from roles.importing.required_skills import RequiredSkills
from roles.models import (
    JobFamily,
    Qualification,
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Statement,
)
from skills.models import Indicator, ProficiencyLevel, Skill, SkillFramework, SkillLevel

ROLE_MODELS = (
    *(SkillFramework, ProficiencyLevel, Skill, SkillLevel, Indicator),
    *(SectionType, JobFamily, Role, RoleLevel, Section, Statement, SkillRequirement),
    *(Qualification, QualificationRequirement),
)
# What a file calls the fields with a role's names.
NAME_COLUMNS = {"title": ROLE.name, "aliases": "aliases"}
# Progress is told after every so many.
EVERY = 200


def check_roles(records: Records, choices: Choices, progress: Progress) -> Checked:
    """Compare a file of roles with the catalogue; nothing is written."""
    history_versions = newest_history_versions((Source, *ROLE_MODELS))
    report = Report(records.headings)
    rows = find_row_faults(records, choices, report)
    entries = read_existing(JobFamily.objects.order_by("pk"))
    families = index_names(entries.values())
    existing = ExistingRoles.read(find_named_families(rows, families, choices))
    desired = RoleRows(entries, families, existing, choices, report).bring_together(rows, progress)
    plan = plan_roles(desired, families, existing, choices, report, progress)
    if report.errors:
        return Checked(Plan(), report.sorted_errors, report.sorted_warnings)
    plan.history_versions |= history_versions
    return Checked(plan, (), report.sorted_warnings)


def find_row_faults(records: Records, choices: Choices, report: Report) -> list[Record]:
    """Find what is wrong with rows by themselves, without the catalogue. Returns each row once."""
    rows = without_repeats(records, report)
    if JOB_FAMILY.name not in choices.defaults:
        find_missing(rows, JOB_FAMILY, report)
    find_missing(rows, ROLE, report)
    find_missing(rows, LEVEL, report)
    find_too_long(rows, ROLE_COLUMNS, report)
    return rows


def plan_roles(
    desired: DesiredRoles,
    families: NameIndex,
    existing: ExistingRoles,
    choices: Choices,
    report: Report,
    progress: Progress,
) -> Plan:
    """The plan of all that is desired. With faults it is of no use, but all faults are found."""
    skills = RequiredSkills(choices, report)
    skills.take(desired.skill_rows)
    finder = GradeFinder(desired.column_values, choices, report)
    grades = {level: finder.find_grade(level) for level in desired.levels}
    orders = {
        level: parse_order(desired.column_values.row(level, LEVEL_ORDER.name), report)
        for level in desired.levels
    }
    role_orders = RoleOrders(desired, existing.levels, grades, orders, finder.places, choices)
    role_orders.find_unplaced(report)
    find_same_codes(desired, existing, report)
    find_same_role_names(desired, existing, report)
    planner = RolePlanner(
        existing=existing,
        families=families,
        qualifications=desired.qualifications,
        column_values=desired.column_values,
        skills=skills.plan(progress),
        choices=choices,
        report=report,
    )
    for family in desired.families:
        planner.plan_family(family)
    for role in desired.roles:
        planner.plan_role(role, role_orders.stated_by(role))
    plan_levels(planner, grades, orders, progress)
    if WITHDRAW_MISSING.name in choices.flags:
        named = {level.entry.pk for level in desired.levels if level.entry}
        planner.withdraw_missing(desired.families, named)
    return planner.builder.plan


def find_same_role_names(desired: DesiredRoles, existing: ExistingRoles, report: Report) -> None:
    for family in desired.families:
        find_same_names(
            Role,
            existing.roles.get(family.entry.pk, ()) if family.entry else (),
            [named_role(role) for role in desired.roles if role.family is family],
            NAME_COLUMNS,
            desired.column_values,
            report,
        )


def named_role(role: DesiredRole) -> NamedByFile:
    key = role.entry.pk if role.entry else role.title
    return NamedByFile(key, role.title, Record(role.line, {ROLE.name: role.title}), role)


def plan_levels(
    planner: RolePlanner,
    grades: Mapping[DesiredLevel, int | None],
    orders: Mapping[DesiredLevel, int | None],
    progress: Progress,
) -> None:
    """Plan each role level with the grade and the order that the file gives it."""
    for done, (level, grade) in enumerate(grades.items(), start=1):
        planner.plan_level(level, grade, orders[level])
        if done % EVERY == 0 or done == len(grades):
            progress("Comparing the role levels", done, len(grades))
