"""A comparison as the plain lines that every file made from it writes down.

What a file says is decided here, so that all say the same; how it looks, in each file's own module.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise

from capframe.base.worddiff import Piece, WordChange, plain_pieces, split_spaces
from grades.plain import NO_GRADE, Pay
from roles.compare.comparison import Comparison, SectionRow, SkillCell, SkillRow
from roles.compare.level_increases import IndicatorChange, Rise
from roles.compare.threads import Fate, Thread, ThreadCell

CHANGES = {
    Fate.KEPT: "kept",
    Fate.REWORDED: "reworded",
    Fate.NEW: "new",
    Fate.GONE: "dropped",
    Fate.ALONE: "",  # the line of the headings says which column has no such section
    None: "",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column says in a line.

    Args:
        pieces: its text, with the words marked that changed since the column before.
        note: what stands below the text.
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
    def says(self) -> tuple[str, str]:
        """The text and the note without regard to white space."""
        return " ".join(self.text.split()), " ".join(self.note.split())


@dataclass(frozen=True, slots=True)
class Line:
    """One thing across the columns: a cell for each."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...]


def blocks_of(comparison: Comparison) -> tuple[Block, ...]:
    """Everything that the comparison says: facts, then sections, then skills."""
    sections = (
        Block(section.title, tuple(section_lines(section))) for section in comparison.sections
    )
    facts = Block("About the role levels", tuple(fact_lines(comparison)))
    skills = Block("Skills and competencies asked for", tuple(skill_lines(comparison)))
    return (facts, *sections, skills) if comparison.skills else (facts, *sections)


def fact_lines(comparison: Comparison) -> Iterator[Line]:
    """Grade, job family, pay at each location, location and source."""
    columns = comparison.columns
    yield line("Grade", (str(column.grade or NO_GRADE) for column in columns))
    yield line("Job family", (column.family for column in columns))
    for row in comparison.pay:
        yield line(f"Pay a year, {row.location}", (pay_of(pay) for _, pay in row.paid))
    if not comparison.pay:
        yield line("Pay a year", (pay_of(None) for _ in columns))
    yield line("Location", (column.location or not_given("location") for column in columns))
    yield line("Source", (column.source.title for column in columns))


def line(label: str, texts: Iterator[str]) -> Line:
    """A line in which nothing is marked."""
    return Line(label, tuple(Cell(plain_pieces(text)) for text in texts))


def pay_of(pay: Pay | None) -> str:
    """Pounds a year, from and to."""
    return pay.amounts if pay else "No pay stated"


def not_given(what: str) -> str:
    """The plain words that the source is silent."""
    return f"The source gives no {what}."


def section_lines(section: SectionRow) -> Iterator[Line]:
    """The sources' own headings where they tell more than the title, and each statement."""
    if section.headings or section.without or not section.threads:
        headings = (each.heading if each else "No such section" for each in section.sections)
        yield line("Heading in the source", headings)
    for number, thread in enumerate(section.threads, start=1):
        yield statement_line(number, thread)


def statement_line(number: int, thread: Thread) -> Line:
    """One responsibility across the columns."""
    return Line(f"Statement {number}", tuple(map(statement_cell, thread.cells)))


def statement_cell(cell: ThreadCell) -> Cell:
    """What one column says of it."""
    change = CHANGES[cell.fate]
    if cell.statement is None:
        return Cell(change=change)
    note = f"Note: {cell.statement.note}" if cell.statement.note else ""
    return Cell(cell.pieces or plain_pieces(cell.statement.bare), note, change)


def skill_lines(comparison: Comparison) -> Iterator[Line]:
    """Each skill with the levels asked for; where one rises, each behaviour at both levels."""
    for row in comparison.skills:
        yield skill_line(row)
        places = count(1)
        for number, cell in enumerate(row.cells):
            if cell.rise:
                yield from rise_lines(row, number, cell.rise, places)


def skill_line(row: SkillRow) -> Line:
    """The levels of a skill that the columns ask for."""
    changes = ["", *(skill_change(before, after) for before, after in pairwise(row.cells))]
    cells = (
        Cell(plain_pieces(level_of(cell)), silence_of(cell), change)
        for cell, change in zip(row.cells, changes, strict=True)
    )
    return Line(row.title, tuple(cells))


def level_of(cell: SkillCell) -> str:
    """The level that a column asks for."""
    if cell.skill is None:
        return "Not asked for"
    return cell.skill.level or "Asked for, no level named"


def silence_of(cell: SkillCell) -> str:
    """That nobody says what a higher level adds, where that is so."""
    silent = cell.rise and not cell.rise.indicators
    return not_given("behaviours at these levels") if silent else ""


def skill_change(before: SkillCell, after: SkillCell) -> str:
    """What became of a skill from one column to the next, in a word."""
    if after.rise:
        return "raised"
    if before.skill and after.skill:
        return CHANGES[Fate.KEPT] if before.skill.level == after.skill.level else "changed"
    if before.skill or after.skill:
        return CHANGES[Fate.NEW if after.skill else Fate.GONE]
    return ""


def rise_lines(row: SkillRow, number: int, rise: Rise, places: Iterator[int]) -> Iterator[Line]:
    """Each behaviour of a skill between the column with this number and the one before.

    Args:
        row: the skill.
        number: of the column, counted from 0.
        rise: what that column adds.
        places: to number the behaviours by, on from those of an earlier rise.
    """

    def between(label: str, lower: Cell, upper: Cell) -> Line:
        cells = [Cell()] * len(row.cells)
        cells[number - 1 : number + 1] = lower, upper
        return Line(f"{row.title}: {label}", tuple(cells))

    for one, place in zip(rise.indicators, places, strict=False):
        yield between(f"effective behaviour {place}", *behaviour(rise, one, "effective"))
        yield between(f"ineffective behaviour {place}", *behaviour(rise, one, "ineffective"))


def behaviour(rise: Rise, one: IndicatorChange, kind: str) -> tuple[Cell, Cell]:
    """One half of a pair of behaviours, at the lower level of the skill and at the higher one."""
    pieces: tuple[Piece, ...] = getattr(one, kind) or plain_pieces(not_given(f"{kind} behaviour"))
    note = f"Editors’ note: {one.editors_note}" if one.editors_note and kind == "effective" else ""
    if one.fate is Fate.NEW:
        return Cell(), Cell(pieces, note, CHANGES[one.fate])
    if one.fate is Fate.GONE:
        return Cell(pieces, note), Cell(change=f"only at {rise.lower.level}")
    before = plain_pieces(text_before(pieces) or not_given(f"{kind} behaviour"))
    kept = all(piece.change is WordChange.SAME for piece in pieces)
    return Cell(before), Cell(pieces, note, CHANGES[Fate.KEPT if kept else Fate.REWORDED])


def text_before(pieces: tuple[Piece, ...]) -> str:
    """The words that stood there before any was added or removed."""
    old = (piece for piece in pieces if piece.change is not WordChange.ADDED)
    return "".join(space + text for space, (_, text) in split_spaces(old))
