"""The small file that says what the values of a file mean: written, and read filled in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from capframe.imports.questions.value_meanings import GroupMeanings, find_value_column, say
from capframe.plans.files.choices import Choices
from capframe.plans.files.questions import Option, Question
from capframe.plans.files.value_columns import WholeWithPlaces, is_new, split_key
from capframe.spreadsheets import names
from capframe.spreadsheets.columns import LEAVE_OUT, Column, match_headings, records_of
from capframe.spreadsheets.faults import Fault, Unreadable, shown
from capframe.spreadsheets.names import count_things
from capframe.spreadsheets.reading import read_table
from capframe.spreadsheets.table import Record

COLUMN, VALUE, WITHIN, ROWS, MEANS = FILE_COLUMNS = (
    Column("column", "Where the value stands."),
    Column("value", "As the file has it.", required=True, is_name=True),
    Column("within", "What else stands in these rows that it is looked for in.", is_name=True),
    Column("rows", "How many rows have it."),
    Column("means", "What it is.", required=True, is_name=True),
)


def write_values(questions: Iterable[Question], choices: Choices) -> Iterator[dict]:
    """A line for each value, with its answer where there is one.

    Args:
        questions: about values of columns.
        choices: of whoever imports, with the answers that are kept.
    """
    meanings, answers = Meanings(choices), choices.answers
    for question in questions:
        column, (within, _) = find_value_column(question.group), split_key(question.key)
        yield {
            COLUMN.name: column.name if column else "",
            VALUE.name: question.title,
            WITHIN.name: within,
            ROWS.name: str(question.rows),
            MEANS.name: meanings.write(question, answers.get(question.key)),
        }


class Meanings:
    """What values can mean, in words of people: read and written."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self._groups: dict[str, GroupMeanings] = {}
        self._known: dict[tuple[Option, ...], dict[str, str]] = {}

    def of_group(self, group: str) -> GroupMeanings:
        if group not in self._groups:
            self._groups[group] = GroupMeanings(group, self.choices)
        return self._groups[group]

    def _options_of(self, question: Question) -> tuple[Option, ...]:
        return self.of_group(question.group).options or question.options

    def write(self, question: Question, answer: Any) -> str:
        new = self.of_group(question.group).new
        if new and is_new(answer):
            return new.write(answer)
        options = self._options_of(question)
        return next((option.label for option in options if option.value == answer), "")

    def read(self, question: Question, text: str) -> str | None:
        """The answer that a text is; None where it is none.

        By its label, in full or as far as it is clear; or by what it is kept as. One that the value
        is new is written otherwise.
        """
        new = self.of_group(question.group).new
        if new and (answer := new.read(question.key, text)):
            return answer
        options = self._options_of(question)
        if options not in self._known:
            self._known[options] = _index_options(options)
        return self._known[options].get(names.folded(text))

    def suggest(self, question: Question, text: str) -> str:
        labels = [option.label for option in self._options_of(question)]
        listed = ", ".join(f"“{label}”" for label in labels[-2:])
        meant = names.did_you_mean(text, labels)
        remedy = f"{meant} Write the name as the catalogue has it, or one of {listed}.".strip()
        wholes = self.of_group(question.group).list_wholes()
        return f"{remedy} {say_new(wholes[0])}" if wholes else remedy


def say_new(whole: WholeWithPlaces) -> str:
    """How a small file has it that a value is new, for example in this whole."""
    return f"If it is new, write “new:”, in what, and its place: “new: {shown(whole.title)}, 3”."


def _index_options(options: Sequence[Option]) -> dict[str, str]:
    short = [names.folded(option.label.rsplit(", ", 1)[0]) for option in options]
    number = Counter(short)
    known = {
        name: option.value for name, option in zip(short, options, strict=True) if number[name] == 1
    }
    for option in options:
        for words in (option.value, say(option), option.label):
            known[names.folded(words)] = option.value
    return known


def read_values(
    name: str, content: bytes, questions: Iterable[Question], choices: Choices
) -> dict[str, str]:
    """The answers in a small file that was filled in, by the keys of these questions.

    Args:
        name: of the file.
        content: of it.
        questions: that it may answer.
        choices: of whoever imports, with the answers that are kept.

    What it says of other values is left alone, and so is a line that does not say what a value
    means.

    Raises Unreadable where it is no such file, or says what no answer is.
    """
    table = read_table(name, content)
    read = AnswerLines(questions, table.faults, choices)
    for record in records_of(table, _match(table.headings), FILE_COLUMNS):
        read.take(record)
    read.find_problems()
    if read.faults:
        number = count_things(len(read.faults), "fault")
        problem = f"The file of values has {number}."
        raise Unreadable(problem, "Nothing was taken from it.", tuple(read.faults))
    return read.answers


def _match(headings: Sequence[str]) -> list[str]:
    matched = [one or LEAVE_OUT for one in match_headings(headings, FILE_COLUMNS)]
    for column in FILE_COLUMNS:
        if matched.count(column.name) != 1 and (column.required or column.name in matched):
            raise Unreadable(
                f"The file of values needs the column {column.name}, once.",
                "Download the small file, and fill in its column means.",
            )
    return matched


class AnswerLines:
    """Takes answers from the lines of a small file, and finds what is none."""

    def __init__(
        self, questions: Iterable[Question], faults: Iterable[Fault], choices: Choices
    ) -> None:
        self.asked = _index_questions(questions)
        self.faults = list(faults)
        self.answers: dict[str, str] = {}
        self._meanings = Meanings(choices)
        # The new ones by group, and the lines that say so.
        self._new: dict[str, dict[str, Record]] = defaultdict(dict)

    def take(self, record: Record) -> None:
        means = record.get(MEANS.name)
        for question in self.asked.get(names.folded(record.get(VALUE.name)), ()) if means else ():
            if not _is_about(record, question):
                continue
            answer = self._meanings.read(question, means)
            if answer is None:
                self.faults.append(_fault(record, self._meanings.suggest(question, means)))
            elif self.answers.setdefault(question.key, answer) != answer:
                remedy = "Another line says otherwise: leave one of them out."
                self.faults.append(_fault(record, remedy))
            elif is_new(answer):
                self._new[question.group][question.key] = record

    def find_problems(self) -> None:
        """Find what is said to be new and cannot be, once all lines are taken."""
        kept = self._meanings.choices.answers
        for group, lines in self._new.items():
            problems = self._meanings.of_group(group).find_problems(kept, self.answers)
            self.faults += [
                _fault(record, problems[key]) for key, record in lines.items() if key in problems
            ]


def _index_questions(questions: Iterable[Question]) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if find_value_column(question.group):
            found[names.folded(question.title)].append(question)
    return found


def _is_about(record: Record, question: Question) -> bool:
    """Whether a line is about the value of a question; what it leaves out tells nothing."""
    column = find_value_column(question.group)
    within, said = record.get(WITHIN.name), record.get(COLUMN.name)
    is_column = not said or (column is not None and names.folded(said) == column.name)
    return is_column and (not within or names.folded(within) == split_key(question.key)[0])


def _fault(record: Record, remedy: str) -> Fault:
    message = f"This is no answer to what “{shown(record.get(VALUE.name))}” means."
    return Fault(record.line, MEANS.name, shown(record.get(MEANS.name)), message, remedy)
