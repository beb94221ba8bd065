"""What a file of roles would change: families and roles, then role level by role level."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from capframe.base.models import Status
from capframe.plans.existing import ExistingEntry, group_by, read_existing
from capframe.plans.files.desired_entries import read_in_batches
from capframe.plans.files.entry_planner import EntryPlanner
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.ordered_parts import desired_positions
from roles.columns import LEVEL_DESCRIPTION
from roles.importing.choices import WITHDRAW_MISSING
from roles.importing.desired_roles import DesiredLevel, ExistingContent, RequiredSkill
from roles.importing.grades import GradeFinder, find_same_codes
from roles.importing.orders import RoleOrders
from roles.importing.renamed_roles import ask_about_renamed
from roles.importing.required_skills import RequiredSkills
from roles.importing.role_families import settle_families
from roles.importing.role_rows import RoleRows
from roles.importing.sections import SectionPlanner
from roles.models import RoleLevel, SkillRequirement
from roles.profiles import full_title
from skills.importing.plan_skills import SkillPlanner
from skills.models import Skill


def plan_roles(file: FileCheck) -> None:
    """Find what is wrong with the rows, and plan all that they say."""
    file = settle_families(file)
    rows = RoleRows(file)
    rows.bring_together()
    skills = RequiredSkills(file)
    skills.take(rows.skill_rows)
    ask_about_renamed(rows, skills.rows)
    planner = EntryPlanner(file)
    finder = GradeFinder(rows.levels, planner)
    grades = {level: finder.find_grade(level) for level in rows.levels.found}
    orders = RoleOrders(rows, grades, finder.known.places)
    if not finder.waits:
        orders.find_unplaced(file.report)
    find_same_codes(rows.levels)
    skill_planner = SkillPlanner(skills.rows, planner)
    skill_planner.plan()
    RolePlanner(rows, skill_planner).plan(grades, orders)


class RolePlanner:
    """Makes a plan of what is desired, and goes on from what is planned of skills already."""

    def __init__(self, rows: RoleRows, skills: SkillPlanner) -> None:
        self.rows, self.skills, self.planner = rows, skills, skills.planner
        self.builder = self.planner.builder
        self.sections = SectionPlanner(rows.report, self.planner)

    @cached_property
    def hidden_skills(self) -> frozenset[int]:
        """The skills that are not published: an export for readers does not have them."""
        hidden = Skill.objects.exclude(status=Status.PUBLISHED)
        return frozenset(hidden.values_list("pk", flat=True))

    def plan(self, grades: Mapping[DesiredLevel, int | None], orders: RoleOrders) -> None:
        for family in self.rows.families.found:
            self.planner.plan(self.rows.families, family)
        for roles in read_in_batches(self.rows.roles):
            for role in roles:
                # Who states the order of its levels says nothing of where the role comes from.
                beside = {"order_from": orders.stated_by(role)}
                self.planner.plan(self.rows.roles, role, beside=beside)
        for levels in read_in_batches(self.rows.levels, "Comparing the role levels"):
            content = ExistingContent.read(levels)
            for level in levels:
                self._plan_level(level, grades[level], content)
        if WITHDRAW_MISSING.name in self.rows.file.choices.flags:
            self._withdraw_missing()

    def _plan_level(self, level: DesiredLevel, grade: int | None, content: ExistingContent) -> None:
        said: dict[str, Any] = {"grade_id": grade} if grade else {}
        if level.prose is not None:
            before = level.entry.values["description"] if level.entry else ""
            said["description"] = LEVEL_DESCRIPTION.desired_value(before, level.prose)
        family = {"family_id": level.within.within.pk}
        self.planner.plan(self.rows.levels, level, said=said, of_new=family)
        self.sections.plan(level, content)
        if level.required_skills:
            self._plan_requirements(level, content)

    def _plan_requirements(self, level: DesiredLevel, content: ExistingContent) -> None:
        required = list(level.required_skills.values())
        existing = content.requirements.get(level.pk, [])
        if self._stand_as_asked(required, existing):  # as nearly all do, where a file comes again
            self.builder.keep(SkillRequirement, len(existing))
            return
        places = {entry.values["skill_id"]: place for place, entry in enumerate(existing)}
        matches = {
            n: places[one.skill.pk] for n, one in enumerate(required) if one.skill.pk in places
        }
        for place in sorted(set(range(len(existing))).difference(matches.values())):
            if existing[place].values["skill_id"] not in self.hidden_skills:
                self.builder.remove(SkillRequirement, existing[place])
        positions = desired_positions(
            matches, [entry.values["position"] for entry in existing], len(required)
        )
        for number, (one, position) in enumerate(zip(required, positions, strict=True)):
            entry = existing[matches[number]] if number in matches else None
            said = {"position": position, **self._said_of(one)}
            of_new = {"role_level_id": level.pk, "skill_id": one.skill.pk}
            self.planner.put(SkillRequirement, entry, said, one.record.line, **of_new)

    def _stand_as_asked(
        self, required: Sequence[RequiredSkill], existing: Sequence[ExistingEntry]
    ) -> bool:
        """Whether what is there is what the file asks for, in its order."""
        return len(required) == len(existing) and all(
            entry.values["skill_id"] == one.skill.pk and entry.has(self._said_of(one))
            for one, entry in zip(required, existing, strict=True)
        )

    def _said_of(self, required: RequiredSkill) -> dict[str, Any]:
        """The values that the file gives a requirement; what it does not say stays."""
        said: dict[str, Any] = {"assessed": required.assessed} if required.assessed else {}
        if required.level is not None:
            said["level_id"] = self.skills.level_pks[required.skill.within, required.level]
        elif required.says_none:
            said["level_id"] = None
        return said

    def _withdraw_missing(self) -> None:
        """Withdraw the role levels of the file's families that the file does not name."""
        families = [family.pk for family in self.rows.families.found if not family.is_new]
        named = {level.pk for level in self.rows.levels.found}
        found = RoleLevel.objects.filter(family__in=families).exclude(status=Status.WITHDRAWN)
        missing = read_existing(found.order_by("role_id", "pk")).values()
        by_family = group_by("family_id", (entry for entry in missing if entry.pk not in named))
        for family in families:
            for entry in by_family.get(family, ()):
                role = self.rows.roles.existing[entry.values["role_id"]]["title"]
                title = full_title(role, entry.values["title"])
                self.builder.begin_whole(RoleLevel, entry.pk, title)
                self.builder.withdraw(RoleLevel, entry)
