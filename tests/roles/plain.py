"""Plain functions that make the plain objects of roles/profiles.py, without a database."""

from decimal import Decimal

from grades.plain import Pay, PlainGrade
from roles.profiles import Profile, RequiredSkill
from roles.section_texts import AskedQualification, PlainSource, SectionText, StatementText
from skills.behaviours import IndicatorPair

SOURCE = PlainSource("Source", "Publisher", "source")
TYPES = ["overview", "responsibilities", "risk-management"]


def section(slug="overview", *texts, heading=None):
    plain = (StatementText(one) if isinstance(one, str) else one for one in texts)
    statements = tuple(plain)
    title = slug.title()
    typed = slug, title, TYPES.index(slug)
    return SectionText(*typed, heading or title, True, SOURCE, "", "", statements)


def asking(text, **strengths):
    """A statement that asks for qualifications, each called by its slug, in these strengths."""
    asked = tuple(AskedQualification(slug.upper(), slug, how) for slug, how in strengths.items())
    return StatementText(text, qualifications=asked)


def skill(slug="pace", level=3, pairs=()):
    """A skill asked for at the level with this position; None for no level.

    A level that is a title is one of a scale whose order is not known.
    """
    indicators = tuple(IndicatorPair(*pair, "") for pair in pairs)
    title = level and f"Level {level}"
    if isinstance(level, str):
        title, level = level, None
    return RequiredSkill(slug, slug, "f", "F", "", "", title, level, "", SOURCE, "", "", indicators)


def pay(location="London", minimum=30_000, maximum=40_000, valid_from=None, **values):
    values = {"employer": "Home Office", **values}
    amounts = {"minimum": Decimal(minimum), "maximum": Decimal(maximum)}
    return Pay(location=location, valid_from=valid_from, **amounts, **values)


def profile(
    pk, *sections, skills=(), pay=(), position=None, structure=1, role_pk=None, role_place=None
):
    """A role level; ``position`` is that of its grade, by the primary key where it is not said.

    Without a structure it has no grade. Its place in its role is by its grade, if it has one.
    """
    position = pk + 1 if position is None else position
    names = f"Structure {structure}", f"Organisation {structure}"
    grade = PlainGrade(f"Grade {position}", "", "", structure, *names, position)
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
        level_order=1,
        role_pk=role_pk or pk,
        family_pk=1,
        source=SOURCE,
        grade=grade if structure else None,
        pay=tuple(pay),
        grade_pay=(),
        sections=sections,
        required_skills=tuple(skills),
        role_place=role_place or (position if structure else None),
        **named,
        **plain,
    )
