"""What every kind of bulk import has in common: its columns and its check."""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from django.db.models import QuerySet

from capframe.base.models import Entry, Source
from capframe.plans.builder import PlanBuilder
from capframe.plans.bulk import pause_garbage_collection
from capframe.plans.existing import newest_history_versions
from capframe.plans.files.answered_values import apply_answers
from capframe.plans.files.choices import (
    COMMON_FLAGS,
    DECODE_HTML,
    KEEP_LIST_MARKS,
    KEEP_PLACEHOLDERS,
    SPLIT_NAMES,
    Choices,
    DefaultChoice,
    FlagChoice,
    ValueChoice,
)
from capframe.plans.files.exports import ExportChoice
from capframe.plans.files.questions import Question
from capframe.plans.files.several_names import settle_names
from capframe.plans.files.stand_ins import StandInChoice, stand_in
from capframe.plans.files.taking_away import find_taken_away
from capframe.plans.files.value_columns import OpenValues, ValueColumn
from capframe.plans.files.wide_tables import MatchWide
from capframe.plans.plan import Plan
from capframe.plans.returning import find_returning
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.excel_changes import find_excel_changes
from capframe.spreadsheets.faults import Fault
from capframe.spreadsheets.html_markup import take_html
from capframe.spreadsheets.list_cells import ListColumns, take_lists
from capframe.spreadsheets.placeholders import take_out_placeholders
from capframe.spreadsheets.report import Report, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Record, Records
from capframe.spreadsheets.texts import without_blanks
from capframe.spreadsheets.tidying import tidy_records


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    With errors, or questions that must be answered first, there is nothing to apply, and the plan
    is empty.
    """

    plan: Plan
    errors: Sequence[Fault] = field(default_factory=tuple)
    warnings: Sequence[Fault] = field(default_factory=tuple)
    questions: Sequence[Question] = field(default_factory=tuple)


class Progress(Protocol):
    """Is told how far long work has come."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """``done`` of ``total`` rows or objects in this step, which is named in words."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """A file while it is checked.

    Args:
        rows: each once.
        builder: is told what should become of each entry. With faults the plan is of no use, but
            it is made, so that all faults are found.
        questions: that the file leaves open, those that were answered among them.
        open_values: the values whose meaning somebody has to say.
    """

    rows: Sequence[Record]
    columns: tuple[Column, ...]
    choices: Choices
    report: Report
    progress: Progress
    builder: PlanBuilder = field(default_factory=PlanBuilder)
    questions: list[Question] = field(default_factory=list)
    open_values: OpenValues = field(default_factory=OpenValues)

    def ask(self, question: Question, can_follow: Callable[[Any], bool] | None = None) -> Any:
        """Have whoever imports asked. Returns an answer that can be followed, or None."""
        answer = question.find_answer(self.choices.answers)
        if answer is not None and can_follow is not None and not can_follow(answer):
            question, answer = replace(question, refused=answer), None
        self.questions.append(replace(question, answer=answer))
        return answer


def read_example(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of a filled example, which stands as a CSV file beside the code of its kind."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(map(without_blanks, csv.DictReader(file)))


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What files of a kind may leave open, and a small file of another kind would say.

    Args:
        kind: the name of that other kind.
        find: from the primary keys of what an import touched, by the label of their model, to
            those of what is left open.
        describe: says how many are left open.
        rows: of the small file, filled with today's state of what is left open.
    """

    kind: str
    find: Callable[[Mapping[str, Collection[int]]], Sequence[int]]
    describe: Callable[[int], str]
    rows: Callable[[Collection[int]], Iterable[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of file that is imported and exported.

    Args:
        plan_rows: tells the builder of a file's check what its rows would change.
        example: rows of a filled example, each a text for each column that it fills.
        export: the rows of everything that the catalogue holds of this kind, each a text for each
            column, in the order in which an import gives them back; the first argument says
            whether drafts and withdrawn entries are among them, the second of which entries alone
            the rows are.
        export_choices: how these entries may be chosen.
        values: what else is chosen, of a few values.
        lists: the columns that hold one thing of a list in each cell.
        missed: the models of what is warned of where a file takes it away.
        other_columns: what else a heading may mean, that exports do not write: what stands in the
            headings of wide tables, and what is only compared.
        match_wide: the columns of a table whose headings are not all names of columns.
        value_columns: the columns whose values have to be known, and are asked about.
        creates: whether a file of this kind makes new entries, from a document.
        stand_ins: what may be chosen to stand in for columns that a file does not have.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    models: tuple[type[Entry], ...]
    plan_rows: Callable[[FileCheck], object]
    example: Sequence[dict[str, str]]
    export: Callable[[bool, QuerySet | None], Iterable[dict[str, Any]]]
    export_choices: tuple[ExportChoice, ...] = ()
    defaults: tuple[DefaultChoice, ...] = ()
    flags: tuple[FlagChoice, ...] = COMMON_FLAGS
    values: tuple[ValueChoice, ...] = ()
    lists: tuple[ListColumns, ...] = ()
    missed: tuple[type[Entry], ...] = ()
    other_columns: tuple[Column, ...] = ()
    match_wide: MatchWide | None = None
    value_columns: tuple[ValueColumn, ...] = ()
    creates: bool = True
    question: OpenQuestion | None = None
    stand_ins: tuple[StandInChoice, ...] = ()

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """All that a heading may mean."""
        return (*self.columns, *self.other_columns)

    @property
    def grouped_columns(self) -> dict[str, list[Column]]:
        """All that a heading may mean, by the title of the group."""
        groups: dict[str, list[Column]] = {}
        for column in self.all_columns:
            groups.setdefault(column.group, []).append(column)
        return groups

    @property
    def has_status(self) -> bool:
        """Whether anything new of this kind can be a draft."""
        return self.creates and any(hasattr(model, "status") for model in self.models)

    def default_for(self, column: str) -> DefaultChoice | None:
        """What may be chosen for rows without this column; None where nothing may."""
        return next((each for each in self.defaults if each.name == column), None)

    def check(self, records: Records, choices: Choices, progress: Progress) -> Checked:
        """What a file would change, and everything that is wrong with it; nothing is written."""
        if deleted := tuple(self._find_deleted(choices)):
            return Checked(Plan(), deleted)
        compared: list[type[Entry]] = [*self.models, *([Source] if self.creates else [])]
        history_versions = newest_history_versions(compared)
        report = Report(records.headings)
        with pause_garbage_collection():
            records = self._tidy_cells(records, choices, report)
            records, answered = apply_answers(records, self.value_columns, choices, report)
            for choice in self.stand_ins:
                records = stand_in(records, choice, choices.values.get(choice.name, ""))
            file = self._check_rows(records, choices, progress)
            self.plan_rows(file)
            asked = [*file.open_values.make_questions(file.rows), *answered]
            file.questions.extend(
                sorted(asked, key=lambda question: (-question.rows, question.key))
            )
        # What is wrong with a cell as it is written stands for all else that is wrong with it.
        cells = {(fault.line, fault.column) for fault in report.errors}
        others = [one for one in file.report.errors if (one.line, one.column) not in cells]
        report.errors += others
        report.warnings += file.report.warnings
        plan = Plan()
        if not report.errors and not any(question.stops for question in file.questions):
            plan = file.builder.plan
            plan.history_versions |= history_versions
        about_plan = (*find_returning(plan), *find_taken_away(plan, self.missed))
        warnings = (*report.sorted_warnings, *about_plan)
        return Checked(plan, report.sorted_errors, warnings, tuple(file.questions))

    def _tidy_cells(self, records: Records, choices: Choices, report: Report) -> Records:
        """The records with what their cells mean, however they are written."""
        records = take_html(records, is_decoded=DECODE_HTML.name in choices.flags, report=report)
        records = tidy_records(records, report)
        is_split = SPLIT_NAMES.name in choices.flags
        records = settle_names(records, self.all_columns, report, takes_apart=is_split)
        find_excel_changes(records, self.all_columns, report)
        if KEEP_LIST_MARKS.name not in choices.flags:
            for columns in self.lists:
                records = take_lists(records, columns, report)
        if KEEP_PLACEHOLDERS.name in choices.flags:
            return records
        required = {one.name for one in self.columns if one.required} - choices.defaults.keys()
        return take_out_placeholders(records, self.all_columns, required, report)

    def _check_rows(self, records: Records, choices: Choices, progress: Progress) -> FileCheck:
        """The file with what is wrong with its rows by themselves, without the catalogue."""
        report = Report(records.headings)
        rows = without_repeats(records, report)
        for column in self.columns:
            is_needed = column.required and self.default_for(column.name) is None
            if is_needed and not records.is_full(column.name):
                find_missing(rows, column, report)
        find_too_long(rows, self._find_long_columns(records), report)
        asked = OpenValues(self.value_columns if choices.asks else (), choices.answers)
        return FileCheck(rows, self.all_columns, choices, report, progress, open_values=asked)

    def _find_long_columns(self, records: Records) -> list[Column]:
        """The columns of a file with a text that is longer than it may be."""
        limited = [one for one in self.all_columns if one.longest and records.has(one.name)]
        return [
            one
            for one in limited
            if max(map(len, records.texts_in(one.name)), default=0) > (one.longest or 0)
        ]

    def _find_deleted(self, choices: Choices) -> Iterator[Fault]:
        """A fault for each entry that was chosen and has been deleted since."""
        chosen: list[tuple[type[Entry], int | None]] = [(Source, choices.source)]
        chosen += [(each.model, choices.defaults.get(each.name)) for each in self.defaults]
        for model, pk in chosen:
            if pk is not None and not model._base_manager.filter(pk=pk).exists():
                noun = model._meta.verbose_name
                message = f"The {noun} that was chosen for the file has been deleted."
                yield Fault(0, "", "", message, "Upload the file again and choose another.")
