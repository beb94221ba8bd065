"""A role level as a reader sees it: everything that it asks, as plain, frozen objects.

They know no request and no query (see roles/loading.py): the page of a role level, the
comparison and whatever is downloaded are made from them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from capframe.base.addresses import address
from capframe.base.withdrawal import Withdrawal
from grades.plain import GradePay, Pay, PlainGrade, pay_here, shared_remark, unstated_location
from roles.section_texts import AskedQualification, PlainSource, SectionText
from roles.strengths import assessed_words, rank_of
from skills.behaviours import IndicatorPair

# The types of the section that says what the person is for: the first of them that a level has.
PURPOSE_TYPES = ("level-purpose", "overview")
# The kind of a skill that its source calls a competency (skills.models.SkillKind).
COMPETENCY = "competency"


def full_title(role: str, level: str) -> str:
    """A role's title and its level's, once where they are the same."""
    return role if level == role else f"{role}, {level}"


def title_of_skills(kinds: Iterable[str]) -> str:
    """What a document calls skills of these kinds: “Competencies” where all of them are."""
    return "Competencies" if {*kinds} == {COMPETENCY} else "Skills"


@dataclass(frozen=True, slots=True)
class RequiredSkill:
    """A skill that the role level asks for. One that is withdrawn is asked for all the same.

    Args:
        level: None where the source names none.
        level_position: on its framework's scale; None where the order of that is not known, too.
        assessed: where the source says that it is assessed; empty where it does not say.
        scale: how many levels its framework has, from 1 on; None where not all of them are known,
            or not their order.
    """

    title: str
    slug: str
    framework_slug: str
    framework: str
    kind: str
    definition: str
    level: str | None
    level_position: int | None
    level_description: str | None
    source: PlainSource
    place: str
    editors_note: str
    indicators: tuple[IndicatorPair, ...]
    assessed: str = ""
    withdrawal: Withdrawal | None = None
    scale: int | None = None

    @property
    def assessed_words(self) -> str:
        return assessed_words(self.assessed)

    @property
    def key(self) -> tuple[str, str]:
        """Tells skills apart: the slugs of the framework and of the skill in it."""
        return self.framework_slug, self.slug

    @property
    def url(self) -> str:
        return address("skills:skill", self.framework_slug, self.slug)

    @property
    def unfolds(self) -> str:
        """What there is to read of it besides its level: “6 behaviours”; empty for nothing."""
        if number := len(self.indicators):
            return f"{number} behaviour{'' if number == 1 else 's'}"
        return "What it asks" if self.definition or self.level_description else ""

    @property
    def marked_title(self) -> str:
        """Its title; of one that is withdrawn, with that behind it."""
        return f"{self.title}, {self.withdrawal}" if self.withdrawal else self.title


@dataclass(frozen=True, slots=True)
class Profile:
    """A role level.

    Args:
        pay: its own: what its employer pays for its grade.
        grade_pay: links to the pay of its grade, where no source says that any of it is its own.
        role_place: its place among its role's levels, 1 for the most junior; None where nothing
            states their order, and where no other one of them was loaded with it.
        order_is_by_editors: whether it is editors, and no source, who give that order.
    """

    pk: int
    reference: str
    url: str
    title: str
    level_title: str
    code: str
    level_order: int | None
    role_pk: int
    role: str
    role_url: str
    family_pk: int
    family: str
    family_url: str
    grade: PlainGrade | None
    employer: str
    location: str
    description: str
    place: str
    editors_note: str
    source: PlainSource
    pay: tuple[Pay, ...]
    grade_pay: tuple[GradePay, ...]
    sections: tuple[SectionText, ...]
    required_skills: tuple[RequiredSkill, ...]
    skills_introduction: str = ""
    role_place: int | None = None
    order_is_by_editors: bool = False
    withdrawal: Withdrawal | None = None

    def __str__(self) -> str:
        return self.title

    @property
    def seniority(self) -> tuple:
        """Sorts role levels most junior first; those of one structure together, no grade last."""
        grade = self.grade
        rank = (0, grade.structure, grade.position) if grade else (1, "", 0)
        own = (self.level_order is None, self.level_order or 0, self.level_title)
        return (*rank, self.family, self.role, *own, self.pk)

    @property
    def qualifications(self) -> tuple[AskedQualification, ...]:
        """Each that a statement asks for, once, in their order; of several, as most strongly."""
        asked: dict[str, AskedQualification] = {}
        for section in self.sections:
            for statement in section.statements:
                for one in statement.qualifications:
                    before = asked.get(one.slug, one)
                    is_stronger = rank_of(one.strength) > rank_of(before.strength)
                    asked[one.slug] = one if is_stronger else before
        return tuple(asked.values())

    @property
    def qualifications_in_words(self) -> str:
        """“CIPD: required; Degree: required”; that none is named, where that is so."""
        return "; ".join(one.words for one in self.qualifications) or "None named"

    @property
    def skill_frameworks(self) -> tuple[str, ...]:
        """The titles of the frameworks of its skills, each once."""
        return tuple(dict.fromkeys(skill.framework for skill in self.required_skills))

    @property
    def all_assessed(self) -> str:
        """Where all its skills are assessed, if they are alike; else each says it by itself."""
        said = {skill.assessed_words for skill in self.required_skills}
        return said.pop() if len(said) == 1 and len(self.required_skills) > 1 else ""

    @property
    def skills_title(self) -> str:
        """What its skills are called, as their sources call them."""
        return title_of_skills(skill.kind for skill in self.required_skills)

    @property
    def pay_here(self) -> Pay | None:
        """Its pay at the one place where it is based, None where that is not one place."""
        return pay_here(self.pay, self.location)

    @property
    def unstated_location(self) -> str:
        """What stands for the location of its pay that has none."""
        return unstated_location(self.pay, self.location)

    @property
    def pay_remark(self) -> str:
        """Who pays it and from when, where that is the same of all its pay."""
        return shared_remark(self.pay)

    @property
    def pay_lines(self) -> tuple[tuple[str, str, bool], ...]:
        """How much it pays at each place, first where it is based if that is one place.

        With it who pays that and from when, where it is not the same of all its pay; and whether it
        is paid where it is based.
        """
        here, unstated = self.pay_here, self.unstated_location.capitalize()
        pay = [*([here] if here else []), *(one for one in self.pay if one != here)]
        said = bool(self.pay_remark)
        places = (f"{place}: " if (place := one.location or unstated) else "" for one in pay)
        return tuple(
            (f"{place}{one.amounts}", "" if said else f" ({one.remark})", one is here)
            for place, one in zip(places, pay, strict=True)
        )

    @property
    def pay_notes(self) -> tuple[str, ...]:
        """What the source says of how its pay applies, each once."""
        return tuple(dict.fromkeys(pay.note for pay in self.pay if pay.note))

    @property
    def purpose(self) -> SectionText | None:
        """What the person is for: the level's purpose, or its overview where it has none."""
        sections = {section.type_slug: section for section in self.sections}
        return next((sections[slug] for slug in PURPOSE_TYPES if slug in sections), None)

    @property
    def other_sections(self) -> tuple[SectionText, ...]:
        purpose = self.purpose
        return tuple(section for section in self.sections if section is not purpose)
