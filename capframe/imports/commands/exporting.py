"""The base of the commands that export a kind."""

import os
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from capframe.imports.commands.input_file import STANDARD
from capframe.plans.files.exports import Misnamed, choose_entries
from capframe.plans.files.import_kinds import ImportKind
from capframe.spreadsheets.excel_cells import TooLongForExcel
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.writing import csv_file, xlsx_file

WRITERS = {"csv": csv_file, "xlsx": xlsx_file}


class CannotExport(Exception):
    """Raised where nothing can be exported, with what is wrong and what to do."""


class ExportCommand(BaseCommand):
    """Writes a kind, all of it or what is chosen, as a file that an import takes.

    See docs/importing.md.
    """

    kind: ImportKind

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("file", nargs="?", default=STANDARD, help="where to; standard output if left out")
        add("--everything", action="store_true", help="drafts and withdrawn entries, too")
        for choice in self.kind.export_choices:
            option = f"--{choice.name.replace('_', '-')}"
            add(option, action="append", metavar=choice.metavar, help=choice.about)
        add("--format", choices=list(WRITERS), help="by the file’s ending, or else csv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file. Raises SystemExit (1) where it cannot be written."""
        try:
            some = choose_entries(self.kind.export_choices, options)
            rows = list(self.kind.export(options["everything"], some))
            self._write(rows, options["file"], options["format"])
        except (CannotExport, Misnamed, TooLongForExcel) as error:
            self.stderr.write(f"Error: {error}")
            raise SystemExit(1) from error
        except OSError as error:
            self.stderr.write(f"Error: {explain_error(error, options['file'])}")
            raise SystemExit(1) from error

    def _write(self, rows: Sequence[dict[str, Any]], path: str, chosen: str | None) -> None:
        form = chosen or ("xlsx" if path.lower().endswith(".xlsx") else "csv")
        if path == STANDARD and form == "xlsx" and self.stdout.isatty():
            raise CannotExport(
                "A workbook cannot be shown in a terminal. Name a file to write it to."
            )
        names = [column.name for column in self.kind.columns]
        content = WRITERS[form](names, rows)
        if path == STANDARD:
            # Through a copy of its own: what fails in it does not fail again when Python ends.
            with open(os.dup(self.stdout.fileno()), "wb") as out:
                out.write(content)
            return
        write_file(Path(path).resolve(), content)
        number = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
        self.stdout.write(f"Wrote {number} to {shown(path)}.")


def explain_error(error: OSError, path: str) -> str:
    why = error.strerror or error
    if path == STANDARD:
        return f"Standard output could not take the file: {why}. Name a file instead."
    return (
        f"“{shown(path)}” cannot be written: {why}. What was there is unchanged. Name a place that "
        "you may write to and that has room."
    )


def write_file(path: Path, content: bytes) -> None:
    """Put the file there, whole or not at all. Raises CannotExport, OSError."""
    if path.exists() and not path.is_file():
        raise CannotExport(f"“{shown(str(path))}” is not a file. Name one, or use standard output.")
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
