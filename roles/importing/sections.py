"""Which of a role level's sections a file means, of what type new ones are, and their plan."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Count

from capframe.base.markup import BULLET
from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry
from capframe.plans.files.entry_planner import EntryPlanner
from capframe.plans.files.name_index import NameIndex, warn_of_new
from capframe.plans.files.ordered_parts import MatchedParts, desired_positions
from capframe.plans.files.sources import moved_origin
from capframe.plans.slugs import Slugs
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from roles.columns import SECTION
from roles.importing.desired_roles import DesiredLevel, DesiredSection, ExistingContent
from roles.importing.statements import StatementPlanner, find_near_statements, match_statements
from roles.models import Section, SectionLayout, SectionType

RESPONSIBILITIES = ("responsibilities", "Responsibilities")
HIGHEST_POSITION = 32767
LONGEST_TITLE = 200


class SectionTypes:
    """All section types, those that the file creates among them."""

    def __init__(self, builder: PlanBuilder, report: Report) -> None:
        self.builder, self.report = builder, report
        columns = ("pk", "title", "slug", "position")
        types = list(SectionType.objects.order_by("pk").values_list(*columns))
        self.index = NameIndex(one[:3] for one in types)
        self.titles = {title for _, title, _, _ in types}
        self.slugs = Slugs((None, slug) for _, _, slug, _ in types)
        self.last = max((position for *_, position in types), default=0)
        # A level that has a type already needs another one for a second section of the kind.
        self._seconds: dict[str, list[int]] = defaultdict(list)

    @cached_property
    def by_heading(self) -> Mapping[str, list[int]]:
        """The types that sections have, by folded heading: read where a heading is no type's."""
        return read_types_by_heading()

    def find_by_title(self, section: DesiredSection) -> list[int]:
        return [int(key) for key in self.index.find_keys(section.heading)]

    def find_by_heading(self, section: DesiredSection) -> list[int]:
        """The types that sections of this heading have, the commonest first; those made for it."""
        folded = names.folded(section.heading)
        return [*self.by_heading.get(folded, ()), *self._seconds[folded]]

    def find_responsibilities(self, section: DesiredSection) -> list[int]:
        """The type of what is made from descriptions, which is created where there is none."""
        slug, title = RESPONSIBILITIES
        found = [int(key) for key, other in self.index.slugs.items() if other == slug]
        return found or [self._create(title, section.record)]

    def create(self, section: DesiredSection) -> int:
        title, number = section.heading, 1
        while title in self.titles:
            number += 1
            end = f" ({number})"
            title = section.heading[: LONGEST_TITLE - len(end)] + end
        pk = self._create(title, section.record)
        self._seconds[names.folded(section.heading)].append(pk)
        return pk

    def _create(self, title: str, record: Record) -> int:
        self.last = min(self.last + 1, HIGHEST_POSITION)
        slug = self.slugs.take(title, otherwise="section")
        values = {"slug": slug, "title": title, "position": self.last}
        pk = self.builder.create_apart(SectionType, values, title)
        self.index.add(pk, title, slug)
        self.titles.add(title)
        if record.get(SECTION.name):
            warn_of_new(title, record, SECTION.name, self.report, "type of section")
        return pk


def read_types_by_heading() -> Mapping[str, list[int]]:
    """The types that sections have, by folded heading, the commonest first."""
    numbers: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = Section.objects.order_by().values_list("heading", "section_type_id")
    for heading, pk, number in rows.annotate(number=Count("pk")):
        numbers[names.folded(heading)][pk] += number
    return {
        heading: sorted(found, key=lambda pk: (-found[pk], pk))
        for heading, found in numbers.items()
    }


@dataclass(frozen=True, slots=True)
class MatchedSection:
    """A section of the file, the one that is there, and the type of a new one."""

    desired: DesiredSection
    entry: ExistingEntry | None
    type: int


def match_sections(
    level: DesiredLevel, existing: Sequence[ExistingEntry], types: SectionTypes
) -> tuple[list[MatchedSection], list[ExistingEntry]]:
    """The sections of the file with those that they continue, and those that are left over.

    A section continues the one with its heading, else the one of its type: a type stands in a role
    level once.
    """
    sections = list(level.sections.values())
    matches = match_headings(sections, existing)
    unmatched = [section for section in sections if section not in matches]
    chosen = choose_types(unmatched, level, existing, matches, types)
    stay = {entry.pk for entry in matches.values()}
    left = {entry.values["section_type_id"]: entry for entry in existing if entry.pk not in stay}
    found = []
    for section in sections:
        entry = matches.get(section) or left.pop(chosen.get(section, 0), None)
        pk = entry.values["section_type_id"] if entry else chosen.get(section)
        found.append(MatchedSection(section, entry, pk or types.create(section)))
    return found, list(left.values())


