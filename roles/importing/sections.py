"""Which of a role level's sections a file means, and of what type new ones are."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry
from capframe.plans.name_index import NameIndex, warn_of_new
from capframe.plans.slugs import Slugs
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from roles.importing.desired_roles import DesiredLevel, DesiredSection
from roles.models import Section, SectionType

RESPONSIBILITIES = ("responsibilities", "Responsibilities")
HIGHEST = 32767
LONGEST_TITLE = 200


class SectionTypes:
    """All section types, those that the file makes among them.

    Args:
        builder: makes new ones.
        report: is told of them.
    """

    def __init__(self, builder: PlanBuilder, report: Report) -> None:
        self.builder, self.report = builder, report
        types = list(SectionType.objects.order_by("pk").values_list("pk", "title", "slug"))
        self.known = NameIndex(types)
        self.titles = {title for _, title, _ in types}
        self.slugs = Slugs((None, slug) for _, _, slug in types)
        positions = SectionType.objects.order_by("-position").values_list("position", flat=True)
        self.last = positions.first() or 0
        self.by_heading = types_by_heading()
        # A level that has a type already needs another one for a second section of the kind.
        self._seconds: dict[str, list[int]] = defaultdict(list)

    def titled(self, section: DesiredSection) -> list[int]:
        """The types with the title of a section's heading."""
        return [int(key) for key in self.known.find_keys(section.heading)]

    def elsewhere(self, section: DesiredSection) -> list[int]:
        """The types that sections of this heading have, the commonest first; those made for it."""
        folded = names.folded(section.heading)
        return [*self.by_heading.get(folded, ()), *self._seconds[folded]]

    def responsibilities(self, section: DesiredSection) -> list[int]:
        """The type of what is made from descriptions."""
        slug, title = RESPONSIBILITIES
        found = [int(key) for key, other in self.known.slugs.items() if other == slug]
        return found or [self._make(title, section.record)]

    def make(self, section: DesiredSection) -> int:
        """A new type, titled like the section's heading."""
        title, number = section.heading, 1
        while title in self.titles:
            number += 1
            end = f" ({number})"
            title = section.heading[: LONGEST_TITLE - len(end)] + end
        made = self._make(title, section.record)
        self._seconds[names.folded(section.heading)].append(made)
        return made

    def _make(self, title: str, record: Record) -> int:
        self.last = min(self.last + 1, HIGHEST)
        slug = self.slugs.take(title, otherwise="section")
        values = {"slug": slug, "title": title, "position": self.last}
        made = self.builder.create_apart(SectionType, values, title)
        self.known.add(made, title, slug)
        self.titles.add(title)
        if record.get("section"):
            warn_of_new(title, record, "section", self.report, "type of section")
        return made


def types_by_heading() -> Mapping[str, list[int]]:
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
class Matched:
    """A section wished for, the one that is there, and the type of a new one."""

    wish: DesiredSection
    entry: ExistingEntry | None
    type: int


def matched(
    level: DesiredLevel, existing: Sequence[ExistingEntry], types: SectionTypes
) -> tuple[list[Matched], list[ExistingEntry]]:
    """The sections wished for with those that they continue, and those that are left over.

    A section continues the one with its heading, else the one of its type: a type stands in a role
    level once.
    """
    sections = list(level.sections.values())
    kept = by_headings(sections, existing)
    chosen = types_of([one for one in sections if one not in kept], level, existing, kept, types)
    stay = {entry.pk for entry in kept.values()}
    left = {entry.values["section_type_id"]: entry for entry in existing if entry.pk not in stay}
    found = []
    for section in sections:
        entry = kept.get(section) or left.pop(chosen.get(section, 0), None)
        type_of = entry.values["section_type_id"] if entry else chosen.get(section)
        found.append(Matched(section, entry, type_of or types.make(section)))
    return found, list(left.values())


def types_of(
    new: Sequence[DesiredSection],
    level: DesiredLevel,
    existing: Sequence[ExistingEntry],
    kept: Mapping[DesiredSection, ExistingEntry],
    types: SectionTypes,
) -> dict[DesiredSection, int]:
    """The types of sections whose heading is new in their level, where there is one to be had."""
    taken = {entry.values["section_type_id"] for entry in kept.values()}
    finders: Sequence[Callable[[DesiredSection], list[int]]] = (types.titled, types.elsewhere)
    if level.is_described:
        # Its other sections stay, and so do their types.
        finders = (types.responsibilities, types.titled)
        others = {entry.values["section_type_id"] for entry in existing}
        taken |= others.difference(*map(types.responsibilities, new))
    chosen: dict[DesiredSection, int] = {}
    for finder in finders:
        for section in new:
            free = [pk for pk in finder(section) if pk not in taken]
            if section not in chosen and free:
                chosen[section] = free[0]
                taken.add(free[0])
    return chosen


def by_headings(
    sections: Sequence[DesiredSection], existing: Sequence[ExistingEntry]
) -> dict[DesiredSection, ExistingEntry]:
    """The sections that have the heading of one that is there: as it is written, else folded."""
    kept: dict[DesiredSection, ExistingEntry] = {}
    for spelled in (names.tidy, names.folded):
        stay = {entry.pk for entry in kept.values()}
        free: dict[str, deque[ExistingEntry]] = defaultdict(deque)
        for entry in existing:
            if entry.pk not in stay:
                free[spelled(entry.values["heading"])].append(entry)
        for section in sections:
            entries = free[spelled(section.heading)]
            if section not in kept and entries:
                kept[section] = entries.popleft()
    return kept


def find_near_headings(level: DesiredLevel, report: Report) -> None:
    """Warn of headings of one level that differ in case, spacing or punctuation only."""
    seen: dict[str, DesiredSection] = {}
    for section in level.sections.values():
        if not (bare := names.bare(section.heading)):
            continue
        other = seen.setdefault(bare, section)
        if other is not section:
            report.warn(
                Remark.NEAR,
                section.record,
                "section",
                f"The heading “{shown(section.heading)}” differs from “{shown(other.heading)}” of "
                "the same role level in case, spacing or punctuation only; each is a section.",
                "If it is the same, write it alike.",
            )
