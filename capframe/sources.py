"""What came from a source, for its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Count, Subquery
from django.utils.text import slugify
from django.utils.timezone import localdate

from capframe.base.addresses import with_query
from capframe.base.kept import Kept
from capframe.base.models import Addressed, Source, Sourced
from capframe.base.parts import whole_field, whole_of
from capframe.base.querysets import EntryQuerySet
from capframe.base.withdrawal import Replaced
from grades.models import Grade, GradeStructure, PayRange
from roles.addresses import role_levels_address
from roles.models import (
    FamilySection,
    JobFamily,
    Milestone,
    Qualification,
    Role,
    RoleLevel,
    Section,
    SkillRequirement,
    Workstream,
)
from skills.models import (
    FrameworkSection,
    LeadershipExample,
    ProficiencyLevel,
    Skill,
    SkillFramework,
    SkillLevel,
)

# What a source's page lists, with what the entries' titles and addresses need.
LISTED: tuple[tuple[str, EntryQuerySet], ...] = (
    ("Job families", JobFamily.objects.all()),
    ("Roles", Role.objects.all()),
    ("Role levels", RoleLevel.objects.with_role_and_grade().in_grade_order()),
    ("Skill frameworks", SkillFramework.objects.all()),
    ("Skills", Skill.objects.with_framework()),
    ("Qualifications", Qualification.objects.asked_for()),
    ("Grade structures", GradeStructure.objects.all()),
    ("Grades", Grade.objects.with_structure()),
    ("Salaries", PayRange.objects.select_related("grade__structure")),
    ("Workstreams", Workstream.objects.all()),
    ("Milestones", Milestone.objects.select_related("workstream")),
)
# Parts that are listed only where what they stand in came from another source: else they would
# only say again that it came from this one.
LISTED_APART: tuple[tuple[str, EntryQuerySet], ...] = (
    ("Sections of job families", FamilySection.objects.select_related("family")),
    ("Sections of role levels", Section.objects.select_related("role_level__role")),
    (
        "Skills that role levels ask for",
        SkillRequirement.objects.select_related("role_level__role", "skill", "level"),
    ),
    ("Sections of skill frameworks", FrameworkSection.objects.select_related("framework")),
    ("Levels of skill frameworks", ProficiencyLevel.objects.select_related("framework")),
    ("Skills at levels", SkillLevel.objects.select_related("skill__framework", "level")),
    ("Leadership examples", LeadershipExample.objects.select_related("skill__framework")),
)


# So many of each kind stand on a source's page, the others on pages of their own.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class SourcedEntry:
    """An entry as the page lists it: a part leads to what it stands in."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Entries of one model that came from one source.

    Args:
        entries: the first of them.
        number: how many there are.
        url: of the page of all.
    """

    heading: str
    entries: tuple[SourcedEntry, ...]
    number: int
    url: str

    @property
    def has_more(self) -> bool:
        return self.number > len(self.entries)


@dataclass(frozen=True, slots=True)
class FrameworkText:
    """What a source says of a skill framework."""

    framework: SkillFramework
    description: str
    sections: tuple[FrameworkSection, ...]


@dataclass(frozen=True, slots=True)
class SourcedKind:
    """A kind of entries that a source's page lists.

    Args:
        is_apart: whether only those are that stand in something from another source.
    """

    heading: str
    queryset: EntryQuerySet
    is_apart: bool = False

    def entries_from(self, source: Source) -> EntryQuerySet:
        """What readers see of the source's."""
        entries = self.queryset.published().filter(source=source)
        whole = whole_field(self.queryset.model) if self.is_apart else None
        return entries.exclude(**{f"{whole.name}__source": source}) if whole else entries

    def listed(self, entry: Sourced) -> SourcedEntry:
        """An entry under its own name; one apart under that of what it stands in, too."""
        title = f"{whole_of(entry)}: {entry}" if self.is_apart else str(entry)
        return SourcedEntry(title, address_of(entry))


# By the words that an address names them by, in the order of the page.
KINDS: dict[str, SourcedKind] = {
    slugify(kind.heading): kind
    for kind in (
        *(SourcedKind(heading, queryset) for heading, queryset in LISTED),
        *(
            SourcedKind(f"{heading} from other documents", queryset, is_apart=True)
            for heading, queryset in LISTED_APART
        ),
    )
}


# By the primary keys of sources: every kind of entry is counted for each.
GROUPS: Kept[tuple[SourceGroup, ...]] = Kept(20)


def kept_groups_from(source: Source) -> tuple[SourceGroup, ...]:
    """What readers see of the source's entries, by model, until something changes."""
    return GROUPS.find_or_make(source.pk, lambda: tuple(groups_from(source)))


def groups_from(source: Source) -> Iterator[SourceGroup]:
    """What readers see of the source's entries, by model; models without any are left out."""
    for name, number in numbers_from(source).items():
        if number:
            kind = KINDS[name]
            first = tuple(map(kind.listed, kind.entries_from(source)[:SHOWN]))
            url = with_query(source.get_absolute_url(), [("kind", name)])
            yield SourceGroup(kind.heading, first, number, url)


def numbers_from(source: Source) -> dict[str, int | None]:
    """How many entries of each kind came from the source, in one query; None for none."""
    counts = (
        kind.entries_from(source).order_by().values("source").annotate(number=Count("pk"))
        for kind in KINDS.values()
    )
    one = Source.objects.filter(pk=source.pk)
    numbers = one.values_list(*(Subquery(count.values("number")) for count in counts)).get()
    return dict(zip(KINDS, numbers, strict=True))


def address_of(entry: Sourced) -> str:
    """The page that shows an entry; of a qualification, the roles that ask for it."""
    if isinstance(entry, Qualification):
        return role_levels_address(qualification=entry)
    whole = whole_of(entry)
    return whole.get_absolute_url() if isinstance(whole, Addressed) else ""


def framework_texts_from(source: Source) -> Iterator[FrameworkText]:
    """What the source says of skill frameworks under headings, and before the first of these."""
    sections = FrameworkSection.objects.filter(source=source).select_related("framework")
    for framework, those in groupby(sections, attrgetter("framework")):
        description = framework.description if framework.source_id == source.pk else ""
        yield FrameworkText(framework, description, tuple(those))


def find_merged_sources(source: Source) -> list[Replaced]:
    """The documents that were merged into one, as their history has them, the last one first.

    No query where there are none.
    """
    if not (slugs := set(source.merged_slugs.splitlines())):
        return []
    there = Source.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    rows = Source.history.filter(slug__in=slugs.difference(there)).order_by("history_id")
    newest = {row.slug: row for row in rows}
    return [
        Replaced(str(row.instance), day_of_removal(row), url="")
        for row in sorted(newest.values(), key=attrgetter("history_id"), reverse=True)
    ]


def day_of_removal(row: Any) -> date | None:
    """When a history row's entry was removed; None where that is still to come, in a preview."""
    return localdate(row.history_date) if row.history_type == "-" else None
