"""What the values of a file's column can mean, for the form and the small file that ask it."""

from collections.abc import Mapping, Sequence
from typing import Any

from capframe.imports.kinds import IMPORT_KINDS
from capframe.plans.files.choices import Choices
from capframe.plans.files.questions import Option
from capframe.plans.files.value_columns import (
    NEW,
    NewValues,
    ValueColumn,
    WholeWithPlaces,
    is_new,
    split_new,
)


def find_value_column(group: str) -> ValueColumn | None:
    """The column that the questions of a group are about."""
    columns = (column for kind in IMPORT_KINDS.values() for column in kind.value_columns)
    return next((column for column in columns if column.group == group), None)


def say(option: Option) -> str:
    return f"{option.label}: {option.effect}" if option.effect else option.label


class GroupMeanings:
    """What every value of a group can mean.

    Args:
        group: of questions.
        choices: of whoever imports.
    """

    def __init__(self, group: str, choices: Choices) -> None:
        # None where that differs from value to value.
        self.options: tuple[Option, ...] = ()
        self.new: NewValues | None = None
        self.may_add = group in choices.may_add
        column = find_value_column(group)
        if column is not None and column.is_shared:
            known = column.read(choices)
            self.options = column.complete(known.list_options())
            self.new = column.read_new(known, choices) if column.read_new else None

    def list_wholes(self) -> Sequence[WholeWithPlaces]:
        """What something new can stand in; nothing where whoever imports may not add it."""
        return self.new.list_wholes() if self.new and self.may_add else ()

    def list_followed(self, answers: Mapping[str, Any]) -> set[str]:
        """The keys of the answers that a value is new which can be followed."""
        if self.new is None:
            return set()
        problems = self.new.find_problems(answers)
        return {key for key, one in answers.items() if is_new(one) and key not in problems}

    def find_problems(self, kept: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, str]:
        """Why some of the answers that are given now cannot be, beside others that are kept."""
        if self.new is None:
            return {}
        others = {key: answer for key, answer in kept.items() if key not in given}
        problems = self.new.find_problems({**others, **given})
        for key, answer in given.items():
            if is_new(answer) and (there := self.new.find_existing(key, answer)):
                label = next((one.label for one in self.options if one.value == there), there)
                problems[key] = f"There is “{label}” by now. Choose it in the list."
        return {key: problem for key, problem in problems.items() if key in given}

    def choose(self, key: str, answer: str) -> tuple[str, str]:
        """What a form has for an answer that a value is new: the choice, and the place."""
        if self.new and (there := self.new.find_existing(key, answer)):
            return there, ""
        whole, place = split_new(answer)
        return f"{NEW}{whole}", place

    def explain(self, key: str, answers: Mapping[str, Any]) -> str:
        """Between what the new one of an answer would stand, or why there cannot be one."""
        if self.new is None:
            return ""
        if problem := self.new.find_problems(answers).get(key):
            return problem
        effect = self.new.describe(key, answers[key]).effect
        return f"It would stand {effect}." if effect else ""
