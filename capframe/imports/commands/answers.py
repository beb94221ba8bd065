"""Answers that a command is given to the questions which a file leaves open."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from capframe.plans.questions import Question
from capframe.spreadsheets.faults import Fault, Unreadable, shown
from capframe.spreadsheets.names import did_you_mean


def read_answers(given: Collection[str]) -> dict[str, str]:
    """The answers by the keys of their questions. Raises Unreadable for one without a key."""
    answers = {}
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
    questions: Collection[Question], answers: Mapping[str, Any]
) -> Iterator[Fault]:
    """A fault for each question that must still be answered, and each answer that answers none."""
    keys = {question.key for question in questions}
    for key in answers:
        if key not in keys:
            message = f"--answer: the file asks no question “{shown(key)}”."
            meant = did_you_mean(key, keys)
            yield Fault(0, "", "", message, meant or "Leave it out; --json lists the questions.")
    for question in questions:
        if question.stops or (question.key in answers and question.is_open):
            message = " ".join(filter(None, [question.title, question.about]))
            yield Fault(0, "", "", message, question.command or list_answers(question))


def list_answers(question: Question) -> str:
    """What to say for each of a question's options."""
    listed = ", ".join(f"“{one.value}” for “{shown(one.label)}”" for one in question.options)
    return f"Answer with --answer “{question.key}=…”: {listed}."
