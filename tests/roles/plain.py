"""Plain functions that make the plain objects of roles/profiles.py, without a database."""

from decimal import Decimal

from grades.plain import Pay, PlainGrade
from roles.profiles import (
    AskedQualification,
    IndicatorPair,
    PlainSource,
    Profile,
    RequiredSkill,
    SectionText,
    StatementText,
)

TYPES = ["overview", "responsibilities", "risk-management"]


def section(slug="overview", *texts, heading=None):
    plain = (StatementText(one) if isinstance(one, str) else one for one in texts)
    statements = tuple(plain)
    title = slug.title()
    return SectionText(slug, title, TYPES.index(slug), heading or title, True, "", "", statements)


def asking(text, **strengths):
    """A statement that asks for qualifications, each called by its slug, in these strengths."""
    asked = tuple(AskedQualification(slug.upper(), slug, how) for slug, how in strengths.items())
    return StatementText(text, qualifications=asked)


def skill(slug="pace", level=3, pairs=()):
    """A skill asked for at the level with this position; None for no level."""
    indicators = tuple(IndicatorPair(*pair, "") for pair in pairs)
    title = level and f"Level {level}"
    return RequiredSkill(slug, slug, "f", "F", "", "", title, level, "", "", "", indicators)


def pay(location="London", minimum=30_000, maximum=40_000, valid_from=None, **values):
    values = {"employer": "Home Office", **values}
    amounts = {"minimum": Decimal(minimum), "maximum": Decimal(maximum)}
    return Pay(location=location, valid_from=valid_from, **amounts, **values)


def profile(pk, *sections, skills=(), pay=(), position=None, order=1, role_pk=None):
    """A role level; ``position`` is that of its grade, None for no grade."""
    grade = PlainGrade(f"Grade {position}", "", "", 1, "Structure", position) if position else None
    named = {name: f"{name} {pk}" for name in ("reference", "url", "title", "role", "family")}
    plain = dict.fromkeys(
        [
            "code",
            "role_url",
            "family_url",
            "employer",
            "location",
            "description",
            "place",
            "editors_note",
        ],
        "",
    )
    return Profile(
        pk=pk,
        level_title=f"L{pk}",
        level_order=order,
        role_pk=role_pk or pk,
        family_pk=1,
        source=PlainSource("Source", "Publisher", "source"),
        grade=grade,
        pay=tuple(pay),
        grade_pay=(),
        sections=sections,
        required_skills=tuple(skills),
        **named,
        **plain,
    )
