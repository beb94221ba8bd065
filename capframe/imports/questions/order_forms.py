"""The forms that ask for a new entry, and for the order of the words that the file has for it."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from capframe.base.characters import refuse_characters
from capframe.base.forms import Radios
from capframe.imports.questions.forms import NO_ANSWER, AnswersForm, field_name
from capframe.plans.files.questions import Option, Question
from capframe.plans.files.unnamed import ALSO, EACH, ENTRY, PLACES, TITLE
from capframe.plans.titles import shorten
from capframe.spreadsheets import names

HIGHEST = 32767
LONGEST_TITLE = 200
NEW = "new"
NOT_KNOWN = "order not known"
NO_ENTRY = "Choose one, or fill in the title of a new one."
NO_PLACES = "Give at least one of them its place: 1 is the lowest."


class PlacesForm(AnswersForm):
    """Asks for the place of each word of its questions: of all, or of none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in self.questions:
            kept = self.kept.get(question.key)
            places = kept.get(PLACES, {}) if isinstance(kept, Mapping) else {}
            for word in question.words:
                place = places.get(word.value)
                self.fields[place_name(question, word)] = place_field(word, place)

    @property
    def ordered(self) -> Iterator[tuple[Question, list[Any]]]:
        """Each question with the fields of its words, for the template."""
        for question in self.questions:
            yield question, [self[place_name(question, word)] for word in question.words]

    def clean(self) -> None:
        for question in self.questions:
            self.clean_places(question)

    def clean_places(self, question: Question) -> None:
        """Refuse places that two words have, that leave a gap, or that only some words have.

        Where words may be left, these may be all but one.
        """
        given, fields = self.places_of(question), [place_name(question, w) for w in question.words]
        if not given:
            if question.may_leave_words and fields and not any(map(self.has_error, fields)):
                self.add_error(fields[0], NO_PLACES)
            return
        holders: dict[int, str] = {}
        for word in question.words:
            name, place = place_name(question, word), given.get(word.value)
            if self.has_error(name):
                continue
            if message := self.find_problem(question, word, place, holders):
                self.add_error(name, message)
            elif place is not None:
                holders[place] = shorten(word.label)

    @staticmethod
    def find_problem(
        question: Question, word: Option, place: int | None, holders: Mapping[int, str]
    ) -> str:
        """What is wrong with the place of a word, beside those that others have."""
        label, number = shorten(word.label), len(question.words)
        if place is None:
            needed = f"Give “{label}” a place too, or leave all places empty."
            return "" if question.may_leave_words else needed
        if place in holders:
            message = f"“{holders[place]}” and “{label}” both have the place {place}."
            return f"{message} Give each one of its own."
        if place > number:
            message = f"“{label}” has the place {place}, but there are {number}"
            return f"{message}: number them from 1 without a gap."
        return ""

    def places_of(self, question: Question) -> dict[str, int]:
        """The places that were filled in, by word."""
        found = (
            (word.value, self.cleaned_data.get(place_name(question, word)))
            for word in question.words
        )
        return {word: place for word, place in found if place is not None}

    @property
    def answers(self) -> dict[str, Any]:
        return {one.key: {PLACES: self.places_of(one)} for one in self.questions}

    @staticmethod
    def describe(question: Question, answer: Any) -> str:
        places = answer.get(PLACES, {})
        words = [word for word in question.words if word.value in places]
        words.sort(key=lambda word: places[word.value])
        return ", ".join(word.label for word in words) or NOT_KNOWN.capitalize()


class NewEntryForm(PlacesForm):
    """Asks which entry it is: one that is there, or a new one with its title and its order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        [self.question] = self.questions
        kept = self.kept.get(self.question.key) or {}
        options = [(one.value, one.label) for one in self.question.entries]
        new = [(NEW, "A new one")] if self.question.may_be_new else []
        first: dict[str, forms.Field] = {
            "entry": forms.ChoiceField(
                label=self.question.title,
                choices=[*options, *new],
                initial=str(kept.get(ENTRY) or (NEW if kept or not options else "")),
                required=False,
                widget=Radios(
                    legend_class="govuk-visually-hidden",
                    hints={one.value: one.effect for one in self.question.entries},
                ),
                error_messages={"invalid_choice": "Choose one of these."},
            ),
        }
        if new:
            first["title"] = name_field("Title of the new one", kept.get(TITLE, ""))
        if new and self.question.also:
            first["also"] = name_field(self.question.also, kept.get(ALSO, ""))
        self.fields = {**first, **self.fields}

    @property
    def chosen(self) -> str:
        """What was chosen; a new one, where only its title was filled in."""
        given = self.cleaned_data
        return given.get("entry") or (NEW if given.get("title") else "")

    def clean(self) -> None:
        if self.has_error("entry"):
            return
        if not self.chosen:
            self.add_error("entry", NO_ENTRY if self.question.may_be_new else NO_ANSWER)
        elif self.chosen == NEW:
            self.clean_names()
            super().clean()

    def clean_names(self) -> None:
        """Refuse a new one without what it must say, and one that is there."""
        title = names.folded(self.cleaned_data.get("title", ""))
        if not title and not self.has_error("title"):
            self.add_error("title", "Fill in the title of the new one.")
        elif any(names.folded(option.label) == title for option in self.question.entries):
            self.add_error("title", "There is one with this title: choose it above.")
        if self.question.also and not self.has_error("also") and not self.cleaned_data.get("also"):
            self.add_error("also", f"Answer: {self.question.also}")

    @property
    def answers(self) -> dict[str, Any]:
        if self.chosen != NEW:
            entry = self.chosen
            return {self.question.key: {ENTRY: entry if entry == EACH else int(entry)}}
        answer = {TITLE: names.tidy(self.cleaned_data["title"])}
        if self.question.also:
            answer[ALSO] = names.tidy(self.cleaned_data["also"])
        return {self.question.key: {**answer, PLACES: self.places_of(self.question)}}

    @staticmethod
    def describe(question: Question, answer: Any) -> str:
        if ENTRY in answer:
            labels = {option.value: option.label for option in question.entries}
            return labels.get(str(answer[ENTRY]), "One that is no longer there")
        order = f": {PlacesForm.describe(question, answer)}" if answer.get(PLACES) else ""
        return f"A new one, “{shorten(str(answer.get(TITLE, '')))}”{order}"


def name_field(label: str, kept: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        initial=kept,
        required=False,
        validators=[MaxLengthValidator(LONGEST_TITLE), refuse_characters],
    )


def place_field(word: Option, place: int | None) -> forms.IntegerField:
    label = shorten(word.label)
    not_a_place = f"Write the place of “{label}” as a whole number from 1, the lowest."
    return forms.IntegerField(
        label=label,
        help_text=word.effect,
        initial=place,
        required=False,
        min_value=1,
        max_value=HIGHEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), not_a_place),
    )


def place_name(question: Question, word: Option) -> str:
    digest = hashlib.sha256(word.value.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{field_name(question)}-{digest}"
