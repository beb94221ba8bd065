"""The forms on the way of a file into the catalogue, and out of it again."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import capfirst

from capframe.base.actions import LONGEST_REASON
from capframe.base.characters import refuse_characters
from capframe.base.forms import DesignForm, Radios
from capframe.base.models import Source, Status
from capframe.plans.files.choices import Choices, DefaultChoice, FlagChoice, ValueChoice
from capframe.plans.files.import_kinds import ImportKind
from capframe.spreadsheets.limits import MEGABYTE, MOST_BYTES, MOST_COLUMNS, MOST_ROWS

NEW_SOURCE = "A document that is not in this list"


def default_field(choice: DefaultChoice) -> forms.Field:
    """Asks which entry rows stand in that name none."""
    return forms.ModelChoiceField(
        choice.model._default_manager.all(),
        label=f"{capfirst(choice.noun)}, where a row names none",
        required=False,
        empty_label="None: the file names it",
        error_messages={"invalid_choice": f"This {choice.noun} is no longer there."},
    )


def flag_field(choice: FlagChoice) -> forms.Field:
    """Asks whether something is done beside what the file says."""
    return forms.TypedChoiceField(
        label=choice.label,
        choices=[("no", choice.off), ("yes", choice.on)],
        coerce=lambda value: value == "yes",
        required=choice.is_required,
        initial="no",
        widget=Radios,
    )


def value_field(choice: ValueChoice) -> forms.Field:
    """Asks which of a few values holds; it is the first, where a form does not say it."""
    return forms.ChoiceField(
        label=choice.label,
        choices=choice.values,
        initial=choice.default,
        required=False,
        widget=Radios,
    )


class UploadForm(DesignForm):
    """A file of one kind, and what may be chosen for it."""

    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
        help_text=(
            f"CSV, TSV, XLSX or ODS, up to {MOST_BYTES // MEGABYTE} MB, {MOST_ROWS:,} rows and "
            f"{MOST_COLUMNS} columns."
        ),
        error_messages={
            "required": "Choose a file.",
            "missing": "Choose a file.",
            "invalid": "Choose a file.",
            "empty": "The file is empty: choose another, or save it again first.",
            "max_length": "The file’s name is too long: give it a shorter one.",
        },
    )
    source: forms.ModelChoiceField = forms.ModelChoiceField(
        Source.objects.none(),
        label="Which document do the file’s facts come from?",
        required=False,
        empty_label=NEW_SOURCE,
        help_text="New entries name it as their source.",
        error_messages={"invalid_choice": "This document is no longer there: choose another."},
    )
    source_title = forms.CharField(
        label="Title of the new document",
        required=False,
        validators=[MaxLengthValidator(300), refuse_characters],
        help_text="Only if it is not in the list.",
    )
    publisher = forms.CharField(
        label="Publisher of the new document",
        required=False,
        validators=[MaxLengthValidator(200), refuse_characters],
    )
    status = forms.ChoiceField(
        label="What is created is",
        choices=[
            (Status.PUBLISHED, "published: readers see it at once"),
            (Status.DRAFT, "a draft: readers see it once somebody publishes it"),
        ],
        initial=Status.PUBLISHED,
        widget=Radios,
    )

    def __init__(self, kind: ImportKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["source"].queryset = Source.objects.all()  # type: ignore[attr-defined]
        if not kind.has_status:
            del self.fields["status"]
        if not kind.creates:
            for name in ("source", "source_title", "publisher"):
                del self.fields[name]
        defaults = {choice.name: default_field(choice) for choice in kind.defaults}
        flags = {choice.name: flag_field(choice) for choice in kind.flags}
        values = {choice.name: value_field(choice) for choice in kind.values}
        self.fields |= {**defaults, **values, **flags}
        self.order_fields(["file", "source", "source_title", "publisher", *defaults])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_source = self.kind.creates and "source" not in self.errors
        if needs_source and not cleaned.get("source"):
            for name, what in (("source_title", "its title"), ("publisher", "who publishes it")):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, f"Choose a document from the list, or say {what}.")
        return cleaned

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen, as an import keeps it."""
        given = self.cleaned_data
        source = given.get("source")
        defaults = [choice.name for choice in self.kind.defaults]
        chosen = Choices(
            source=source and source.pk,
            source_title="" if source else given.get("source_title", ""),
            publisher="" if source else given.get("publisher", ""),
            status=given.get("status", Status.PUBLISHED),
            defaults={name: entry.pk for name in defaults if (entry := given[name])},
            flags=frozenset(flag.name for flag in self.kind.flags if given[flag.name]),
            values={
                choice.name: given[choice.name] or choice.default for choice in self.kind.values
            },
        )
        return chosen.as_json()


class ApplyForm(DesignForm):
    """The button that applies what a preview shows; ``plan`` says what that is."""

    plan = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Reason, for the history of each entry",
        widget=forms.TextInput(attrs={"maxlength": LONGEST_REASON}),
    )


class UndoForm(DesignForm):
    """What undoing an import does with the entries that were edited since."""

    LEAVE, PUT_BACK = "leave", "put-back"
    NOT_CHOSEN = "Choose what should happen to the entries that were edited since."

    edited = forms.ChoiceField(
        label="What should happen to these?",
        choices=[
            (LEAVE, "Leave them as they are now"),
            (
                PUT_BACK,
                "Put them back anyway: what was edited since is lost from the catalogue, "
                "and stays in its history",
            ),
        ],
        widget=Radios(legend_class="govuk-fieldset__legend govuk-fieldset__legend--m"),
        error_messages={"required": NOT_CHOSEN, "invalid_choice": NOT_CHOSEN},
    )
