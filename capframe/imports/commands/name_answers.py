"""What the options of a command answer to the questions that a file leaves open about names."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from capframe.imports.models import Import
from capframe.plans.files.import_kinds import Checked
from capframe.plans.files.new_names import EXISTING, NEAR_DUPLICATES, NEW, RENAMED, RENAMES
from capframe.plans.files.questions import Question

# The answers by the name of the option, which is that of the group of questions, too.
NAME_OPTIONS = {
    NEAR_DUPLICATES: (
        (EXISTING, NEW),
        "what all names mean that are nearly another’s (default: new ones, with a warning)",
    ),
    RENAMES: (
        (RENAMED, NEW),
        "what all names mean that may have been given to what the file no longer names (default: "
        "new ones, with a warning)",
    ),
}


def add_name_options(parser: ArgumentParser) -> None:
    for name, (answers, about) in NAME_OPTIONS.items():
        parser.add_argument(f"--{name}", choices=answers, help=about)


def check_with_answers(
    imported: Import, options: Mapping[str, Any], check: Callable[[], Checked]
) -> Checked:
    """What a check finds, with the answers that the options give to its questions.

    What an answer leads to may be asked about too: levels of a role that was called otherwise.
    """
    found, given = check(), imported.answers
    while answers := dict(choose_answers(found.questions, options)):
        imported.answers = imported.answers | answers
        found = check()
    # What was answered and is not asked any more, since another answer made it needless.
    keys = given.keys() | {question.key for question in found.questions}
    imported.answers = {key: one for key, one in imported.answers.items() if key in keys}
    return found


def choose_answers(
    questions: Iterable[Question], options: Mapping[str, Any]
) -> Iterable[tuple[str, str]]:
    """Key and answer of those questions that are open and an option answers."""
    for question in questions:
        wanted = find_wanted(question, options)
        for option in question.options if wanted and question.is_open else ():
            if option.value.partition(":")[0] == wanted:
                yield question.key, option.value
                break


def find_wanted(question: Question, options: Mapping[str, Any]) -> str | None:
    """The answer that an option gives; None where none does.

    A name that is nearly another's and may be its new one is asked about among the renames.
    """
    wanted = options.get(question.group.replace("-", "_"))
    is_near = any(option.value.startswith(EXISTING) for option in question.options)
    return wanted or (options.get(NEAR_DUPLICATES.replace("-", "_")) if is_near else None)
