"""The step-up sheet as it is written down, line for line: the page and its file say the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from capframe.base.outcomes import Outcome
from capframe.base.worddiff import Piece, plain_pieces
from grades.plain import GradePay, PlainGrade, money
from roles.compare.pay_rows import PayCell
from roles.step_up.qualifications import QualificationOutcome
from roles.step_up.skill_groups import SkillGroup, skill_groups, skills_remark
from roles.step_up.statement_changes import SectionChanges, StatementChange
from roles.step_up.step import PayChange, StepUp
from roles.step_up.words import join_texts, summary

LABELS = {
    Outcome.NEW: "New",
    Outcome.REWORDED: "Reworded",
    Outcome.REWRITTEN: "Rewritten",
    Outcome.KEPT: "Kept",
    Outcome.NOT_STATED: "Not stated at {}",
}
ASKING = "Statements that ask for qualifications"
NO_DIFFERENCE = "None"
# An empty cell; a fact that neither has is no row.
NOT_STATED = NOT_KNOWN = ""
TWO_UNITS = "Not compared: the periods or currencies differ"
NO_ORDER = "The order of these levels is not stated"


class Fact(NamedTuple):
    """Something that both role levels have: before, after, and how far apart they are.

    Args:
        links_before: to the pay of the grade, where that is what ``before`` says.
        links_after: the same of ``after``.
    """

    label: str
    before: str
    after: str
    difference: str
    links_before: tuple[GradePay, ...] = ()
    links_after: tuple[GradePay, ...] = ()


QUALIFICATION_LABELS = {
    QualificationOutcome.RAISED: "Raised",
    QualificationOutcome.NEW: "New",
    QualificationOutcome.CHANGED: "Changed",
    QualificationOutcome.KEPT: "Kept",
    QualificationOutcome.LOWERED: "Less strongly",
    QualificationOutcome.NOT_STATED: "Not stated at {}",
}


class StatementLine(NamedTuple):
    """One statement or qualification, what became of it in a word or three, and the note on it.

    Args:
        before: of a rewritten one, what the level to start from says.
        asks: how strongly it asks, where that is new or was otherwise before.
    """

    outcome: str
    label: str
    pieces: tuple[Piece, ...]
    note: str = ""
    before: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """Statements under one heading."""

    title: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class StepUpSheet:
    step: StepUp
    summary: tuple[str, ...]
    facts: tuple[Fact, ...]
    skills: tuple[SkillGroup, ...]
    skills_remark: str
    qualifications: StatementGroup
    asking: StatementGroup
    sections: tuple[StatementGroup, ...]
    sections_remark: str

    @property
    def title(self) -> str:
        return f"{self.step.start.title} to {self.step.goal.title}"


def sheet_of(step: StepUp) -> StepUpSheet:
    skills = tuple(skill_groups(step))
    return StepUpSheet(
        step,
        summary(step),
        tuple(fact for fact in facts_of(step) if any(fact[1:4])),
        skills,
        skills_remark(skills),
        qualification_group(step),
        StatementGroup(ASKING, statement_lines(step.names, step.asking)),
        tuple(section_group(step.names, section) for section in step.sections),
        sections_remark(step),
    )


def facts_of(step: StepUp) -> Iterator[Fact]:
    before, after = step.start.grade, step.goal.grade
    start, goal = (str(grade or "") for grade in (before, after))
    same_role = step.start.role_pk == step.goal.role_pk
    ordered = step.start.role_place and step.goal.role_place
    difference = describe_grade_difference(before, after)
    yield Fact("Grade", start, goal, NO_ORDER if same_role and not ordered else difference)
    for change in step.pay:
        first, second = change.row.cells
        yield Fact(
            change.row.label,
            describe_pay(first),
            describe_pay(second),
            describe_pay_difference(change),
            first.links,
            second.links,
        )


def describe_grade_difference(before: PlainGrade | None, after: PlainGrade | None) -> str:
    """Which grade is the higher one: only what one grade structure orders is compared."""
    if before is None or after is None:
        return NOT_KNOWN
    if before.structure_pk != after.structure_pk:
        return "Two organisations’ grades: no source compares them"
    if before.position == after.position:
        return NO_DIFFERENCE
    return "Higher" if after.position > before.position else "Lower"


def describe_pay(cell: PayCell) -> str:
    return cell.text or "; ".join(map(str, cell.links)) or NOT_STATED


def describe_pay_difference(change: PayChange) -> str:
    """By how much the minimum and the maximum change; that it is not known, where one is not."""
    if change.difference is None or change.after is None:
        return TWO_UNITS if change.is_of_two_units else NOT_KNOWN
    if change.difference == (0, 0):
        return NO_DIFFERENCE
    currency = change.after.currency
    least, most = (describe_money_more(amount, currency) for amount in change.difference)
    return f"{least} at the minimum, {most} at the maximum"


def describe_money_more(amount: Decimal, currency: str) -> str:
    if amount == 0:
        return "the same"
    return f"{money(abs(amount), currency)} {'more' if amount > 0 else 'less'}"


def qualification_group(step: StepUp) -> StatementGroup:
    lines = tuple(
        StatementLine(
            change.outcome,
            QUALIFICATION_LABELS[change.outcome].format(step.names[1]),
            plain_pieces(": ".join(filter(None, (change.title, change.strength)))),
        )
        for change in step.qualifications
    )
    return StatementGroup("Qualifications", lines)


def section_group(names: tuple[str, str], section: SectionChanges) -> StatementGroup:
    return StatementGroup(section.title, statement_lines(names, section.changes))


def sections_remark(step: StepUp) -> str:
    """Which sections one of the two does not have, once for all of them."""
    without = (
        [section.title for section in step.sections if not section.in_start],
        [section.title for section in step.sections if not section.in_goal],
    )
    return " ".join(
        f"{name} has no section {join_texts(titles, 'or')}."
        for name, titles in zip(step.names, without, strict=True)
        if titles
    )


def statement_lines(
    names: tuple[str, str], changes: Iterable[StatementChange]
) -> tuple[StatementLine, ...]:
    return tuple(
        StatementLine(
            change.outcome,
            LABELS[change.outcome].format(names[1]),
            change.pieces or plain_pieces(change.statement.bare),
            change.statement.note,
            change.before,
            change.asks,
        )
        for change in changes
    )
