"""Small files that say what the values of a file mean, read and written by a command."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from capframe.imports.commands.input_file import read_file
from capframe.imports.kinds import read_choices
from capframe.imports.models import Import
from capframe.imports.questions.value_files import FILE_COLUMNS, read_values, write_values
from capframe.plans.files.choices import Choices
from capframe.plans.files.import_kinds import Checked, ImportKind
from capframe.plans.files.questions import Question
from capframe.plans.files.unnamed import EACH, ENTRY
from capframe.spreadsheets.faults import Unreadable, shown
from capframe.spreadsheets.names import count_things
from capframe.spreadsheets.writing import csv_file


def add_value_options(parser: ArgumentParser, kind: ImportKind) -> None:
    if not kind.value_columns:
        return
    nouns = " and ".join(f"{column.noun}s" for column in kind.value_columns)
    about = f"small file that says what {nouns} mean which the catalogue does not know"
    parser.add_argument("--values", metavar="FILE", help=about)
    about = "write such a file, to be filled in; it must not be there yet"
    parser.add_argument("--write-values", metavar="FILE", help=about)


def take_values(
    kind: ImportKind, imported: Import, options: Mapping[str, Any], ask: Callable[[], Checked]
) -> Sequence[str]:
    """Take the answers of the small file that is given, and write the one that is asked for.

    Args:
        kind: of the file.
        imported: gets the answers.
        options: of the command.
        ask: checks the file for somebody who can be asked.

    Returns what was written, in words. Raises Unreadable.
    """
    given, wanted = options.get("values"), options.get("write_values")
    if not given and not wanted:
        return ()
    # The small file says of each value what it is, so that nothing is to be said of all.
    wholes = (one.whole_question for one in kind.value_columns if one.whole_question)
    imported.answers = {**{key: {ENTRY: EACH} for key in wholes}, **imported.answers}
    groups = {column.group for column in kind.value_columns}
    asked = [question for question in ask().questions if question.group in groups]
    if given:
        name, content = read_file(given)
        answers = read_values(name, content, asked, read_choices(imported, imported.by))
        imported.answers = {**imported.answers, **answers}
    return [write_file(wanted, asked, read_choices(imported, imported.by))] if wanted else ()


def write_file(path: str, asked: Sequence[Question], choices: Choices) -> str:
    """Write the values with their answers. Raises Unreadable where that cannot be done."""
    content = csv_file([column.name for column in FILE_COLUMNS], write_values(asked, choices))
    try:
        with Path(path).open("xb") as file:
            file.write(content)
    except OSError as error:
        raise Unreadable(
            f"--write-values: “{shown(path)}” cannot be written: {error.strerror or error}.",
            "Give the path of a file that is not there yet, in a folder that you may write in.",
        ) from error
    number = count_things(len(asked), "value")
    return f"Wrote {number} to {shown(path)}: fill in its column means, and give it with --values."
