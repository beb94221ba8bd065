"""The plan of a file of roles: what is created, changed and removed, role level by role level."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from capframe.base.aliases import tidy_aliases
from capframe.base.markup import BULLET
from capframe.base.models import Status
from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry
from capframe.plans.import_kinds import Choices
from capframe.plans.name_index import NameIndex
from capframe.plans.slugs import Slugs
from capframe.plans.sources import moved_origin, origin, with_origin
from capframe.spreadsheets import names
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.report import Report
from roles.importing.desired_roles import DesiredFamily, DesiredLevel, DesiredRole
from roles.importing.desired_values import desired_name, desired_values
from roles.importing.existing_roles import ExistingRoles
from roles.importing.plan_statements import StatementPlanner
from roles.importing.required_skills import RequiredSkillPlanner
from roles.importing.sections import (
    MatchedSection,
    SectionTypes,
    find_near_headings,
    match_sections,
)
from roles.importing.statements import MatchedStatements, find_near_statements, match_statements
from roles.models import (
    JobFamily,
    Role,
    RoleLevel,
    Section,
    SectionLayout,
    SkillRequirement,
)
from roles.profiles import full_title
from skills.importing.indicators import desired_positions
from skills.importing.plan_skills import desired_status

# What a file calls the fields of a role, and of a role level.
ROLE_COLUMNS = {
    "description": "role_description",
    "role_type": "role_type",
    "aliases": "aliases",
}
LEVEL_COLUMNS = {
    "code": "code",
    "location": "location",
    "employer": "employer",
    "description": "level_description",
    "skills_introduction": "skills_introduction",
}


class RolePlanner:
    """Makes a plan of what is desired.

    Args:
        families: all families of the catalogue and the file.
        qualifications: the same of qualifications.
        column_values: what the file says of roles and levels.
        skills: what is planned of skills already; this plan goes on from there.
        report: is told of near-duplicates and new types of sections.
    """

    def __init__(
        self,
        *,
        existing: ExistingRoles,
        families: NameIndex,
        qualifications: NameIndex,
        column_values: ColumnValues,
        skills: RequiredSkillPlanner,
        choices: Choices,
        report: Report,
    ) -> None:
        self.existing, self.column_values, self.skills = existing, column_values, skills
        self.choices, self.report = choices, report
        self.builder: PlanBuilder = skills.builder
        self.source: Callable[[], int] = skills.source
        self.statements = StatementPlanner(
            existing.asked, qualifications, self.builder, self.source
        )
        self.types = SectionTypes(self.builder, report)
        self.family_slugs = Slugs((None, slug) for slug in families.slugs.values() if slug)
        self.role_slugs = Slugs((None, role.slug) for role in existing.role_names)
        self.role_titles = {names.folded(role.title) for role in existing.role_names}
        self.level_slugs = Slugs(
            (role, level.values["slug"])
            for role, group in existing.levels.items()
            for level in group
        )
        # The primary keys of what the file names, or the numbers that stand for them.
        self.pks: dict[DesiredFamily | DesiredRole, int] = {}
        self.slugs: dict[DesiredFamily, str] = {}

    def plan_family(self, family: DesiredFamily) -> None:
        """Plan a job family: a new one, or one that comes back."""
        entry = family.entry
        self.builder.begin_whole(JobFamily, entry.pk if entry else 0, family.title)
        if entry:
            self.slugs[family], self.pks[family] = entry.values["slug"], entry.pk
            values = {"status": desired_status(entry, self.choices)}
            self._change(JobFamily, entry, values, family.line)
            return
        slug = self.family_slugs.take(family.title, otherwise="family")
        values = {"title": family.title, "slug": slug, "status": self.choices.status}
        self.slugs[family] = slug
        self.pks[family] = self._create(JobFamily, values, family.line)

    def plan_role(self, role: DesiredRole, order_from: str) -> None:
        """Plan a role without its levels; ``order_from`` is who states the order of these."""
        entry = role.entry
        self.builder.begin_whole(Role, entry.pk if entry else 0, role.title)
        said = self._said_of(role, ROLE_COLUMNS)
        said |= {"aliases": text} if (text := tidy_aliases(said.get("aliases", ""))) else {}
        if entry:
            self.pks[role] = entry.pk
            values = {"status": desired_status(entry, self.choices), **desired_values(entry, said)}
            # Who states the order of its levels says nothing of where the role itself comes from.
            values = with_origin(entry, values, self.choices, role.line)
            self.builder.change(Role, entry, values | {"order_from": order_from}, line=role.line)
            return
        values = {"family_id": self.pks[role.family], "title": role.title, "order_from": order_from}
        values |= {"slug": self._take_role_slug(role), "status": self.choices.status, **said}
        self.pks[role] = self._create(Role, values, role.line)

    def _take_role_slug(self, role: DesiredRole) -> str:
        """A role of a title that stands in another family has that of its own behind it."""
        folded = names.folded(role.title)
        is_elsewhere = folded in self.role_titles
        self.role_titles.add(folded)
        title = f"{role.title} {self.slugs[role.family]}" if is_elsewhere else role.title
        return self.role_slugs.take(title, otherwise="role")

    def plan_level(self, level: DesiredLevel, grade: int | None, order: int | None) -> None:
        """Plan a role level with everything in it.

        Args:
            level: what the file says of it.
            grade: the primary key of the grade that the file gives it, if it gives one.
            order: the order that the file gives it, if it gives one.
        """
        entry = level.entry
        self.builder.begin_whole(RoleLevel, entry.pk if entry else 0, level.full_title)
        said = self._said_of(level, LEVEL_COLUMNS)
        if level.prose is not None:
            said["description"] = level.prose
        said |= {"grade_id": grade} if grade else {}
        said |= {"level_order": order} if order else {}
        if entry:
            pk = entry.pk
            values = {"status": desired_status(entry, self.choices), **desired_values(entry, said)}
            self._change(RoleLevel, entry, values, level.line)
        else:
            pk = self._create(RoleLevel, {**self._new_level_values(level), **said}, level.line)
        self._plan_sections(level, pk)
        self._plan_requirements(level, pk)

    def _new_level_values(self, level: DesiredLevel) -> dict[str, Any]:
        role = self.pks[level.role]
        return {
            "role_id": role,
            "family_id": self.pks[level.role.family],
            "title": level.title,
            "slug": self.level_slugs.take(level.title, role, otherwise="level"),
            "status": self.choices.status,
        }

    def _plan_sections(self, level: DesiredLevel, level_pk: int) -> None:
        if not level.sections:
            return
        existing = self.existing.sections.get(level_pk, [])
        find_near_headings(level, self.report)
        sections, left = match_sections(level, existing, self.types)
        if level.is_described:
            left = []
        positions = self._section_positions(sections, existing, level.is_described)
        statements = [self._match_statements(one, level.is_described) for one in sections]
        self._remove_sections(left)
        for section, position, found in zip(sections, positions, statements, strict=True):
            pk = self._plan_section(section, level_pk, position, found)
            self.statements.plan(pk, found, level_pk if level.names_qualifications else None)
        every = [one for entry in existing for one in self.existing.statements.get(entry.pk, ())]
        find_near_statements(every, statements, self.report)

    def _section_positions(
        self,
        sections: Sequence[MatchedSection],
        existing: Sequence[ExistingEntry],
        is_described: bool,
    ) -> list[int]:
        """Where the sections stand: as they do, where that is the file's order."""
        places = {entry.pk: place for place, entry in enumerate(existing)}
        matches = {n: places[one.entry.pk] for n, one in enumerate(sections) if one.entry}
        positions = [entry.values["position"] for entry in existing]
        if is_described and not matches:
            return [max(positions, default=0) + 1]
        return desired_positions(matches, positions, len(sections))

    def _match_statements(self, section: MatchedSection, is_described: bool) -> MatchedStatements:
        entry, rows = section.entry, section.desired.rows
        existing = self.existing.statements.get(entry.pk, []) if entry else []
        is_prose = entry is not None and entry.values["layout"] == SectionLayout.PROSE
        if is_described and is_prose and not section.desired.is_prose:
            rows = [replace(row, text=f"{BULLET}{row.text}") for row in rows]
        return match_statements(existing, rows)

    def _remove_sections(self, left: Sequence[ExistingEntry]) -> None:
        for entry in left:
            self.statements.remove(self.existing.statements.get(entry.pk, ()))
            self.builder.remove(Section, entry)

    def _plan_section(
        self, section: MatchedSection, level: int, position: int, statements: MatchedStatements
    ) -> int:
        desired, line = section.desired, section.desired.record.line
        if entry := section.entry:
            pk = entry.pk
            values: dict[str, Any] = {"position": position}
            if not desired.is_unnamed:
                values["heading"] = desired_name(entry.values["heading"], desired.heading)
            if desired.is_prose:
                values["layout"] = SectionLayout.PROSE.value
            if statements.differ:
                values |= moved_origin(entry, self.choices, line)
            self._change(Section, entry, values, line)
        else:
            layout = SectionLayout.PROSE if desired.is_prose else SectionLayout.BULLETS
            values = {"role_level_id": level, "section_type_id": section.type}
            values |= {"position": position, "heading": desired.heading, "layout": layout.value}
            pk = self._create(Section, values, line)
        return pk

    def _plan_requirements(self, level: DesiredLevel, level_pk: int) -> None:
        if not level.required_skills:
            return
        required = list(level.required_skills.values())
        existing = self.existing.requirements.get(level_pk, [])
        skills = [self.skills.skill_pks.get(one.skill, 0) for one in required]
        places = {entry.values["skill_id"]: place for place, entry in enumerate(existing)}
        matches = {n: places[skill] for n, skill in enumerate(skills) if skill in places}
        left = set(range(len(existing))).difference(matches.values())
        for place in sorted(left):
            if existing[place].values["skill_id"] not in self.existing.hidden_skills:
                self.builder.remove(SkillRequirement, existing[place])
        positions = desired_positions(
            matches, [entry.values["position"] for entry in existing], len(skills)
        )
        for number, (one, skill) in enumerate(zip(required, skills, strict=True)):
            values: dict[str, Any] = {"position": positions[number]}
            values |= {"assessed": one.assessed} if one.assessed else {}
            if one.level is not None:
                values["level_id"] = self.skills.level_pks[one.skill[0], one.level]
            elif one.says_none:
                values["level_id"] = None
            if number in matches:
                self._change(SkillRequirement, existing[matches[number]], values, one.line)
            else:
                values |= {"role_level_id": level_pk, "skill_id": skill}
                self._create(SkillRequirement, values, one.line)

    def withdraw_missing(self, families: Sequence[DesiredFamily], named: set[int]) -> None:
        """Withdraw the role levels of these families that the file does not name."""
        for family in families:
            for role in self.existing.roles.get(family.entry.pk, ()) if family.entry else ():
                for entry in self.existing.levels.get(role.pk, ()):
                    if entry.pk not in named and entry.values["status"] != Status.WITHDRAWN:
                        title = full_title(role.values["title"], entry.values["title"])
                        self.builder.begin_whole(RoleLevel, entry.pk, title)
                        self.builder.withdraw(RoleLevel, entry)

    def _said_of(
        self, thing: DesiredRole | DesiredLevel, columns: Mapping[str, str]
    ) -> dict[str, Any]:
        """What the file says of a thing, by the field that holds it, where it says anything."""
        said = {name: self.column_values.of(thing, column) for name, column in columns.items()}
        return {name: text for name, text in said.items() if text}

    def _create(self, model: Any, values: Mapping[str, Any], line: int) -> int:
        return self.builder.create(model, {**values, **origin(self.source, line)}, line=line)

    def _change(
        self, model: Any, entry: ExistingEntry, values: Mapping[str, Any], line: int
    ) -> None:
        values = with_origin(entry, values, self.choices, line)
        self.builder.change(model, entry, values, line=line)
