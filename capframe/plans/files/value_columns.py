"""Values of a column that the catalogue has to know: each is asked about once, not in every row."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from django.db.models import Model

from capframe.plans.files.choices import Choices
from capframe.plans.files.questions import Option, Question
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import MOST_FAULTS, shown
from capframe.spreadsheets.table import Record

# What an answer begins with that says what a value means; the others are kept as they stand here.
MEANS = "is:"
NOTHING, LEAVE_ROWS_OUT = "none", "out"
# Or that it is something new; the address of a whole and a place there follow.
NEW = "new:"
LONGEST_VALUE = 200
MOST_EXAMPLES = 2


class KnownValues(Protocol):
    """What the catalogue knows of the values of a column."""

    def is_known(self, record: Record) -> bool:
        """Whether a row's value needs no answer."""

    def cells_of(self, meant: str) -> Mapping[str, str] | None:
        """The cells of a row that means this; None where it is no longer there."""

    def list_options(self, record: Record | None = None) -> Sequence[Option]:
        """What the value of a row can mean; what any value can, where no row is given."""


def is_new(answer: Any) -> bool:
    return isinstance(answer, str) and answer.startswith(NEW)


def join_new(whole: str, place: int) -> str:
    """The answer that a value is something new of a whole, at a place there."""
    return f"{NEW}{whole}/{place}"


def split_new(answer: str) -> tuple[str, str]:
    """The address of the whole that such an answer names, and the place, as it is written."""
    whole, _, place = answer.removeprefix(NEW).rpartition("/")
    return whole, place


class WholeWithPlaces(NamedTuple):
    """What something new can stand in.

    Args:
        option: in words, that a value is something new of it.
        places: those that are taken, each with what has it.
    """

    address: str
    title: str
    option: str
    places: Sequence[tuple[int, str]]


class NewValues(Protocol):
    """What the values of a column can be that the catalogue does not have."""

    def list_wholes(self) -> Sequence[WholeWithPlaces]:
        """What something new can stand in."""

    def find_problems(self, answers: Mapping[str, Any]) -> dict[str, str]:
        """By their keys, why answers cannot be followed; of two for one place the later."""

    def find_existing(self, key: str, answer: str) -> str:
        """The answer that the value is what the whole has by this name; empty if it has none."""

    def cells_of(self, key: str, answer: str) -> Mapping[str, str]:
        """The cells of a row that means this, which has no problem."""

    def describe(self, key: str, answer: str) -> Option:
        """The answer in words, and between what it would stand."""

    def read(self, key: str, text: str) -> str | None:
        """The answer that somebody wrote, “new: Civil Service, 3”; None where it is none."""

    def write(self, answer: str) -> str:
        """The answer as ``read`` takes it."""


# These are told apart by which they are.
@dataclass(frozen=True, slots=True, eq=False)
class ValueColumn:
    """A column whose values have to be known.

    Args:
        noun: what a value is, for example “grade”.
        within: name of the column that says in what a value is to be found.
        example: name of the column whose texts show what a value stands beside.
        is_shared: whether every value can mean the same: then questions do not say it.
        nothing: that a value means nothing; None where a row cannot do without one.
        nothing_cells: the cells of a row whose value means nothing.
        read: what the catalogue knows, for the choices of whoever imports.
        read_new: what a value can be that it does not know; None where it cannot be new.
        adds: of what a new one is.
        whole_question: the key of the question that asks once in what all values are that a file
            gives without it; empty where none does.
    """

    group: str
    noun: str
    name: str
    within: str
    example: str
    read: Callable[[Choices], KnownValues]
    is_shared: bool = False
    nothing: Option | None = None
    nothing_cells: Mapping[str, str] = field(default_factory=dict)
    read_new: Callable[[Any, Choices], NewValues] | None = None
    adds: type[Model] | None = None
    whole_question: str = ""

    def key_of(self, record: Record) -> str:
        """The same for each row that has this value in the same surroundings."""
        cells = (names.folded(record.get(name)) for name in (self.within, self.name))
        return "|".join((self.group, *map(_escape, cells)))

    def find_answers(self, answers: Mapping[str, Any]) -> dict[str, str]:
        """Those of the answers that are about this column."""
        return {
            key: answer
            for key, answer in answers.items()
            if key.startswith(f"{self.group}|") and isinstance(answer, str)
        }

    def complete(self, options: Iterable[Option]) -> tuple[Option, ...]:
        """What a value can mean, and what else can be done with its rows."""
        nothing = [self.nothing] if self.nothing else []
        return (*options, *nothing, LEAVE_OUT_OPTION)


