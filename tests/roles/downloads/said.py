"""What a comparison says, in one form for the comparison itself, its page and its files.

White space is left out: where it may break is not the same everywhere.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from capframe.base.worddiff import WordChange
from roles.compare.comparison import Comparison
from roles.compare.statement_rows import Outcome
from roles.downloads.office import xml_text

OUTCOME_WORDS = {
    Outcome.KEPT: "kept",
    Outcome.REWORDED: "reworded",
    Outcome.NEW: "new",
    Outcome.DROPPED: "dropped",
    Outcome.UNMATCHED: "",
    None: "",
}
SKILLS = "Skills and competencies asked for"


class Said(NamedTuple):
    """What one column says: the text and its note, and what changed since the column before."""

    text: str = ""
    change: str = ""
    removed: str = ""
    added: str = ""

    def __add__(self, more):
        """This and what is said of it in the next row."""
        return Said(*(one + other for one, other in zip(self, more, strict=True)))


@dataclass
class Read:
    """A comparison as somebody reads it.

    Args:
        statements: the columns, by the section and the number of the statement in it.
        levels: of each skill, what each column asks, and whether it is raised there.
        behaviours: the columns, by what the row is called.
        pay: what each column pays, by location.
    """

    columns: list[str]
    statements: dict[tuple[str, int], list[Said]] = field(default_factory=dict)
    levels: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    behaviours: dict[str, list[Said]] = field(default_factory=dict)
    pay: dict[str, list[str]] = field(default_factory=dict)

    def take(self, section: str, row: str, cells: list[Said]) -> None:
        """Take in a row of a file."""
        if row.startswith("Statement "):
            self.statements[section, int(row.split()[1])] = cells
        elif row.startswith("Pay a year"):
            self.pay[row] = [cell.text for cell in cells]
        elif section == SKILLS and "behaviour" in row:
            self.behaviours[row] = cells
        elif section == SKILLS:
            self.levels[row] = [(cell.text, cell.change == "raised") for cell in cells]

    def take_behaviour(self, outcome, where, lower: str, upper: Said, only_at: str) -> None:
        """Take in one half of a pair of behaviours.

        Args:
            outcome: of the pair.
            where: the skill, which half, and the number of the column that asks for more.
            lower: what stood there before.
            upper: what stands there.
            only_at: the words by which a pair is known that only the lower level has.
        """
        skill, kind, number = where
        before, after = Said(lower or silent(kind)), upper
        if outcome == Outcome.NEW:
            before, after = Said(), upper._replace(change="new")
        elif outcome == Outcome.DROPPED:
            before, after = upper, Said(change=only_at.lower())
        else:
            changed = upper.removed or upper.added
            after = upper._replace(change="reworded" if changed else "kept")
        halves = sum(row.startswith(f"{skill}: {kind} ") for row in self.behaviours)
        cells = [Said()] * len(self.columns)
        cells[number - 1 : number + 1] = before, after
        self.behaviours[f"{skill}: {kind} behaviour {halves + 1}"] = cells


def bare(text: str) -> str:
    """The text without white space and what stands for characters that XML forbids."""
    return "".join(xml_text(text).replace("\ufffd", "").split())


def silent(kind: str) -> str:
    return bare(f"The source gives no {kind} behaviour.")


def of_comparison(comparison: Comparison) -> Read:
    """What the comparison itself says."""
    read = Read([column.title for column in comparison.columns])
    for section in comparison.sections:
        for number, row in enumerate(section.rows, start=1):
            read.statements[section.title, number] = [said(cell) for cell in row.cells]
    for row in comparison.skills:
        take_skill(read, row)
    for row in comparison.pay:
        read.pay[f"Pay a year, {row.location}"] = [bare(pounds(pay)) for _, pay in row.paid]
    if not comparison.pay:
        read.pay["Pay a year"] = [bare(pounds(None))] * len(comparison.columns)
    return read


def said(cell) -> Said:
    note = f"Note: {cell.statement.note}" if cell.statement and cell.statement.note else ""
    text = cell.statement.bare if cell.statement else ""
    return Said(bare(text + note), OUTCOME_WORDS[cell.outcome], *told(cell.pieces))


def told(pieces) -> tuple[str, str]:
    """What was removed and what was added."""
    removed, added = (
        "".join(piece.text for piece in pieces if piece.change is change)
        for change in (WordChange.REMOVED, WordChange.ADDED)
    )
    return bare(removed), bare(added)


def without(change, pieces) -> str:
    """The text without the words that were removed, or added."""
    return bare("".join(piece.text for piece in pieces if piece.change is not change))


def take_skill(read: Read, row) -> None:
    """A skill with its behaviours where more is asked."""
    read.levels[row.title] = [(level(cell), bool(cell.increase)) for cell in row.cells]
    for number, cell in enumerate(row.cells):
        for one in cell.increase.indicators if cell.increase else ():
            for kind in ("effective", "ineffective"):
                pieces = getattr(one, kind)
                text = without(WordChange.REMOVED, pieces) if pieces else silent(kind)
                note = f"Editors’ note: {one.editors_note}" if one.editors_note else ""
                upper = Said(text + bare(note if kind == "effective" else ""), "", *told(pieces))
                lower = without(WordChange.ADDED, pieces)
                only_at = f"Only at {cell.increase.lower.level}"
                read.take_behaviour(one.outcome, (row.title, kind, number), lower, upper, only_at)


def level(cell) -> str:
    if cell.skill is None:
        return bare("Not asked for")
    silent = cell.increase and not cell.increase.indicators
    more = "The source gives no behaviours at these levels." if silent else ""
    return bare((cell.skill.level or "Asked for, no level named") + more)


def pounds(pay) -> str:
    return f"£{pay.minimum:,} to £{pay.maximum:,}" if pay else "No pay stated"
