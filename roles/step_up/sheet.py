"""The step-up sheet as it is written down, line for line: the page and its file say the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from capframe.base.worddiff import Piece, WordChange, plain_pieces
from grades.plain import NO_GRADE, Pay, PlainGrade
from roles.compare.level_increases import Rise
from roles.compare.threads import Fate
from roles.profiles import RequiredSkill
from roles.step_up.step import (
    PayChange,
    SectionChanges,
    SkillChange,
    SkillFate,
    StatementChange,
    StepUp,
)
from roles.step_up.words import NO_QUALIFICATION, summary

TITLES = {
    SkillFate.RAISED: "Raised",
    SkillFate.NEW: "New",
    SkillFate.KEPT: "Kept",
    SkillFate.LOWERED: "At a lower level",
    SkillFate.GONE: "No longer asked for",
}
LABELS = {
    Fate.NEW: "New",
    Fate.REWORDED: "Reworded",
    Fate.KEPT: "Kept",
    Fate.GONE: "No longer asked",
}
NOT_STATED, NOT_KNOWN, NO_DIFFERENCE = "Not stated", "Not known", "None"


class Fact(NamedTuple):
    """Something that both role levels have: before, after, and how far apart they are."""

    label: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill.

    Args:
        levels: at which level it is asked for, or from which one to which.
        behaviours: of a raised skill, what the level reached adds; of a new one, what it asks.
        missing: in words, why there are none of these; empty where none are looked for.
    """

    skill: RequiredSkill
    levels: str
    behaviours: tuple[tuple[Piece, ...], ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """Skills that share one fate. ``in_full``: with the behaviours that are to be shown."""

    title: str
    in_full: bool
    lines: tuple[SkillLine, ...]


class StatementLine(NamedTuple):
    """One statement, what became of it in a word or three, and the note on it."""

    fate: Fate
    label: str
    pieces: tuple[Piece, ...]
    note: str


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """Statements under one heading. ``remark``: what a source does not say; empty for none."""

    title: str
    remark: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is written down, in its order."""

    step: StepUp
    summary: tuple[str, ...]
    facts: tuple[Fact, ...]
    skills: tuple[SkillGroup, ...]
    qualifications: StatementGroup
    sections: tuple[StatementGroup, ...]

    @property
    def title(self) -> str:
        """What the sheet is called."""
        return f"{self.step.start.title} to {self.step.goal.title}"


def sheet_of(step: StepUp) -> Sheet:
    """The sheet of a step."""
    return Sheet(
        step,
        summary(step),
        tuple(facts(step)),
        tuple(skill_groups(step)),
        qualification_group(step),
        tuple(section_group(step.names, section) for section in step.sections),
    )


def facts(step: StepUp) -> Iterator[Fact]:
    """Grade, and pay at each location."""
    before, after = step.start.grade, step.goal.grade
    start, goal = (str(grade or NO_GRADE) for grade in (before, after))
    yield Fact("Grade", start, goal, grade_difference(before, after))
    if not step.pay:
        yield Fact("Pay a year", NOT_STATED, NOT_STATED, NOT_KNOWN)
    for change in step.pay:
        start, goal = pay_said(change.before), pay_said(change.after)
        yield Fact(f"{change.location} pay a year", start, goal, difference_said(change))


def grade_difference(before: PlainGrade | None, after: PlainGrade | None) -> str:
    """Which grade is the higher one: only what one grade structure orders is compared."""
    if before is None or after is None:
        return NOT_KNOWN
    if before.structure_pk != after.structure_pk:
        return "Two organisations’ grades: no source compares them"
    if before.position == after.position:
        return NO_DIFFERENCE
    return "Higher" if after.position > before.position else "Lower"


def pay_said(pay: Pay | None) -> str:
    """A pay range."""
    return pay.amounts if pay else NOT_STATED


def difference_said(change: PayChange) -> str:
    """By how much the minimum and the maximum change; that it is not known, where one is not."""
    if change.difference is None:
        return NOT_KNOWN
    if change.difference == (0, 0):
        return NO_DIFFERENCE
    least, most = map(more_or_less, change.difference)
    return f"{least} at the minimum, {most} at the maximum"


def more_or_less(pounds: int) -> str:
    """A difference in pounds, in words."""
    if pounds == 0:
        return "the same"
    return f"£{abs(pounds):,} {'more' if pounds > 0 else 'less'}"


def skill_groups(step: StepUp) -> Iterator[SkillGroup]:
    """The skills by their fate: first what is to be learned."""
    for fate, title in TITLES.items():
        changes = step.skills_that_are(fate)
        if changes:
            in_full = fate in (SkillFate.RAISED, SkillFate.NEW)
            yield SkillGroup(
                f"Asked for at {one_side(step, fate)}" if step.without_skills else title,
                in_full,
                tuple(skill_line(change) for change in changes),
            )


def one_side(step: StepUp, fate: SkillFate) -> str:
    """The role level that has skills with this fate, where the source names none for the other."""
    start, goal = step.names
    return goal if fate is SkillFate.NEW else start


def skill_line(change: SkillChange) -> SkillLine:
    """A skill with its levels, and what is asked at the level reached that was not before."""
    levels = levels_said(change)
    if change.rise:
        added = tuple(behaviours_added(change.rise))
        missing = f"The source gives no behaviours that {change.rise.upper.level} adds."
        return SkillLine(change.skill, levels, added, "" if added else missing)
    if change.fate is SkillFate.NEW:
        pairs = change.skill.indicators
        asked = tuple(
            behaviour(plain_pieces(one.effective), plain_pieces(one.ineffective)) for one in pairs
        )
        missing = "The source gives no behaviours for it here."
        return SkillLine(change.skill, levels, asked, "" if asked else missing)
    return SkillLine(change.skill, levels)


def levels_said(change: SkillChange) -> str:
    """At which level a skill is asked for, or from which one to which."""
    named = [skill.level for skill in (change.before, change.after) if skill]
    if len(set(named)) == 1:
        return named[0] or "no level named"
    before, after = named
    if before and after:
        return f"from {before} to {after}"
    return f"{before}, then no level named" if before else f"no level named, then {after}"


def behaviours_added(rise: Rise) -> Iterator[tuple[Piece, ...]]:
    """What the level reached says that the one before does not, without the words removed."""
    for one in rise.added:
        pieces = behaviour(one.effective, one.ineffective)
        said = tuple(piece for piece in pieces if piece.change is not WordChange.REMOVED)
        if one.fate is Fate.NEW or any(piece.change is WordChange.ADDED for piece in said):
            yield said


def behaviour(effective: Sequence[Piece], ineffective: Sequence[Piece]) -> tuple[Piece, ...]:
    """The effective behaviour; where the source gives none, the ineffective one, called so."""
    return tuple(effective) or (*plain_pieces("Ineffective: "), *ineffective)


def qualification_group(step: StepUp) -> StatementGroup:
    """The statements that speak of a qualification."""
    lines = statement_lines(step.qualifications)
    return StatementGroup("Qualifications", "" if lines else NO_QUALIFICATION, lines)


def section_group(names: tuple[str, str], section: SectionChanges) -> StatementGroup:
    """The statements of one section type, and which of the two has no such section."""
    has = zip(names, (section.in_start, section.in_goal), strict=True)
    remark = " ".join(f"{name} has no such section." for name, it_has in has if not it_has)
    return StatementGroup(section.title, remark, statement_lines(section.changes))


def statement_lines(changes: Iterable[StatementChange]) -> tuple[StatementLine, ...]:
    """The statements as they stand, changed words marked."""
    return tuple(
        StatementLine(
            change.fate,
            LABELS[change.fate],
            change.pieces or plain_pieces(change.statement.bare),
            change.statement.note,
        )
        for change in changes
    )
