"""What becomes of the statements of two role levels: plain, frozen objects."""

from collections.abc import Iterable
from dataclasses import dataclass

from capframe.base.outcomes import Outcome
from capframe.base.worddiff import Piece
from roles.compare.comparison import section_rows
from roles.compare.statement_rows import StatementRow
from roles.profiles import Profile
from roles.section_texts import StatementText
from roles.step_up.qualifications import strength_change
from roles.strengths import strength_words


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement of either role level, or of both.

    Args:
        statement: as it stands at the level to go to, or, where that does not state it, at the
            other.
        pieces: of a reworded one, its text with the changed words marked.
        before: of a rewritten one, what the level to start from says.
        is_qualification: whether it speaks of a qualification.
    """

    outcome: Outcome
    statement: StatementText
    pieces: tuple[Piece, ...]
    asks: str = ""
    before: str = ""

    @property
    def is_qualification(self) -> bool:
        """Whether it asks for a qualification."""
        return bool(self.statement.qualifications)


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """The statements of one section type but for those that ask for a qualification.

    Args:
        in_start, in_goal: whether the role levels have such a section.
    """

    title: str
    in_start: bool
    in_goal: bool
    changes: tuple[StatementChange, ...]


def statement_changes(
    start: Profile, goal: Profile
) -> tuple[tuple[StatementChange, ...], tuple[SectionChanges, ...]]:
    """Those that ask for a qualification, and the sections without them."""
    asking: list[StatementChange] = []
    sections: list[SectionChanges] = []
    for row in section_rows((start, goal)):
        changes = [change for one in row.rows for change in changes_of(one)]
        asking += [change for change in changes if change.is_qualification]
        rest = sort_changes(change for change in changes if not change.is_qualification)
        if rest:
            in_start, in_goal = (section is not None for section in row.sections)
            sections.append(SectionChanges(row.title, in_start, in_goal, rest))
    return sort_changes(asking), tuple(sections)


def changes_of(row: StatementRow) -> list[StatementChange]:
    """What becomes of the statements of a row, which are paired as the comparison pairs them.

    Only where one of a pair asks for a qualification and the other does not, the one is not stated
    again and the other is new.
    """
    first, second = row.cells
    before, after = first.statement, second.statement
    if (
        before
        and after
        and second.outcome
        and bool(before.qualifications) == bool(after.qualifications)
    ):
        asks = strength_change(before.strength, after.strength)
        change = StatementChange(second.outcome, after, second.pieces, asks, second.before)
        return [change]
    new = after and StatementChange(Outcome.NEW, after, (), strength_words(after.strength))
    not_stated = before and StatementChange(Outcome.NOT_STATED, before, ())
    return [change for change in (not_stated, new) if change]


def sort_changes(changes: Iterable[StatementChange]) -> tuple[StatementChange, ...]:
    """First what is to be done: new, changed, kept, not stated again."""
    order = (
        *(Outcome.NEW, Outcome.REWRITTEN, Outcome.REWORDED),
        *(Outcome.KEPT, Outcome.NOT_STATED),
    )
    return tuple(sorted(changes, key=lambda change: order.index(change.outcome)))
