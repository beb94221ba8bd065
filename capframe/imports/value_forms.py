"""The form in which the values of a file's column that are not known are given their meaning."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from capframe.base.forms import DesignForm
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.question_forms import AnswersForm, field_name
from capframe.plans.choices import Choices
from capframe.plans.questions import Option, Question
from capframe.plans.value_columns import ValueColumn

NOT_AN_ANSWER = "Choose one of the answers in the list."
NO_ANSWER = "Choose an answer for at least one value."
NO_REST = "Choose what all values without an answer are."
NO_FILE = "Choose the file that you filled in."
FILL = "fill"


def find_value_column(group: str) -> ValueColumn | None:
    """The column that the questions of a group are about."""
    columns = (column for kind in IMPORT_KINDS.values() for column in kind.value_columns)
    return next((column for column in columns if column.group == group), None)


def list_shared(group: str) -> tuple[Option, ...]:
    """What every value of a group can mean; none where that differs from value to value."""
    column = find_value_column(group)
    if column is None or not column.is_shared:
        return ()
    return column.complete(column.read(Choices()).list_options())


def say(option: Option) -> str:
    return f"{option.label}: {option.effect}" if option.effect else option.label


class ValueFileForm(DesignForm):
    """A small file that says what values mean."""

    file = forms.FileField(
        label="The file, filled in",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
        error_messages=dict.fromkeys(("required", "missing", "invalid", "empty"), NO_FILE),
    )


class ValuesForm(AnswersForm):
    """Each value with a list of what it can mean, and one list for all that have no answer."""

    template_name = "imports/value_fields.html"
    target = "#id_rest"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in self.questions:
            options = self.shared or question.options
            self.fields[field_name(question)] = forms.ChoiceField(
                label=f"What “{question.title}” is",
                help_text=question.about,
                choices=[("", "Choose…"), *((one.value, say(one)) for one in options)],
                initial=self.kept.get(question.key, ""),
                required=False,
                error_messages={"invalid_choice": NOT_AN_ANSWER},
            )
        self.fields["rest"] = forms.ChoiceField(
            label="For all values without an answer",
            choices=[("", "Choose…"), *((one.value, say(one)) for one in self.for_rest)],
            required=False,
            error_messages={"invalid_choice": NOT_AN_ANSWER},
        )

    @cached_property
    def shared(self) -> tuple[Option, ...]:
        return list_shared(self.questions[0].group)

    @cached_property
    def for_rest(self) -> Sequence[Option]:
        """What can be answered for all at once: what each of them can mean."""
        options = [self.shared or question.options for question in self.asked]
        common = set(options[0]).intersection(*options[1:])
        return [option for option in options[0] if option in common]

    @property
    def fills(self) -> bool:
        """Whether all values without an answer are to have one."""
        return self.data.get("do") == FILL

    @property
    def upload_form(self) -> ValueFileForm:
        return ValueFileForm()

    @property
    def rows(self) -> list[tuple[Question, BoundField]]:
        return [(question, self[field_name(question)]) for question in self.questions]

    @property
    def number_open(self) -> int:
        """How many values of all pages have no answer."""
        return sum(not self._is_answered(question, self.kept) for question in self.asked)

    def _is_answered(self, question: Question, answers: Mapping[str, Any]) -> bool:
        """Whether there is an answer that is still one of those in the list."""
        answer = answers.get(question.key)
        return any(option.value == answer for option in self.shared or question.options)

    def clean(self) -> None:
        """Refuse a form that says nothing, or that fills in nothing."""
        if self.fills:
            if not self.cleaned_data.get("rest") and not self.has_error("rest"):
                self.add_error("rest", NO_REST)
        elif not self.errors and not any(self.answers.values()) and self.number_open:
            self.add_error(field_name(self.questions[0]), NO_ANSWER)

    @property
    def answers(self) -> Mapping[str, Any]:
        given: dict[str, Any] = {
            one.key: self.cleaned_data[field_name(one)] or None for one in self.questions
        }
        if self.fills:
            after = {**self.kept, **given}
            rest = self.cleaned_data["rest"]
            given |= {one.key: rest for one in self.asked if not self._is_answered(one, after)}
        return given
