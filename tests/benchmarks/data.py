"""A catalogue of the size that a large organisation has: the seeds and thousands of role levels."""

from django.core.management import call_command
from django.db import connection
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from capframe.base.models import Source, Status
from capframe.fixtures import FIXTURES
from grades.models import Grade
from roles.models import (
    JobFamily,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Statement,
)
from skills.models import Skill, SkillFramework

LEVELS_PER_FAMILY = 100
STATEMENTS = 10
LADDER = "ladder"


def fill(levels: int) -> None:
    """Seed the catalogue, then add ``levels`` role levels of ten statements each, and index all."""
    call_command("loaddata", *FIXTURES, verbosity=0)
    grades = list(Grade.objects.filter(structure__slug="civil-service"))
    entry = {"source": Source.objects.first(), "place": "Benchmark"}
    shown = entry | {"status": Status.PUBLISHED}
    families = JobFamily.objects.bulk_create(
        JobFamily(title=f"Family {n}", slug=f"family-{n}", **shown)
        for n in range(levels // LEVELS_PER_FAMILY)
    )
    roles = Role.objects.bulk_create(
        Role(family=family, title=f"Role {family.pk}-{n}", slug=f"role-{family.pk}-{n}", **shown)
        for family in families
        for n in range(LEVELS_PER_FAMILY // len(grades))
    )
    made = RoleLevel.objects.bulk_create(
        RoleLevel(
            role=role,
            family=role.family,
            grade=grade,
            title=grade.title,
            slug=grade.slug,
            **shown,
        )
        for role in roles
        for grade in grades
    )
    fill_sections(made, entry)
    fill_ladder(families[0], shown, entry)
    call_command("rebuild_search", verbosity=0)
    gather_statistics()


def gather_statistics() -> None:
    """Have the database learn what its tables hold, as the housekeeping of one in use does.

    PostgreSQL's leaves off what was there before a change, too.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def fill_sections(levels: list[RoleLevel], entry: dict) -> None:
    """Give each level a section of statements, all in words of the seeds."""
    texts = list(Statement.objects.values_list("text", flat=True))
    responsibilities = SectionType.objects.get(slug="responsibilities")
    sections = Section.objects.bulk_create(
        Section(
            role_level=level, section_type=responsibilities, heading="Responsibilities", **entry
        )
        for level in levels
    )
    Statement.objects.bulk_create(
        Statement(section=section, position=n, text=texts[(section.pk * 7 + n) % len(texts)])
        for section in sections
        for n in range(1, STATEMENTS + 1)
    )


def fill_ladder(family: JobFamily, shown: dict, entry: dict) -> None:
    """A role of eight levels with 25 statements each, every one reworded from level to level.

    Like those of the seeds that are reworded there, they have some 18 words with two changes.
    """
    role = Role.objects.create(family=family, title="Ladder", slug=LADDER, **shown)
    responsibilities = SectionType.objects.get(slug="responsibilities")
    seeds = Statement.objects.filter(section__role_level__role__slug="policy-and-performance")
    texts = seeds.filter(section__section_type=responsibilities).order_by("text")
    texts = list(texts.values_list("text", flat=True).distinct()[:25])
    for order in range(1, 9):
        title = f"Level {order}"
        level = RoleLevel.objects.create(
            role=role, title=title, slug=f"level-{order}", level_order=order, **shown
        )
        section = Section.objects.create(
            role_level=level, section_type=responsibilities, heading="Responsibilities", **entry
        )
        Statement.objects.bulk_create(
            Statement(section=section, position=n, text=reworded(text, order))
            for n, text in enumerate(texts, start=1)
        )


def reworded(text: str, order: int) -> str:
    """The text with every eighth word replaced by one of this level's own."""
    words = text.split()
    return " ".join(
        f"{word}-{order}" if place % 8 == 3 else word for place, word in enumerate(words)
    )


def fill_skills(number: int) -> None:
    """Add a framework of so many skills; each role level that was added asks for three of them.

    Those of the ladder ask for none: what is compared stays the same at every size.
    """
    source = Source.objects.first()
    entry = {"source": source, "place": "Benchmark"}
    framework = SkillFramework.objects.create(title="Benchmark", slug="benchmark", **entry)
    skills = Skill.objects.bulk_create(
        Skill(
            framework=framework,
            title=f"Skill {n}",
            slug=f"skill-{n}",
            status=Status.PUBLISHED,
            **entry,
        )
        for n in range(number)
    )
    levels = RoleLevel.objects.filter(place="Benchmark").exclude(role__slug=LADDER)
    SkillRequirement.objects.bulk_create(
        SkillRequirement(role_level=level, skill=skills[(level.pk * 3 + n) % number], **entry)
        for level in levels
        for n in range(3)
    )
    gather_statistics()


def gather_in_one_family(number: int) -> None:
    """Let about so many of the role levels that were added be of one family, without history."""
    source = Source.objects.first()
    family = JobFamily.objects.create(
        title="Large", slug="large", status=Status.PUBLISHED, source=source, place="Benchmark"
    )
    added = RoleLevel.objects.filter(place="Benchmark").order_by("role")
    roles = added.values_list("role", flat=True)[:number]
    roles = list(dict.fromkeys(roles))
    Role.objects.filter(pk__in=roles).update(family=family)
    RoleLevel.objects.filter(role__in=roles).update(family=family)


def fill_places(number: int) -> None:
    """Give the role levels that were added an employer and so many locations, without history."""
    town = Concat(Value("Town "), Cast(F("pk") % number, CharField()))
    added = RoleLevel.objects.filter(place="Benchmark")
    added.update(employer="Home Office", location=town)
