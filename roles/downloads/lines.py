"""A comparison as the plain lines that every file made from it writes down.

What a file says is decided here, so that all say the same; how it looks, in each file's own module.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, pairwise

from capframe.base.outcomes import Outcome
from capframe.base.typography import fold_typography
from capframe.base.worddiff import Piece, WordChange, plain_pieces
from roles.compare.comparison import Comparison, SectionRow, SkillCell, SkillRow
from roles.compare.level_increases import LevelIncrease, levels_apart
from roles.compare.pay_rows import PayCell
from roles.compare.statement_rows import StatementCell, StatementRow
from roles.compare.words import band_words, columns_in_words, row_words
from roles.profiles import Profile
from roles.section_texts import StatementText
from skills.behaviours import BehaviourChange, IndicatorChange

OUTCOME_WORDS = {
    Outcome.KEPT: "kept",
    Outcome.REWORDED: "reworded",
    Outcome.REWRITTEN: "rewritten",
    Outcome.NEW: "new",
    Outcome.NOT_STATED: "not stated",
    Outcome.UNMATCHED: "",  # the line of the headings says which column has no such section
    None: "",
}


@dataclass(frozen=True, slots=True)
class LineCell:
    """What one column says in a line.

    Args:
        pieces: its text, with the words marked that changed since the column before.
        note: what stands below the text, line for line.
        change: what became of the text since the column before, in a word or two; empty where
            there is nothing to say.
    """

    pieces: tuple[Piece, ...] = ()
    note: str = ""
    change: str = ""

    @property
    def text(self) -> str:
        """The text as it stands, without the words that were removed."""
        stands = (piece for piece in self.pieces if piece.change is not WordChange.REMOVED)
        return "".join(piece.text for piece in stands)

    @property
    def headline(self) -> str:
        """The change as it stands above the text: “New”."""
        return self.change[:1].upper() + self.change[1:]

    @property
    def normalised(self) -> tuple[str, str]:
        """The text and the note with white space and typography made alike."""
        return fold_typography(self.text), fold_typography(self.note)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing across the columns: a cell for each."""

    label: str
    cells: tuple[LineCell, ...]


@dataclass(frozen=True, slots=True)
class LineBlock:
    title: str
    lines: tuple[Line, ...]


def blocks_of(comparison: Comparison) -> tuple[LineBlock, ...]:
    """Everything that the comparison says: facts, then sections, then skills."""
    sections = (
        LineBlock(section.title, tuple(section_lines(section, comparison)))
        for section in comparison.sections
    )
    stated = (line for line in fact_lines(comparison) if any(cell.pieces for cell in line.cells))
    facts = LineBlock("About the role levels", tuple(stated))
    skills = LineBlock("Skills and competencies asked for", tuple(skill_lines(comparison)))
    return (facts, *sections, skills) if skills.lines else (facts, *sections)


def fact_lines(comparison: Comparison) -> Iterator[Line]:
    columns = comparison.columns
    yield plain_line("Grade", (str(column.grade or "") for column in columns))
    if not comparison.is_ordered and any(column.grade for column in columns):
        bands = (band_words(band) for band in comparison.bands for _ in band.columns)
        yield plain_line("Grades of", bands)
    yield plain_line("Job family", (column.family for column in columns))
    if comparison.names_employers:
        yield plain_line("Employer", (column.employer for column in columns))
    for row in comparison.pay:
        yield plain_line(row.label, map(describe_pay, row.cells))
    if comparison.pay_notes:
        notes = ("\n".join(column.pay_notes) for column in columns)
        yield plain_line("Note on salary", notes)
    if comparison.has_qualifications:
        asked = (column.qualifications_in_words for column in columns)
        yield plain_line("Qualifications", asked)
    yield plain_line("Location", (column.location for column in columns))
    yield plain_line("Source", (column.source.title for column in columns))
    if any(column.withdrawal for column in columns):
        yield plain_line("Withdrawn", map(describe_withdrawal, columns))


def plain_line(label: str, texts: Iterator[str]) -> Line:
    """A line in which no words are marked as changed."""
    return Line(label, tuple(LineCell(plain_pieces(text)) for text in texts))


def describe_pay(cell: PayCell) -> str:
    return cell.text or "; ".join(map(str, cell.links))


def describe_withdrawal(column: Profile) -> str:
    """Since when it is withdrawn; empty where it is not."""
    words = str(column.withdrawal or "")
    return words[:1].upper() + words[1:]


def section_lines(section: SectionRow, comparison: Comparison) -> Iterator[Line]:
    """The sources' own headings where they tell more than the title, and each statement."""
    if section.headings or section.columns_without or not section.rows:
        headings = (each.heading if each else "No such section" for each in section.sections)
        yield plain_line("Heading in the source", headings)
    for number, row in enumerate(section.rows, start=1):
        yield statement_line(number, row, comparison)


