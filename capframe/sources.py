"""What came from a source, for its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from capframe.base.models import Addressed, Source, Sourced
from capframe.base.parts import whole_field, whole_of
from capframe.base.querysets import EntryQuerySet
from grades.models import Grade, GradeStructure, PayRange
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
    ("Pay", PayRange.objects.select_related("grade__structure")),
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


@dataclass(frozen=True, slots=True)
class SourcedEntry:
    """An entry as the page lists it: a part leads to what it stands in."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Entries of one model that came from one source."""

    heading: str
    entries: tuple[SourcedEntry, ...]


@dataclass(frozen=True, slots=True)
class FrameworkText:
    """What a source says of a skill framework."""

    framework: SkillFramework
    description: str
    sections: tuple[FrameworkSection, ...]


def groups_from(source: Source) -> Iterator[SourceGroup]:
    """What readers see of the source's entries, by model; models without any are left out."""
    for heading, queryset in LISTED:
        if entries := tuple(map(listed, queryset.published().filter(source=source))):
            yield SourceGroup(heading, entries)
    for heading, queryset in LISTED_APART:
        whole = whole_field(queryset.model)
        apart = queryset.published().filter(source=source)
        apart = apart.exclude(**{f"{whole.name}__source": source}) if whole else apart
        if entries := tuple(map(listed_apart, apart)):
            yield SourceGroup(f"{heading} from other documents", entries)


def listed(entry: Sourced) -> SourcedEntry:
    """An entry under its own name."""
    return SourcedEntry(str(entry), address_of(entry))


def listed_apart(entry: Sourced) -> SourcedEntry:
    """A part under the name of what it stands in and its own."""
    return SourcedEntry(f"{whole_of(entry)}: {entry}", address_of(entry))


def address_of(entry: Sourced) -> str:
    """The page that shows an entry."""
    whole = whole_of(entry)
    return whole.get_absolute_url() if isinstance(whole, Addressed) else ""


def framework_texts_from(source: Source) -> Iterator[FrameworkText]:
    """What the source says of skill frameworks under headings, and before the first of these."""
    sections = FrameworkSection.objects.filter(source=source).select_related("framework")
    for framework, those in groupby(sections, attrgetter("framework")):
        description = framework.description if framework.source_id == source.pk else ""
        yield FrameworkText(framework, description, tuple(those))
