"""The forms in which the questions that a file leaves open are answered."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from capframe.base.forms import DesignForm, Radios
from capframe.plans.files.choices import Choices
from capframe.plans.files.questions import Question
from capframe.plans.titles import shorten
from capframe.spreadsheets.names import count_things

LEGEND = "govuk-fieldset__legend govuk-fieldset__legend--m"
LONGEST_TITLE = 300
# What a form sends where a question that may be left open is.
LEFT = ""
LEAVE_AS_IT_IS = "Leave as it is"
NO_ANSWER = "Choose an answer."
NO_CHOICES = Choices()


class AnswersForm(DesignForm):
    """Asks the questions of one group, as many as a page shows.

    Args:
        questions: those of the page, each with the answer that the file was checked with.
        answers: that are kept of the import.
        asked: the questions of all pages.
        choices: of whoever imports.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        answers: Mapping[str, Any],
        *args: Any,
        asked: Sequence[Question] = (),
        choices: Choices = NO_CHOICES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.kept, self.asked = questions, answers, asked
        self.choices = choices

    @property
    def answers(self) -> Mapping[str, Any]:
        """What the form says, once it is valid: by key an answer as JSON, None for no answer."""
        raise NotImplementedError

    @staticmethod
    def describe(question: Question, answer: Any) -> str:
        """An answer in words."""
        labels = {option.value: option.label for option in question.options}
        return labels.get(answer, "")


class OptionsForm(AnswersForm):
    """Each question with its options as radio buttons."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in self.questions:
            self.fields[field_name(question)] = options_field(question, self.kept)

    def clean(self) -> None:
        """Refuse a form without a single answer: there would be nothing to save."""
        needed = [one for one in self.questions if one.is_required]
        if len(needed) == len(self.questions) and not any(map(self.cleaned_data.get, self.fields)):
            for question in needed:
                if not self.has_error(name := field_name(question)):
                    self.add_error(name, NO_ANSWER)

    @property
    def answers(self) -> dict[str, Any]:
        given = ((one, self.cleaned_data[field_name(one)]) for one in self.questions)
        return {one.key: answer or None for one, answer in given if answer or not one.is_required}


def options_field(question: Question, answers: Mapping[str, Any]) -> forms.ChoiceField:
    """Radio buttons for a question; one that may be left open can be."""
    leave = [] if question.is_required else [(LEFT, LEAVE_AS_IT_IS)]
    return forms.ChoiceField(
        label=shorten(question.title, LONGEST_TITLE),
        help_text=" ".join(about_question(question)),
        choices=[*leave, *((one.value, one.label) for one in question.options)],
        initial=answers.get(question.key) or LEFT,
        required=False,
        widget=Radios(
            legend_class=LEGEND,
            hints={one.value: one.effect for one in question.options},
        ),
        error_messages={"invalid_choice": "Choose one of these answers."},
    )


def field_name(question: Question) -> str:
    """The same for the same question, wherever it stands on a page."""
    key = question.key.encode("utf-8", "surrogatepass")
    return f"answer-{hashlib.sha256(key).hexdigest()[:12]}"


def about_question(question: Question) -> Iterator[str]:
    """What a question comes from, in sentences."""
    if question.about:
        yield question.about
    if question.rows:
        number = count_things(question.rows, "row")
        examples = ", ".join(f"“{shorten(text)}”" for text in question.examples)
        yield f"{number}, for example {examples}." if examples else f"{number}."
