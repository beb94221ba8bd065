"""What a file of roles would change, and everything that is wrong with it."""

from collections.abc import Mapping

from capframe.base.models import Source
from capframe.plans.builder import held
from capframe.plans.choices import find_gone
from capframe.plans.history_version import newest_history
from capframe.plans.import_kinds import Checked, Choices, Progress
from capframe.plans.name_index import Known, known_of
from capframe.plans.plan import Plan
from capframe.spreadsheets.report import Findings, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Record, Records
from grades.models import GradeStructure
from roles.importing.columns import COLUMNS, JOB_FAMILY, LEVEL, ROLE
from roles.importing.existing_roles import Today
from roles.importing.grades import Grades, find_same_codes, find_unordered, order_of
from roles.importing.plan_roles import Planning
from roles.importing.read_roles import Reading, Wished, families_named
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
    seen = newest_history((Source, *MODELS))
    findings = Findings(records.headings)
    chosen = (
        (Source, choices.source),
        (JobFamily, choices.job_family),
        (SkillFramework, choices.skill_framework),
        (GradeStructure, choices.grade_structure),
    )
    if find_gone(chosen, findings):
        return Checked(Plan(), findings.sorted_errors)
    rows = readable(records, choices, findings)
    families = held(JobFamily.objects.order_by("pk"))
    known = known_of(families.values())
    today = Today.of(families_named(rows, known, choices))
    wished = Reading(families, known, today, choices, findings).read(rows, progress)
    plan = Check(wished, known, today, choices, findings).plan(progress)
    if findings.errors:
        return Checked(Plan(), findings.sorted_errors, findings.sorted_warnings)
    plan.seen |= seen
    return Checked(plan, (), findings.sorted_warnings)


def readable(records: Records, choices: Choices, findings: Findings) -> list[Record]:
    """The rows, each once, with what can be told without the catalogue found."""
    rows = without_repeats(records, findings)
    if choices.job_family is None:
        find_missing(rows, JOB_FAMILY, findings)
    find_missing(rows, ROLE, findings)
    find_missing(rows, LEVEL, findings)
    find_too_long(rows, COLUMNS, findings)
    return rows


class Check:
    """Plans what a file wishes for. With faults the plan is of no use, but all faults are found.

    Args:
        wished: what its rows say.
        known: all families, those of the file among them.
        today: what the catalogue holds.
        choices: as chosen for the file.
        findings: is told what is wrong.
    """

    def __init__(
        self, wished: Wished, known: Known, today: Today, choices: Choices, findings: Findings
    ) -> None:
        self.wished, self.known, self.today = wished, known, today
        self.choices, self.findings = choices, findings

    def plan(self, progress: Progress) -> Plan:
        """The plan of all that is wished."""
        skills = Skills(self.choices, self.findings)
        skills.read(self.wished.asking)
        grades, orders = self._grades(), self._orders()
        planning = Planning(
            today=self.today,
            families=self.known,
            facts=self.wished.facts,
            skills=skills.plan(progress),
            choices=self.choices,
            findings=self.findings,
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
        finder = Grades(self.wished.facts, self.choices, self.findings)
        grades = {level: finder.of(level) for level in self.wished.levels}
        facts, findings = self.wished.facts, self.findings
        find_unordered(self.wished.levels, grades, facts, findings)
        find_same_codes(self.wished.families, self.wished.levels, self.today, facts, findings)
        return grades

    def _orders(self) -> Mapping:
        facts = self.wished.facts
        return {level: order_of(level, facts, self.findings) for level in self.wished.levels}