def statement_line(number: int, row: StatementRow, comparison: Comparison) -> Line:
    label = f"Statement {number}"
    if row.likeness:
        label += f": {row_words(row, comparison)}"
    return Line(label, tuple(statement_cell(cell, comparison) for cell in row.cells))


def statement_cell(cell: StatementCell, comparison: Comparison) -> LineCell:
    change = OUTCOME_WORDS[cell.outcome]
    if cell.as_at:
        where = columns_in_words(cell.as_at, comparison)
        change = ", ".join(filter(None, (change, f"as at {where}")))
    if cell.statement is None:
        return LineCell(change=change)
    pieces = cell.pieces or plain_pieces(cell.statement.bare)
    return LineCell(pieces, below_of(cell.statement), change)


def below_of(statement: StatementText | None) -> str:
    """What stands below a statement: how strongly it asks for what, and the note on it."""
    if statement is None:
        return ""
    note = f"Note: {statement.note}" if statement.note else ""
    return "\n".join(filter(None, (statement.asks, note)))


def skill_lines(comparison: Comparison) -> Iterator[Line]:
    """What stands above the skills, then each skill with the levels asked for.

    Where one is raised, its behaviours at both levels follow.
    """
    if comparison.skills_introductions:
        texts = (column.skills_introduction for column in comparison.columns)
        yield plain_line("Introduction", texts)
    for row in comparison.skills:
        yield skill_line(row)
        numbers = count(1)
        for column, cell in enumerate(row.cells):
            if cell.increase:
                yield from behaviour_lines(row, column, cell.increase, numbers)


def skill_line(row: SkillRow) -> Line:
    """The levels of a skill that the columns ask for."""
    changes = ["", *(skill_change(before, after) for before, after in pairwise(row.cells))]
    cells = (
        LineCell(plain_pieces(describe_level(cell)), about_skill(cell), change)
        for cell, change in zip(row.cells, changes, strict=True)
    )
    return Line(row.skill.marked_title, tuple(cells))


def describe_level(cell: SkillCell) -> str:
    if cell.skill is None:
        return "" if cell.outcome else "Nothing stated"
    return cell.skill.level or "Asked for"


def about_skill(cell: SkillCell) -> str:
    """Where it is assessed."""
    return cell.skill.assessed_words.capitalize() if cell.skill else ""


def skill_change(before: SkillCell, after: SkillCell) -> str:
    """What became of a skill from one column to the next, in words; nothing without a step."""
    if not after.follows:
        return ""
    if before.skill and after.skill:
        same = before.skill.level == after.skill.level
        changed = levels_apart(before.skill, after.skill) or "changed"
        return OUTCOME_WORDS[Outcome.KEPT] if same else changed
    return OUTCOME_WORDS[after.outcome]


def behaviour_lines(
    row: SkillRow, column: int, increase: LevelIncrease, numbers: Iterator[int]
) -> Iterator[Line]:
    """Each behaviour of a skill between a column and the one before.

    Args:
        row: the skill.
        column: counted from 0.
        increase: what that column adds.
        numbers: of the behaviours, on from those of an earlier increase.
    """

    def between(label: str, lower: LineCell, upper: LineCell) -> Line:
        cells = [LineCell()] * len(row.cells)
        cells[column - 1 : column + 1] = lower, upper
        return Line(f"{row.title}: {label}", tuple(cells))

    for one, number in zip(increase.indicators, numbers, strict=False):
        for kind in ("effective", "ineffective"):
            cells = behaviour_cells(increase, one, kind)
            if any(cell.pieces or cell.note for cell in cells):
                yield between(f"{kind} behaviour {number}", *cells)


def behaviour_cells(
    increase: LevelIncrease, indicator: IndicatorChange, kind: str
) -> tuple[LineCell, LineCell]:
    """One half of a pair of behaviours, at the lower level of the skill and at the higher one."""
    half: BehaviourChange = getattr(indicator, kind)
    noted = indicator.editors_note and kind == "effective"
    note = f"Editors’ note: {indicator.editors_note}" if noted else ""
    if indicator.outcome is Outcome.NEW:
        return LineCell(), LineCell(half.pieces, note, OUTCOME_WORDS[half.outcome])
    only_there = LineCell(change=f"only at {increase.lower.level}")
    if indicator.outcome is Outcome.NOT_STATED:
        return LineCell(half.pieces, note), only_there
    before = LineCell(plain_pieces(half.before))
    if half.outcome is Outcome.NOT_STATED:
        return before, replace(only_there, note=note)
    return before, LineCell(half.pieces, note, OUTCOME_WORDS[half.outcome])
