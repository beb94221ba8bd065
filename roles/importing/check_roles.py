"""What a file of roles would change, and everything that is wrong with it."""

from collections.abc import Mapping

from capframe.base.models import Source
from capframe.plans.existing import newest_history_versions, read_existing
from capframe.plans.import_kinds import Checked, Choices, Progress, report_deleted_choices
from capframe.plans.name_index import NameIndex, index_names
from capframe.plans.plan import Plan
from capframe.spreadsheets.report import Report, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Record, Records
from grades.models import GradeStructure
from roles.importing.columns import COLUMNS, JOB_FAMILY, LEVEL, ROLE
from roles.importing.existing_roles import ExistingRoles
from roles.importing.grades import Grades, find_same_codes, find_unordered, order_of
from roles.importing.plan_roles import Planning
from roles.importing.read_roles import DesiredRoles, Reading, families_named
from roles.importing.required_skills import Skills
from roles.models import (
    JobFamily,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Statement,
)
from skills.models import Indicator, ProficiencyLevel, Skill, SkillFramework, SkillLevel

MODELS = (
    *(SkillFramework, ProficiencyLevel, Skill, SkillLevel, Indicator),
    *(SectionType, JobFamily, Role, RoleLevel, Section, Statement, SkillRequirement),
)
EVERY = 200


def check(records: Records, choices: Choices, progress: Progress) -> Checked:
    """Hold a file of roles against the catalogue; nothing is written.

    Args:
        records: its rows.
        choices: as chosen for the file.
        progress: is told of each step.
    """
    history_versions = newest_history_versions((Source, *MODELS))
    report = Report(records.headings)
    chosen = (
        (Source, choices.source),
        (JobFamily, choices.job_family),
        (SkillFramework, choices.skill_framework),
        (GradeStructure, choices.grade_structure),
    )
    if report_deleted_choices(chosen, report):
        return Checked(Plan(), report.sorted_errors)
    rows = readable(records, choices, report)
    families = read_existing(JobFamily.objects.order_by("pk"))
    known = index_names(families.values())
    existing = ExistingRoles.of(families_named(rows, known, choices))
    wished = Reading(families, known, existing, choices, report).read(rows, progress)
    plan = Check(wished, known, existing, choices, report).plan(progress)
    if report.errors:
        return Checked(Plan(), report.sorted_errors, report.sorted_warnings)
    plan.history_versions |= history_versions
    return Checked(plan, (), report.sorted_warnings)


def readable(records: Records, choices: Choices, report: Report) -> list[Record]:
    """The rows, each once, with what can be told without the catalogue found."""
    rows = without_repeats(records, report)
    if choices.job_family is None:
        find_missing(rows, JOB_FAMILY, report)
    find_missing(rows, ROLE, report)
    find_missing(rows, LEVEL, report)
    find_too_long(rows, COLUMNS, report)
    return rows


class Check:
    """Plans what a file wishes for. With faults the plan is of no use, but all faults are found.

    Args:
        wished: what its rows say.
        known: all families, those of the file among them.
        existing: what the catalogue holds.
        choices: as chosen for the file.
        report: is told what is wrong.
    """

    def __init__(
        self,
        wished: DesiredRoles,
        known: NameIndex,
        existing: ExistingRoles,
        choices: Choices,
        report: Report,
    ) -> None:
        self.wished, self.known, self.existing = wished, known, existing
        self.choices, self.report = choices, report

    def plan(self, progress: Progress) -> Plan:
        """The plan of all that is wished."""
        skills = Skills(self.choices, self.report)
        skills.read(self.wished.asking)
        grades, orders = self._grades(), self._orders()
        planning = Planning(
            existing=self.existing,
            families=self.known,
            column_values=self.wished.column_values,
            skills=skills.plan(progress),
            choices=self.choices,
            report=self.report,
        )
        for family in self.wished.families:
            planning.family(family)
        for role in self.wished.roles:
            planning.role(role)
        number = len(self.wished.levels)
        for done, level in enumerate(self.wished.levels, start=1):
            planning.level(level, grades[level], orders[level])
            if done % EVERY == 0 or done == number:
                progress("Comparing the role levels", done, number)
        if self.choices.withdraw_missing:
            named = {level.entry.pk for level in self.wished.levels if level.entry}
            planning.withdraw_missing(self.wished.families, named)
        return planning.builder.plan

    def _grades(self) -> Mapping:
        finder = Grades(self.wished.column_values, self.choices, self.report)
        grades = {level: finder.of(level) for level in self.wished.levels}
        column_values, report = self.wished.column_values, self.report
        find_unordered(self.wished.levels, grades, column_values, report)
        find_same_codes(
            self.wished.families, self.wished.levels, self.existing, column_values, report
        )
        return grades

    def _orders(self) -> Mapping:
        column_values = self.wished.column_values
        return {level: order_of(level, column_values, self.report) for level in self.wished.levels}
