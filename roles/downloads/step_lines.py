"""The steps of a comparison as plain lines, for every file that holds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from capframe.base.worddiff import plain_pieces
from roles.compare.comparison import Comparison
from roles.compare.skill_steps import SkillStep
from roles.compare.step_view import (
    PayStep,
    StatementStep,
    StepPart,
    StepSection,
    StepView,
    step_view,
)
from roles.compare.step_words import part_title
from roles.compare.words import columns_in_words
from roles.downloads.lines import LineCell, below_of, describe_pay
from roles.profiles import RequiredSkill

NOTHING = LineCell()


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing at the two role levels.

    Args:
        part: what became of it, the heading of all such lines.
        label: its section, or the skill.
    """

    part: str
    label: str
    before: LineCell
    after: LineCell


@dataclass(frozen=True, slots=True)
class StepBlock:
    """A step; its two role levels are called by their names, the second perhaps inferred."""

    title: str
    heads: tuple[str, str]
    lines: tuple[StepLine, ...]


def step_blocks(comparison: Comparison) -> Iterator[StepBlock]:
    for number in range(1, len(comparison.steps) + 1):
        step = step_view(comparison, number)
        before, after = step.summary.names
        heads = before, f"{after} (inferred)" if step.is_inferred else after
        yield StepBlock(f"{before} to {after}", heads, tuple(lines_of(step, comparison)))


def lines_of(step: StepView, comparison: Comparison) -> Iterator[StepLine]:
    yield from map(pay_line, step.pay)
    yield from map(skill_line, step.skills)
    for part in step.parts:
        for section in part.sections:
            for before, after in cells_of(part, section, step, comparison):
                yield StepLine(part_title(part), label_of(section, step), before, after)


def pay_line(pay: PayStep) -> StepLine:
    label = ", ".join(filter(None, (pay.location, pay.remark)))
    before, after = (LineCell(plain_pieces(describe_pay(cell))) for cell in pay.cells)
    return StepLine("Salary", label, before, after)


def skill_line(skill: SkillStep) -> StepLine:
    before, after = (skill_cell(asked, skill) for asked in (skill.before, skill.after))
    is_known = skill.after and skill.change
    after = LineCell(after.pieces, after.note, skill.change) if is_known else after
    return StepLine("Skills and competencies", skill.title, before, after)


def skill_cell(asked: RequiredSkill | None, skill: SkillStep) -> LineCell:
    if asked is None:
        return LineCell(change="not stated" if skill.outcome else "")
    note = asked.assessed_words.capitalize()
    return LineCell(plain_pieces(asked.level or "Asked for"), note)


def label_of(section: StepSection, step: StepView) -> str:
    """Its title, with the sources' own headings where these differ."""
    said = zip(section.headings, step.summary.names, strict=True)
    return "\n".join([section.title, *(f"“{text}” at {name}" for text, name in said if text)])


def cells_of(
    part: StepPart, section: StepSection, step: StepView, comparison: Comparison
) -> Iterator[tuple[LineCell, LineCell]]:
    """The two cells of each line: what only one states side by side, in the order of each."""
    if not part.is_one_sided:
        for one in section.statements:
            yield before_cell(one), after_cell(one, comparison)
        return
    before, after = step.summary.names
    words = f"only at {before}" if part.is_unmatched else f"not stated at {after}"
    new = f"only at {after}" if part.is_unmatched else "new"
    for left, right in zip_longest(section.not_stated, section.new):
        yield (
            before_cell(left, words) if left else NOTHING,
            after_cell(right, comparison, new) if right else NOTHING,
        )


def before_cell(one: StatementStep, change: str = "") -> LineCell:
    return LineCell(one.pieces_before, below_of(one.before), change)


def after_cell(one: StatementStep, comparison: Comparison, change: str = "") -> LineCell:
    if one.as_at:
        change += f", as at {columns_in_words(one.as_at, comparison)}"
    return LineCell(one.pieces_after, below_of(one.after), change)
