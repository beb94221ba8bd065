"""Answers that a command is given to the questions which a file leaves open."""

import csv
from argparse import ArgumentParser
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from capframe.imports.questions.order_forms import LONGEST_TITLE
from capframe.plans.files.choices import DefaultChoice
from capframe.plans.files.import_kinds import ImportKind
from capframe.plans.files.questions import Question
from capframe.plans.files.unnamed import ALSO, PLACES, TITLE
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Fault, Unreadable, shown
from capframe.spreadsheets.names import did_you_mean

SCALE = "scale"


def add_answer_options(parser: ArgumentParser, kind: ImportKind) -> None:
    add = parser.add_argument
    about = "answer to a question that the file leaves open; may be repeated"
    add("--answer", action="append", default=[], metavar="KEY=ANSWER", help=about)
    asked = asked_choices(kind)
    for default in asked:
        about = f"title of a new {default.noun}, for a file that names none"
        add(f"--new-{default.option}", dest=f"new_{default.name}", metavar="TITLE", help=about)
        if default.also:
            add(f"--{default.also}", metavar="NAME", default="", help=f"{default.also} of it")
        order = [f"--{default.order}"]
        if all(one.order != SCALE for one in asked):
            order.append(f"--{SCALE}")  # it can mean nothing else here
        about = f"what a new {default.noun} has, the lowest first, with commas between"
        if default.order == SCALE:
            about += "; empty where the order of levels is not known"
        add(*order, dest=f"order_of_{default.name}", metavar="NAMES", help=about)


def asked_choices(kind: ImportKind) -> list[DefaultChoice]:
    """What a check asks for, where it was not chosen."""
    return [default for default in kind.defaults if default.is_asked]


def read_answers(kind: ImportKind, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the options answer, by the keys of the questions. Raises Unreadable."""
    answers: dict[str, Any] = read_pairs(given["answer"])
    for default in asked_choices(kind):
        order = given[f"order_of_{default.name}"]
        if given[f"new_{default.name}"] is not None:
            answers[default.option] = read_new(default, given)
        elif order is not None and default.order == SCALE:
            # The file names what has this scale.
            answers[SCALE] = {PLACES: read_order(SCALE, order)}
        elif order is not None:
            problem = f"--{default.order} is the order of a new {default.noun}."
            raise Unreadable(problem, f"Give --new-{default.option} and its title too.")
    return answers


def read_new(default: DefaultChoice, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the options say of a new one. Raises Unreadable."""
    title, option = given[f"new_{default.name}"], f"new-{default.option}"
    if given[default.name] is not None:
        problem = f"--{default.option} names one that is there, --{option} a new one."
        raise Unreadable(problem, "Give one or the other.")
    check_title(option, title)
    order = read_order(default.order, given[f"order_of_{default.name}"])
    said = {TITLE: names.tidy(title), PLACES: order}
    if default.also:
        also = given[default.also]
        if also:
            check_title(default.also, also)
        said[ALSO] = names.tidy(also)
    return said


def read_order(option: str, text: str | None) -> dict[str, int]:
    """The place of each name. Raises Unreadable for one that stands there twice."""
    [cells] = csv.reader([text or ""], skipinitialspace=True) if text else [[]]
    found = [folded for cell in cells if (folded := names.folded(cell))]
    if len(found) != len(set(found)):
        problem = f"--{option}: “{shown(text or '')}” names one of them twice."
        raise Unreadable(problem, "Name each once, the lowest first.")
    return {name: place for place, name in enumerate(found, start=1)}


def check_title(option: str, title: str) -> None:
    """Raise Unreadable for what cannot be a title."""
    if not names.tidy(title) or len(title) > LONGEST_TITLE or not title.isprintable():
        problem = f"--{option}: “{shown(title)}” cannot be a title."
        remedy = f"Give a title of one line, of {LONGEST_TITLE} characters at most."
        raise Unreadable(problem, remedy)


def read_pairs(given: Collection[str]) -> dict[str, Any]:
    """The answers by the keys of their questions. Raises Unreadable for one without a key."""
    answers: dict[str, Any] = {}
    for text in given:
        key, equals, answer = text.rpartition("=")
        if not equals:
            raise Unreadable(
                f"--answer: “{shown(text)}” does not say to which question it is an answer.",
                "Write the question’s key, = and the answer; --json lists the questions.",
            )
        answers[key] = answer
    return answers


def find_answer_faults(
    kind: ImportKind, questions: Collection[Question], answers: Mapping[str, Any]
) -> Iterator[Fault]:
    """A fault for each question that must still be answered, and each answer that answers none.

    An option of its own may answer none: a file that was imported before leaves less open.
    """
    keys = {question.key for question in questions}
    by_options = {SCALE, *(default.option for default in asked_choices(kind))}
    for key in answers:
        if key not in keys | by_options:
            message = f"The file asks no question “{shown(key)}”, and an option answers it."
            meant = did_you_mean(key, keys)
            remedy = meant or "Leave the option out; --json lists the questions."
            yield Fault(0, "", "", message, remedy)
    for question in questions:
        if question.stops or (question.key in answers and question.is_open):
            message = " ".join(filter(None, [question.title, question.about]))
            yield Fault(0, "", "", message, question.command or list_answers(question))


def list_answers(question: Question) -> str:
    """What to say for each of a question's options."""
    listed = ", ".join(f"“{one.value}” for “{shown(one.label)}”" for one in question.options)
    return f"Answer with --answer “{question.key}=…”: {listed}."
