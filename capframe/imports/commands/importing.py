"""The base of the commands that import a file."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, transaction
from django.utils import timezone

from capframe.imports import steps
from capframe.imports.commands.answers import find_answer_faults
from capframe.imports.commands.file_table import TakenTable, add_table_options, take_table
from capframe.imports.commands.input_file import read_file
from capframe.imports.commands.name_answers import add_name_options, check_with_answers
from capframe.imports.commands.options import add_options, find_user, read_choices, read_reason
from capframe.imports.commands.output import (
    CLEAN,
    FAILED,
    WARNED,
    CommandResult,
    ProgressBar,
    fault_line,
    refused_result,
)
from capframe.imports.commands.value_answers import add_value_options, take_values
from capframe.imports.kept_files import keep_sheets
from capframe.imports.models import Import
from capframe.imports.numbers import Counts, changes_nothing, describe_unchanged
from capframe.imports.packing import pack_faults
from capframe.imports.reading import check_rows, rows_of
from capframe.imports.runner import BROKEN, explain_error
from capframe.plans.files.import_kinds import Checked, ImportKind, Progress
from capframe.plans.files.questions import pack_questions
from capframe.plans.keeping import about_plan
from capframe.plans.plan import Plan
from capframe.spreadsheets.faults import Fault, Remark, Unreadable
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.reading import read_sheets

CHANGED = "The catalogue was edited while the file was imported. Nothing was changed."
STRICT = "There are warnings, so nothing was written, as --strict asks."
CHECKED = "This is what the file would do. Nothing was written."
BRING_BACK = "Say --bring-back if it is to; if not, remove it from the file."
AGAIN = "Run the command again."
NO_SEARCH = "Search is not up to date with it: run manage.py rebuild_search."


class ImportCommand(BaseCommand):
    """Checks a file and imports all of it or nothing; see docs/importing.md."""

    kind: ImportKind

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("file", help="CSV, TSV, XLSX or ODS; - for standard input")
        add("--check", action="store_true", help="say what the file would do, and write nothing")
        add("--json", action="store_true", help="answer with one JSON object")
        add("--strict", action="store_true", help="write nothing where there are warnings")
        if self.kind.has_status:
            returning = "let what the file names and was withdrawn come back"
            add("--bring-back", action="store_true", help=returning)
        add_table_options(parser)
        add_options(parser, self.kind)
        if self.kind.creates:
            add_name_options(parser)
        add_value_options(parser, self.kind)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file. Raises SystemExit with the code that docs/importing.md says."""
        bar = ProgressBar(self.stderr)
        try:
            result = run_import(self.kind, options, bar)
        except Unreadable as unreadable:
            result = refused_result(unreadable)
        except (Error, OSError) as error:
            if (words := explain_error(error)) == BROKEN:
                raise
            result = CommandResult(errors=[Fault(0, "", "", words)])
        finally:
            bar.end()
        self._write_result(result, as_json=options["json"])
        if result.code:
            raise SystemExit(result.code)

    def _write_result(self, result: CommandResult, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(result.as_json())
            return
        for note in (*result.notes, *result.numbers):
            self.stdout.write(note)
        # Colours go to a terminal alone, also where standard output is another place.
        warning = self.style.WARNING if self.stderr.isatty() else str
        for fault in result.warnings:
            self.stderr.write(f"Warning: {fault_line(fault)}", warning)
        for fault in result.errors:
            self.stderr.write(f"Error: {fault_line(fault)}")
        self.stdout.write(result.outcome)


def run_import(kind: ImportKind, options: dict[str, Any], progress: Progress) -> CommandResult:
    """Check the file, and import it unless something is against it.

    Raises:
        Unreadable: the file cannot be read, or an option cannot be followed.
    """
    progress("Reading the file", 0, 0)
    imported, sheets = read_import(kind, options)
    taken = take_table(kind, sheets, imported, options)
    check = partial(check_table, taken, imported, progress)
    written = take_values(kind, imported, options, partial(check, asks=True))
    found = check_with_answers(imported, options, check)
    found = refuse_returning(found, allowed=options.get("bring_back", False))
    found = refuse_unanswered(kind, found, imported.answers)
    counts = found.plan.counts
    notes = (*taken.table.notes, *written)
    result = CommandResult(counts, found.errors, found.warnings, found.questions, notes)
    if found.errors:
        return result
    if changes_nothing(result.counts):
        result.notes = [describe_nothing(kind, result.counts), *result.notes]
    if found.warnings and options["strict"]:
        result.code, result.outcome = WARNED, STRICT
    elif options["check"]:
        result.code, result.outcome = CLEAN, CHECKED
    else:
        progress("Applying the changes", 0, 0)
        save_and_apply(imported, sheets, found, result)
    return result


def describe_nothing(kind: ImportKind, counts: Counts) -> str:
    """That nothing would change, and how much of the file is there."""
    there = describe_unchanged(counts, kind.models)
    return f"Nothing would change: the catalogue has all of this already{there and f': {there}'}."


def read_import(kind: ImportKind, options: dict[str, Any]) -> tuple[Import, list[Sheet]]:
    """The import that the options ask for, not saved yet, and its sheets. Raises Unreadable."""
    name, content = read_file(options["file"])
    choices = read_choices(kind, options)
    imported = Import(
        kind=kind.name,
        by=find_user(options["by"]),
        file_name=name,
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        choices=choices.as_json(),
        answers=dict(choices.answers),
        reason=read_reason(options["reason"]),
    )
    imported.reason = imported.reason or imported.default_reason
    return imported, read_sheets(name, content)


def check_table(
    taken: TakenTable, imported: Import, progress: Progress, *, asks: bool = False
) -> Checked:
    """What a check of the table finds."""
    if taken.faults:
        faults = [*taken.faults, *taken.table.faults]
        return Checked(Plan(), faults, [*taken.warnings, *taken.table.warnings])
    found = check_rows(rows_of(taken.table, imported), imported, progress, asks=asks)
    return replace(found, warnings=[*taken.warnings, *found.warnings])


def refuse_returning(found: Checked, *, allowed: bool) -> Checked:
    """What a check found; unless that is allowed, with an error for whatever would come back."""
    returning = [fault for fault in found.warnings if fault.remark is Remark.BACK]
    if allowed or not returning:
        return found
    warnings = [fault for fault in found.warnings if fault.remark is not Remark.BACK]
    errors = [replace(fault, remedy=BRING_BACK, remark=Remark.FAULT) for fault in returning]
    return Checked(Plan(), [*found.errors, *errors], warnings, found.questions)


def refuse_unanswered(kind: ImportKind, found: Checked, answers: Mapping[str, Any]) -> Checked:
    """What a check found, with an error for each question that is open and must not be."""
    faults = list(find_answer_faults(kind, found.questions, answers))
    if not faults:
        return found
    return Checked(Plan(), [*found.errors, *faults], found.warnings, found.questions)


def save_and_apply(
    imported: Import, sheets: Sequence[Sheet], found: Checked, result: CommandResult
) -> None:
    """Save the import and apply it, as its page would; nothing is kept where it fails.

    Args:
        imported: not saved yet.
        sheets: of its file.
        found: what its check found, without errors.
        result: gets what came of it.
    """
    imported.state, imported.heartbeat = Import.State.APPLYING, timezone.now()
    imported.warnings = pack_faults(list(found.warnings))
    imported.questions = pack_questions(found.questions)
    for name, value in about_plan(found.plan).items():
        setattr(imported, name, value)
    with transaction.atomic():
        imported.save(force_insert=True)
        imported.keep_pieces(found.plan)
        keep_sheets(imported=imported, sheets=sheets)
    try:
        steps.apply(imported=imported, by=imported.by)
    finally:
        Import.objects.filter(pk=imported.pk).unfinished().delete()
    done = Import.objects.defer_large().filter(pk=imported.pk).first()
    if done is None:
        result.errors = [Fault(0, "", "", CHANGED, AGAIN)]
        result.code = FAILED
        return
    result.counts, result.code = done.counts, CLEAN
    address = done.get_absolute_url()
    result.outcome = f"Imported. Look at it, or undo it, at {address}"
    if not done.search_done:
        result.outcome += f"\n{NO_SEARCH}"