def choose_types(
    new: Sequence[DesiredSection],
    level: DesiredLevel,
    existing: Sequence[ExistingEntry],
    matches: Mapping[DesiredSection, ExistingEntry],
    types: SectionTypes,
) -> dict[DesiredSection, int]:
    """The types of sections whose heading is new in their level, where there is one to be had."""
    taken = {entry.values["section_type_id"] for entry in matches.values()}
    finders: Sequence[Callable[[DesiredSection], list[int]]] = (
        types.find_by_title,
        types.find_by_heading,
    )
    if level.is_described:
        # Its other sections stay, and so do their types.
        finders = (types.find_responsibilities, types.find_by_title)
        others = {entry.values["section_type_id"] for entry in existing}
        taken |= others.difference(*map(types.find_responsibilities, new))
    chosen: dict[DesiredSection, int] = {}
    for finder in finders:
        for section in new:
            if section in chosen:
                continue
            if free := [pk for pk in finder(section) if pk not in taken]:
                chosen[section] = free[0]
                taken.add(free[0])
    return chosen


def match_headings(
    sections: Sequence[DesiredSection], existing: Sequence[ExistingEntry]
) -> dict[DesiredSection, ExistingEntry]:
    """The sections that have the heading of one that is there: as it is written, else folded."""
    matches: dict[DesiredSection, ExistingEntry] = {}
    for spell in (names.tidy, names.folded):
        stay = {entry.pk for entry in matches.values()}
        free: dict[str, deque[ExistingEntry]] = defaultdict(deque)
        for entry in existing:
            if entry.pk not in stay:
                free[spell(entry.values["heading"])].append(entry)
        for section in sections:
            entries = free[spell(section.heading)]
            if section not in matches and entries:
                matches[section] = entries.popleft()
    return matches


def find_near_headings(level: DesiredLevel, report: Report) -> None:
    """Warn of headings of one level that differ in case, spacing or punctuation only."""
    first: dict[str, DesiredSection] = {}
    for section in level.sections.values():
        if not (bare := names.bare(section.heading)):
            continue
        other = first.setdefault(bare, section)
        if other is not section:
            report.warn(
                Remark.NEAR,
                section.record,
                SECTION.name,
                f"The heading “{shown(section.heading)}” differs from “{shown(other.heading)}” of "
                "the same role level in case, spacing or punctuation only; each is a section.",
                "If it is the same, write it alike.",
            )


class SectionPlanner:
    """Plans sections; the report is told of near-duplicates and new types."""

    def __init__(self, report: Report, planner: EntryPlanner) -> None:
        self.report, self.planner = report, planner
        self.builder, self.choices = planner.builder, planner.choices
        self.statements = StatementPlanner(planner)
        self.types = SectionTypes(planner.builder, report)

    def plan(self, level: DesiredLevel, content: ExistingContent) -> None:
        """Plan the sections of a level that is planned; nothing where the file says nothing."""
        if not level.sections:
            return
        self.statements.existing = content.asked
        existing = content.sections.get(level.pk, [])
        find_near_headings(level, self.report)
        sections, left = match_sections(level, existing, self.types)
        positions = find_positions(sections, existing, level.is_described)
        statements = [
            match_section_statements(one, content, level.is_described) for one in sections
        ]
        for entry in left if not level.is_described else ():
            self.statements.remove(content.statements.get(entry.pk, ()))
            self.builder.remove(Section, entry)
        for section, position, found in zip(sections, positions, statements, strict=True):
            pk = self._plan_section(section, level.pk, position, found)
            self.statements.plan(pk, found, level.pk if level.names_qualifications else None)
        every = [one for entry in existing for one in content.statements.get(entry.pk, ())]
        find_near_statements(every, statements, self.report)

    def _plan_section(
        self, section: MatchedSection, level: int, position: int, statements: MatchedParts
    ) -> int:
        desired, entry, line = section.desired, section.entry, section.desired.record.line
        said: dict[str, Any] = {"position": position}
        if entry and not desired.is_unnamed:
            said["heading"] = SECTION.desired_value(entry.values["heading"], desired.heading)
        if desired.is_prose:
            said["layout"] = SectionLayout.PROSE.value
        if entry and statements.differ:
            said |= moved_origin(entry, self.choices, line)
        of_new: dict[str, Any] = {"heading": desired.heading, "layout": SectionLayout.BULLETS.value}
        of_new |= {"role_level_id": level, "section_type_id": section.type}
        return self.planner.put(Section, entry, said, line, **of_new)


def find_positions(
    sections: Sequence[MatchedSection], existing: Sequence[ExistingEntry], is_described: bool
) -> list[int]:
    """Where the sections stand: as they do, where that is the file's order."""
    places = {entry.pk: place for place, entry in enumerate(existing)}
    matches = {n: places[one.entry.pk] for n, one in enumerate(sections) if one.entry}
    positions = [entry.values["position"] for entry in existing]
    if is_described and not matches:
        return [max(positions, default=0) + 1]
    return desired_positions(matches, positions, len(sections))


def match_section_statements(
    section: MatchedSection, content: ExistingContent, is_described: bool
) -> MatchedParts:
    """The section's statements; among paragraphs those of a description keep their bullets."""
    entry, rows = section.entry, section.desired.rows
    existing = content.statements.get(entry.pk, []) if entry else []
    is_prose = entry is not None and entry.values["layout"] == SectionLayout.PROSE
    if is_described and is_prose and not section.desired.is_prose:
        rows = [replace(row, text=f"{BULLET}{row.text}") for row in rows]
    return match_statements(existing, rows)
