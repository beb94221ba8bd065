"""What was answered about the values of columns, as if the file said it."""

from collections.abc import Iterable, Mapping

from capframe.plans.files.choices import Choices
from capframe.plans.files.questions import Option, Question
from capframe.plans.files.value_columns import (
    LEAVE_ROWS_OUT,
    MEANS,
    NOTHING,
    KnownValues,
    NewValues,
    ValueColumn,
    ValueRows,
    is_new,
    split_key,
)
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records

LEFT_OUT = "Rows are left out, as answered"


def apply_answers(
    records: Records, columns: Iterable[ValueColumn], choices: Choices, report: Report
) -> tuple[Records, list[Question]]:
    """The records as if their file had what the answers say, and the questions answered.

    What the catalogue has come to know since needs no answer, and keeps its own meaning.
    """
    questions: list[Question] = []
    for column in columns:
        if answers := column.find_answers(choices.answers):
            known = column.read(choices)
            new = column.read_new(known, choices) if column.read_new else None
            answered = AnsweredColumn(column, answers, known, new)
            records = answered.apply(records, report)
            questions += answered.make_questions()
    return records, questions


class AnsweredColumn:
    """A column with the answers to what its values mean, by the keys of the values."""

    def __init__(
        self,
        column: ValueColumn,
        answers: Mapping[str, str],
        known: KnownValues,
        new: NewValues | None = None,
    ) -> None:
        self.column, self.answers, self.known, self.new = column, answers, known, new
        self._problems = new.find_problems(dict(sorted(answers.items()))) if new else {}
        self._cells = {key: self._read(key, answer) for key, answer in answers.items()}
        # In these a value is to be found elsewhere than its rows say.
        self._moved = {
            split_key(key)[0]
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
        self._warn_of_problems(report)
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
            options: tuple[Option, ...]
            if self.new and is_new(answer):
                options = (self.new.describe(key, answer),)
            else:
                options = (given[answer],) if self.column.is_shared else self._list_options(key)
            questions.append(self._seen.make_question(key, answer=answer, options=options))
        return questions

    def _list_options(self, key: str) -> tuple[Option, ...]:
        return self.column.complete(self.known.list_options(self._seen.first[key]))

    def _read(self, key: str, answer: str) -> Mapping[str, str] | None:
        if self.new and is_new(answer):
            return None if key in self._problems else self.new.cells_of(key, answer)
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
        report.warn(Remark.NOTE, Record(0, {}), column, message, remedy, LEFT_OUT)

    def _warn_of_problems(self, report: Report) -> None:
        for key in self._problems.keys() & self._seen.first.keys():
            record, name = self._seen.first[key], self.column.name
            message = f"What was answered of “{shown(record.get(name))}” cannot be done."
            report.warn(Remark.NOTE, record, name, message, self._problems[key])


def _with_cells(values: Mapping[str, str], cells: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in {**values, **cells}.items() if text}
