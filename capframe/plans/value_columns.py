"""Values of a column that the catalogue has to know: each is asked about once, not in every row."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from capframe.plans.choices import Choices
from capframe.plans.questions import Option, Question
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import MOST_FAULTS, Remark, shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records

# What an answer begins with that says what a value means; the others are kept as they stand here.
MEANS = "is:"
NOTHING, LEAVE_ROWS_OUT = "none", "out"
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


# These are told apart by which they are.
@dataclass(frozen=True, slots=True, eq=False)
class ValueColumn:
    """A column whose values have to be known.

    Args:
        group: of its questions.
        noun: what a value is, for example “grade”.
        name: of the column.
        within: name of the column that says in what a value is to be found.
        example: name of the column whose texts show what a value stands beside.
        is_shared: whether every value can mean the same: then questions do not say it.
        nothing: that a value means nothing; None where a row cannot do without one.
        nothing_cells: the cells of a row whose value means nothing.
        read: what the catalogue knows, for the choices of whoever imports.
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

    def key_of(self, record: Record) -> str:
        """The same for each row that has this value in the same surroundings."""
        cells = (names.folded(record.get(name)) for name in (self.within, self.name))
        return "|".join((self.group, *cells))

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


LEAVE_OUT_OPTION = Option(LEAVE_ROWS_OUT, "Leave these rows out")


@dataclass(slots=True)
class ValueRows:
    """How many rows have each of some values, and what these stand beside.

    Args:
        column: that they stand in.
        rows: the number by the key of a value.
        first: the first row of each.
    """

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
        """Whether the value of a row is asked about; if not, it is a fault.

        Args:
            name: of its column.
            record: the row.
            about: why it has to be asked.
            options: what it can mean, where that differs from value to value.
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
        """A question for each value."""
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


def apply_answers(
    records: Records, columns: Iterable[ValueColumn], choices: Choices, report: Report
) -> tuple[Records, list[Question]]:
    """The records as if their file had what the answers say, and the questions answered.

    What the catalogue has come to know since needs no answer, and keeps its own meaning.
    """
    questions: list[Question] = []
    for column in columns:
        if answers := column.find_answers(choices.answers):
            answered = AnsweredColumn(column, answers, column.read(choices))
            records = answered.apply(records, report)
            questions += answered.make_questions()
    return records, questions


class AnsweredColumn:
    """A column with the answers to what its values mean.

    Args:
        column: of a file.
        answers: by the key of the value.
        known: what the catalogue knows.
    """

    def __init__(self, column: ValueColumn, answers: Mapping[str, str], known: KnownValues) -> None:
        self.column, self.answers, self.known = column, answers, known
        self._cells = {key: self._read(answer) for key, answer in answers.items()}
        # In these a value is to be found elsewhere than its rows say.
        self._moved = {
            key.split("|")[1]
            for key, cells in self._cells.items()
            if cells is not None and column.within in cells
        } - {""}
        self._seen = ValueRows(column)

    def apply(self, records: Records, report: Report) -> Records:
        """The records with what the answers say; those that are left out are warned of, once."""
        kept, left_out = [], ValueRows(self.column)
        for record in records:
            key = self._find(record)
            if key is None:
                kept.append(self._settle_within(record))
                continue
            self._seen.add(key, record)
            cells = self._cells[key]
            if self.answers[key] == LEAVE_ROWS_OUT:
                left_out.add(key, record)
            elif cells is not None:
                kept.append(record.with_values(_with_cells(record.values, cells)))
            else:
                kept.append(record)
        self._warn_of_left_out(left_out.rows, report)
        headings = {name: name for cells in self._cells.values() for name in cells or ()}
        return Records(kept, headings | dict(records.headings))

    def make_questions(self) -> list[Question]:
        """Those that the file has the values of, and that are answered."""
        answered = [key for key in self._seen.rows if self._is_answered(key)]
        shared = self.known.list_options() if self.column.is_shared and answered else ()
        given = {option.value: option for option in self.column.complete(shared)}
        questions = []
        for key in answered:
            answer = self.answers[key]
            options = (given[answer],) if self.column.is_shared else self._list_options(key)
            questions.append(self._seen.make_question(key, answer=answer, options=options))
        return questions

    def _list_options(self, key: str) -> tuple[Option, ...]:
        return self.column.complete(self.known.list_options(self._seen.first[key]))

    def _read(self, answer: str) -> Mapping[str, str] | None:
        if answer.startswith(MEANS):
            return self.known.cells_of(answer.removeprefix(MEANS))
        return self.column.nothing_cells if answer == NOTHING and self.column.nothing else None

    def _is_answered(self, key: str) -> bool:
        return self._cells[key] is not None or self.answers[key] == LEAVE_ROWS_OUT

    def _find(self, record: Record) -> str | None:
        """The key of a row's value, where it has an answer and needs one."""
        if not record.values.get(self.column.name):
            return None
        key = self.column.key_of(record)
        return key if key in self.answers and not self.known.is_known(record) else None

    def _settle_within(self, record: Record) -> Record:
        """A row that says in what alone, which other rows with the value no longer do."""
        column = self.column
        if not self._moved or record.values.get(column.name):
            return record
        if names.folded(record.get(column.within)) not in self._moved:
            return record
        return record.with_values(_with_cells(record.values, {column.within: ""}))

    def _warn_of_left_out(self, rows: Mapping[str, int], report: Report) -> None:
        if not rows:
            return
        number, column = sum(rows.values()), self.column.name
        what = "1 row is" if number == 1 else f"{number:,} rows are"
        of = "it has a value" if number == 1 else "they have values"
        message = f"{what} left out, as answered: {of} of {column} that nothing is taken from."
        remedy = "Change the answer if they are to go in."
        report.warn(Remark.NOTE, Record(0, {}), column, message, remedy)


def _with_cells(values: Mapping[str, str], cells: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in {**values, **cells}.items() if text}