def split_key(key: str) -> tuple[str, str]:
    """What the rows of a value's key say that it is in, and the value, as names are compared."""
    _, within, value = key.split("|")
    return _unescape(within), _unescape(value)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("|", "%7C")


def _unescape(text: str) -> str:
    return text.replace("%7C", "|").replace("%25", "%")


LEAVE_OUT_OPTION = Option(LEAVE_ROWS_OUT, "Leave these rows out")


@dataclass(slots=True)
class ValueRows:
    """How many rows have each of some values, by its key, and what these stand beside."""

    column: ValueColumn
    rows: Counter[str] = field(default_factory=Counter)
    first: dict[str, Record] = field(default_factory=dict)
    _examples: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, key: str, record: Record) -> None:
        self.rows[key] += 1
        self.first.setdefault(key, record)
        examples = self._examples.setdefault(key, {})
        if len(examples) < MOST_EXAMPLES and (example := record.get(self.column.example)):
            examples[shown(example)] = None

    def make_question(self, key: str, about: str = "", **values: Any) -> Question:
        """The question about a value; it says in what this is looked for, if nothing else."""
        first = self.first[key]
        within = shown(first.get(self.column.within))
        return Question(
            key=key,
            group=self.column.group,
            title=shown(first.get(self.column.name)),
            about=about or (f"Looked for in “{within}”." if within else ""),
            rows=self.rows[key],
            examples=tuple(self._examples[key]),
            command=f"Say what it means with --values FILE, or --answer “{key}=…”.",
            **values,
        )


class OpenValue(NamedTuple):
    """A value that has to be asked about: why, what it can mean, and the row that has it first."""

    about: str
    options: tuple[Option, ...]
    record: Record


@dataclass(slots=True)
class OpenValues:
    """The values of a file that somebody has to say the meaning of.

    Args:
        columns: whose values are asked about; none where nobody can be asked.
        answers: that are there, and may mean nothing any more.
    """

    columns: Collection[ValueColumn] = ()
    answers: Collection[str] = ()
    _found: dict[ValueColumn, dict[str, OpenValue]] = field(default_factory=dict)

    def ask(self, name: str, record: Record, about: str, options: Sequence[Option] = ()) -> bool:
        """Whether the value of a row is asked about, and why; if not, it is a fault.

        The options are what it can mean, where that differs from value to value.
        """
        column = next((one for one in self.columns if one.name == name), None)
        if column is None or not 0 < len(record.get(name)) <= LONGEST_VALUE:
            return False
        found, key = self._found.setdefault(column, {}), column.key_of(record)
        if key not in found and len(found) < MOST_FAULTS:
            # An answer that is none of a question's options is no answer.
            is_limited = bool(options) or key in self.answers
            found[key] = OpenValue(about, column.complete(options) if is_limited else (), record)
        return key in found

    def make_questions(self, rows: Iterable[Record]) -> list[Question]:
        questions: list[Question] = []
        for column, found in self._found.items():
            seen = ValueRows(column)
            for record in rows:
                if record.get(column.name) and (key := column.key_of(record)) in found:
                    seen.add(key, record)
            for key, value in found.items():
                if key not in seen.rows:
                    seen.add(key, value.record)
                question = seen.make_question(key, about=value.about, options=value.options)
                questions.append(question)
        return questions
