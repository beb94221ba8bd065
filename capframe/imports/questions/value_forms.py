"""The form in which the values of a file's column that are not known are given their meaning."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from capframe.base.forms import DesignForm
from capframe.imports.questions.forms import AnswersForm, field_name
from capframe.imports.questions.order_forms import HIGHEST
from capframe.imports.questions.value_meanings import GroupMeanings, say
from capframe.plans.files.questions import Option, Question
from capframe.plans.files.value_columns import NEW, WholeWithPlaces, is_new, join_new

NOT_AN_ANSWER = "Choose one of the answers in the list."
NO_ANSWER = "Choose an answer for at least one value."
NO_REST = "Choose what all values without an answer are."
NO_PLACE = "Give what is new a place, or choose another answer."
NO_WHOLE = "Choose in what the new one has this place, or leave the place empty."
NOT_A_PLACE = "Write the place as a whole number from 1, the lowest."
NO_FILE = "Choose the file that you filled in."
FILL = "fill"


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
        self.meanings = GroupMeanings(self.questions[0].group, self.choices)
        self.shared = self.meanings.options
        for question in self.questions:
            self._add_fields(question)
        self.fields["rest"] = forms.ChoiceField(
            label="For all values without an answer",
            choices=[("", "Choose…"), *((one.value, say(one)) for one in self.for_rest)],
            required=False,
            error_messages={"invalid_choice": NOT_AN_ANSWER},
        )

    def _add_fields(self, question: Question) -> None:
        """The list of what a value can mean; where it can be new, its place."""
        name, kept = field_name(question), self.kept.get(question.key, "")
        options = [(one.value, say(one)) for one in self.shared or question.options]
        new = [(f"{NEW}{one.address}", one.option) for one in self.wholes]
        about, place = question.about, ""
        if is_new(kept):
            about = f"{about} {self.meanings.explain(question.key, self.kept)}".strip()
            kept, place = self.meanings.choose(question.key, kept)
        self.fields[name] = forms.ChoiceField(
            label=f"What “{question.title}” is",
            help_text=about,
            choices=[("", "Choose…"), *options, *new],
            initial=kept,
            required=False,
            error_messages={"invalid_choice": NOT_AN_ANSWER},
        )
        if new:
            self.fields[place_name(question)] = new_place_field(question, place)

    @cached_property
    def wholes(self) -> Sequence[WholeWithPlaces]:
        """What something new can stand in."""
        return self.meanings.list_wholes()

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
    def rows(self) -> list[tuple[Question, BoundField, BoundField | None]]:
        """Each question with its list, and its field for a place if it has one."""
        return [
            (
                one,
                self[field_name(one)],
                self[name] if (name := place_name(one)) in self.fields else None,
            )
            for one in self.questions
        ]

    @property
    def number_open(self) -> int:
        """How many values of all pages have no answer."""
        return len(self._list_open(self.kept))

    def _list_open(self, answers: Mapping[str, Any]) -> list[Question]:
        """The questions of all pages without an answer that is still one of those in the list."""
        followed = self.meanings.list_followed(answers)
        return [
            one
            for one in self.asked
            if one.key not in followed
            and all(option.value != answers.get(one.key) for option in self.shared or one.options)
        ]

    def clean(self) -> None:
        """Refuse a form that says nothing, that fills in nothing, or makes what cannot be new."""
        self._clean_new()
        if self.fills:
            if not self.cleaned_data.get("rest") and not self.has_error("rest"):
                self.add_error("rest", NO_REST)
        elif not self.errors and not any(self.answers.values()) and self.number_open:
            self.add_error(field_name(self.questions[0]), NO_ANSWER)

    def _clean_new(self) -> None:
        """Refuse what is new without a place, and places that cannot be had."""
        for question in self.questions:
            name, place_field = field_name(question), place_name(question)
            chosen, place = self.cleaned_data.get(name), self.cleaned_data.get(place_field)
            if place and not chosen and not self.has_error(name):
                self.add_error(name, NO_WHOLE)
            elif is_new(chosen) and not place and not self.has_error(place_field):
                self.add_error(place_field, NO_PLACE)
        given = {one.key: self._read(one) for one in self.questions}
        problems = self.meanings.find_problems(self.kept, given)
        for question in self.questions:
            if question.key in problems:
                self.add_error(place_name(question), problems[question.key])

    def _read(self, question: Question) -> str | None:
        """The answer to a question of the page."""
        chosen = self.cleaned_data.get(field_name(question)) or None
        if chosen is None or not is_new(chosen):
            return chosen
        whole, place = chosen.removeprefix(NEW), self.cleaned_data.get(place_name(question))
        return join_new(whole, place) if place else None

    @property
    def answers(self) -> Mapping[str, Any]:
        given: dict[str, Any] = {one.key: self._read(one) for one in self.questions}
        if self.fills:
            after = {**self.kept, **given}
            given |= {one.key: self.cleaned_data["rest"] for one in self._list_open(after)}
        return given


def place_name(question: Question) -> str:
    return f"{field_name(question)}-place"


def new_place_field(question: Question, place: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"Place, if it is new: “{question.title}”",
        initial=place,
        required=False,
        min_value=1,
        max_value=HIGHEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NOT_A_PLACE),
    )
