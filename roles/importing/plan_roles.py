"""The plan of a file of roles: what is made, changed and removed, role level by role level."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

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
from capframe.spreadsheets.texts import desired_text
from roles.importing.desired_roles import DesiredFamily, DesiredLevel, DesiredRole, Line
from roles.importing.existing_roles import ExistingRoles
from roles.importing.required_skills import SkillPlanning
from roles.importing.sections import Matched, SectionTypes, find_near_headings, matched
from roles.importing.statements import Statements, find_near_statements, statements
from roles.models import (
    JobFamily,
    Role,
    RoleLevel,
    Section,
    SectionLayout,
    SkillRequirement,
    Statement,
)
from roles.profiles import BULLET, full_title
from skills.importing.indicators import positions_of


class Planning:
    """Turns wishes into a plan.

    Args:
        existing: what the catalogue holds of the families.
        families: all families of the catalogue and the file.
        column_values: what the file says of roles and levels.
        skills: what is planned of skills already; this plan goes on from there.
        choices: as chosen for the file.
        report: is told of near-duplicates and new types of sections.
    """

    def __init__(
        self,
        *,
        existing: ExistingRoles,
        families: NameIndex,
        column_values: ColumnValues,
        skills: SkillPlanning,
        choices: Choices,
        report: Report,
    ) -> None:
        self.existing, self.column_values, self.skills = existing, column_values, skills
        self.choices, self.report = choices, report
        self.builder: PlanBuilder = skills.builder
        self.source: Callable[[], int] = skills.source
        self.types = SectionTypes(self.builder, report)
        self.family_slugs = Slugs((None, slug) for slug in families.slugs.values() if slug)
        self.role_slugs = Slugs((None, slug) for _, _, slug, _, _ in existing.elsewhere)
        self.role_titles = {names.folded(title) for _, title, _, _, _ in existing.elsewhere}
        self.level_slugs = Slugs(
            (role, level.values["slug"])
            for role, group in existing.levels.items()
            for level in group
        )
        # The primary keys of what the file names, or the numbers that stand for them.
        self.pks: dict[DesiredFamily | DesiredRole, int] = {}
        self.slugs: dict[DesiredFamily, str] = {}

    def family(self, wish: DesiredFamily) -> None:
        """Plan a job family: a new one, or one that comes back."""
        self.builder.begin_whole(JobFamily, wish.entry.pk if wish.entry else 0, wish.title)
        if wish.entry:
            self.slugs[wish], self.pks[wish] = wish.entry.values["slug"], wish.entry.pk
            self._change(JobFamily, wish.entry, self._status(wish.entry), wish.line)
            return
        self.slugs[wish] = self.family_slugs.take(wish.title, otherwise="family")
        values = {"title": wish.title, "slug": self.slugs[wish], "status": self.choices.status}
        self.pks[wish] = self._make(JobFamily, values, wish.line)

    def role(self, wish: DesiredRole) -> None:
        """Plan a role."""
        self.builder.begin_whole(Role, wish.entry.pk if wish.entry else 0, wish.title)
        said = self._texts(wish, {"description": "role_description", "role_type": "role_type"})
        if entry := wish.entry:
            self.pks[wish] = entry.pk
            self._change(Role, entry, {**self._status(entry), **kept(entry, said)}, wish.line)
            return
        values = {"family_id": self.pks[wish.family], "title": wish.title}
        values |= {"slug": self._role_slug(wish), "status": self.choices.status, **said}
        self.pks[wish] = self._make(Role, values, wish.line)

    def _role_slug(self, wish: DesiredRole) -> str:
        """A role of a title that stands in another family has that of its own behind it."""
        folded = names.folded(wish.title)
        is_elsewhere = folded in self.role_titles
        self.role_titles.add(folded)
        title = f"{wish.title} {self.slugs[wish.family]}" if is_elsewhere else wish.title
        return self.role_slugs.take(title, otherwise="role")

    def level(self, wish: DesiredLevel, grade: int | None, order: int | None) -> None:
        """Plan a role level with everything in it.

        Args:
            wish: the level.
            grade: the primary key of the grade that the file gives it, if it gives one.
            order: the order that the file gives it, if it gives one.
        """
        entry = wish.entry
        self.builder.begin_whole(RoleLevel, entry.pk if entry else 0, wish.full_title)
        said = self._texts(
            wish, {"code": "code", "location": "location", "description": "level_description"}
        )
        if wish.prose is not None:
            said["description"] = wish.prose
        said |= {"grade_id": grade} if grade else {}
        said |= {"level_order": order} if order else {}
        if entry:
            pk = entry.pk
            self._change(RoleLevel, entry, {**self._status(entry), **kept(entry, said)}, wish.line)
        else:
            pk = self._make(RoleLevel, {**self._new_level(wish), **said}, wish.line)
        self._sections(wish, pk)
        self._requirements(wish, pk)

    def _new_level(self, wish: DesiredLevel) -> dict[str, Any]:
        role = self.pks[wish.role]
        return {
            "role_id": role,
            "family_id": self.pks[wish.role.family],
            "title": wish.title,
            "slug": self.level_slugs.take(wish.title, role, otherwise="level"),
            "status": self.choices.status,
        }

    def _sections(self, wish: DesiredLevel, level: int) -> None:
        if not wish.sections:
            return
        existing = self.existing.sections.get(level, [])
        find_near_headings(wish, self.report)
        sections, left = matched(wish, existing, self.types)
        if wish.is_described:
            left = []
        positions = self._positions([one.entry for one in sections], existing, wish.is_described)
        wished_for = [self._statements(one, wish.is_described) for one in sections]
        self._remove_sections(left)
        for one, position, found in zip(sections, positions, wished_for, strict=True):
            self._section(one, level, position, found)
        every = [line for entry in existing for line in self.existing.statements.get(entry.pk, ())]
        find_near_statements(every, wished_for, self.report)

    def _positions(
        self,
        entries: Sequence[ExistingEntry | None],
        existing: Sequence[ExistingEntry],
        is_described: bool,
    ) -> list[int]:
        """Where the sections stand: as they do, where that is the file's order."""
        places = {entry.pk: place for place, entry in enumerate(existing)}
        kept_places = {n: places[entry.pk] for n, entry in enumerate(entries) if entry}
        positions = [entry.values["position"] for entry in existing]
        if is_described and not kept_places:
            return [max(positions, default=0) + 1]
        return positions_of(kept_places, positions, len(entries))

    def _statements(self, one: Matched, is_described: bool) -> Statements:
        existing = self.existing.statements.get(one.entry.pk, []) if one.entry else []
        lines = one.wish.lines
        prose = one.entry is not None and one.entry.values["layout"] == SectionLayout.PROSE
        if is_described and prose and not one.wish.is_prose:
            lines = [Line(f"{BULLET}{text}", note, record) for text, note, record in lines]
        return statements(existing, lines)

    def _remove_sections(self, left: Sequence[ExistingEntry]) -> None:
        for entry in left:
            for statement in self.existing.statements.get(entry.pk, ()):
                self.builder.remove(Statement, statement)
            self.builder.remove(Section, entry)

    def _section(self, one: Matched, level: int, position: int, found: Statements) -> None:
        line = one.wish.record.line
        if entry := one.entry:
            pk = entry.pk
            values: dict[str, Any] = {"position": position}
            if not one.wish.is_unnamed:
                values["heading"] = same_name(entry.values["heading"], one.wish.heading)
            if one.wish.is_prose:
                values["layout"] = SectionLayout.PROSE.value
            if found.differ:
                values |= moved_origin(entry, self.choices, line)
            self._change(Section, entry, values, line)
        else:
            layout = SectionLayout.PROSE if one.wish.is_prose else SectionLayout.BULLETS
            values = {"role_level_id": level, "section_type_id": one.type, "position": position}
            values |= {"heading": one.wish.heading, "layout": layout.value}
            pk = self._make(Section, values, line)
        for statement in found.removed:
            self.builder.remove(Statement, statement)
        for wish in found.desired:
            number = wish.line.record.line
            if wish.entry:
                self.builder.change(Statement, wish.entry, wish.values, line=number)
            else:
                self.builder.create(Statement, {**wish.values, "section_id": pk}, line=number)

    def _requirements(self, wish: DesiredLevel, level: int) -> None:
        if not wish.asks:
            return
        existing = self.existing.requirements.get(level, [])
        skills = [self.skills.skill_pks.get(ask.skill, 0) for ask in wish.asks.values()]
        places = {entry.values["skill_id"]: place for place, entry in enumerate(existing)}
        kept_places = {n: places[skill] for n, skill in enumerate(skills) if skill in places}
        left = set(range(len(existing))).difference(kept_places.values())
        for place in sorted(left):
            if existing[place].values["skill_id"] not in self.existing.hidden_skills:
                self.builder.remove(SkillRequirement, existing[place])
        positions = positions_of(kept_places, [e.values["position"] for e in existing], len(skills))
        for number, (ask, skill) in enumerate(zip(wish.asks.values(), skills, strict=True)):
            values: dict[str, Any] = {"position": positions[number]}
            if ask.level is not None:
                values["level_id"] = self.skills.level_pks[ask.skill[0], ask.level]
            elif ask.says_none:
                values["level_id"] = None
            if number in kept_places:
                self._change(SkillRequirement, existing[kept_places[number]], values, ask.line)
            else:
                values |= {"role_level_id": level, "skill_id": skill}
                self._make(SkillRequirement, values, ask.line)

    def withdraw_missing(self, families: Sequence[DesiredFamily], named: set[int]) -> None:
        """Withdraw the role levels of these families that the file does not name."""
        for family in families:
            for role in self.existing.roles.get(family.entry.pk, ()) if family.entry else ():
                for entry in self.existing.levels.get(role.pk, ()):
                    if entry.pk not in named and entry.values["status"] != Status.WITHDRAWN:
                        title = full_title(role.values["title"], entry.values["title"])
                        self.builder.begin_whole(RoleLevel, entry.pk, title)
                        self.builder.withdraw(RoleLevel, entry)

    def _texts(self, wish: Any, columns: Mapping[str, str]) -> dict[str, Any]:
        """What the file says of a thing, by the field that holds it, where it says anything."""
        said = {name: self.column_values.of(wish, column) for name, column in columns.items()}
        return {name: text for name, text in said.items() if text}

    def _status(self, entry: ExistingEntry) -> dict[str, str]:
        """The status of what the file names: what was withdrawn comes back."""
        was = entry.values["status"]
        return {"status": self.choices.status if was == Status.WITHDRAWN else was}

    def _make(self, model: Any, values: Mapping[str, Any], line: int) -> int:
        return self.builder.create(model, {**values, **origin(self.source, line)}, line=line)

    def _change(
        self, model: Any, entry: ExistingEntry, values: Mapping[str, Any], line: int
    ) -> None:
        values = with_origin(entry, values, self.choices, line)
        self.builder.change(model, entry, values, line=line)


def kept(entry: ExistingEntry, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of an entry, as it has it where that says the same."""
    return {
        name: same(entry.values[name], value) if isinstance(value, str) else value
        for name, value in said.items()
    }


def same(existing: str, text: str) -> str:
    """What is held where a file says the same, with other white space in a name; else the text."""
    return (
        existing
        if names.SPACES.sub(" ", existing).strip() == text
        else desired_text(existing, text)
    )


def same_name(existing: str, name: str) -> str:
    """The name that is held where a file writes the same in another case or spacing."""
    return existing if names.folded(existing) == names.folded(name) else name
