"""What is wrong with a file, or should be looked at, said so that its author can put it right."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_VALUE = 200
# Nobody reads more; a hostile file would have one for each of its cells.
MOST_FAULTS = 10_000


class Remark(StrEnum):
    """What sort of thing a fault or warning remarks on."""

    FAULT = "fault"  # nothing can be imported before it is put right
    REPEAT = "repeat"  # a row that stands there twice, taken once
    NEAR = "near"  # differs from something else in case, spacing or punctuation only
    NEW = "new"  # would be created, and may be a slip: each is to be confirmed
    BACK = "back"  # was withdrawn and would come back: each is to be confirmed
    GONE = "gone"  # is there and would be taken away
    NOTE = "note"  # anything else that its author should know


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault or warning.

    Args:
        line: the physical line of a text file, the row's number in a spreadsheet; 0 where it is
            about the whole file.
        column: the heading as the file has it, or empty.
        value: the cell's text, cut to ``LONGEST_VALUE`` characters, or empty.
        message: what is wrong, in one sentence.
        remedy: what would be right, in one sentence, or empty.
        remark: which sort it is.
        about: what those of one remark have in common that are looked at together: of a note in
            words, of something new the sort of entry, of a near name the group of the question.
        what: what tells it from the others of these, in few words, or empty.
        cells: how many cells it is about that no earlier one of these is; 0 for its own place.
    """

    line: int
    column: str
    value: str
    message: str
    remedy: str = ""
    remark: Remark = Remark.FAULT
    about: str = ""
    what: str = ""
    cells: int = 0

    @property
    def words(self) -> str:
        """The message, and the remedy where there is one."""
        return f"{self.message} {self.remedy}".strip()


class Unreadable(Exception):
    """Raised where a file cannot be read at all.

    Args:
        problem: what is wrong, one sentence.
        remedy: what to do, one sentence.
        faults: the same by line, where it is about lines.
    """

    def __init__(self, problem: str, remedy: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy, self.faults = problem, remedy, faults


def shown(value: str) -> str:
    """A cell's text as a fault shows it: on one line, without control characters, cut short."""
    # Nearly all are printable: to look at each character costs fifty times as much.
    text = value if value.isprintable() else "".join(c if c.isprintable() else " " for c in value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def file_note(message: str, remedy: str, about: str = "") -> Fault:
    """What should be known about a whole file; ``about`` is as a fault has it."""
    return Fault(0, "", "", message, remedy, Remark.NOTE, about)
