"""The forms of the admin: why something was changed, and what its editor had seen before."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from import_export.forms import ExportForm

from capframe.base.actions import LONGEST_REASON
from capframe.base.admin.new_addresses import NewAddressForm
from capframe.base.admin.rearranging import is_rearranged
from capframe.base.admin.uses_form import UsesForm
from capframe.base.characters import find_problem, refuse_characters
from capframe.base.consequences import consequences_of
from capframe.base.history.entry_rows import HistoryVersion, history_version
from capframe.base.http import Refused
from capframe.base.uniqueness import find_constraints, find_unique, unique_fields
from capframe.spreadsheets.texts import normalise_line_ends

REASON = "Reason for this change"
# Sent with a form that was filled in before its sender was signed out: it is shown, never saved.
SHOW_AGAIN = "_show_again"
SHOWN_AGAIN = (
    "This is the form as you sent it when you had been signed out. Nothing of it is saved yet: "
    "look it through, then save it."
)
# What a part has in common with its whole, unless it says otherwise.
TAKEN_FROM_WHOLE = ("source", "place")


class ProseField(forms.CharField):
    """Text of several lines, with plain line ends whatever the browser sends."""

    def to_python(self, value: Any) -> Any:
        return normalise_line_ends(super().to_python(value) or "")


class ReasonForm(ActionForm):
    """The choice of an action above a list, with the reason for it."""

    reason = forms.CharField(
        label="Reason:", required=False, widget=AdminTextInputWidget(attrs={"size": 40})
    )


def posted_reason(request: HttpRequest) -> str:
    """The reason that is sent with an action or a deletion, which no form checks.

    Raises Refused (400) where the history cannot keep it.
    """
    reason = request.POST.get("reason", "")
    if problem := find_problem(reason):
        raise Refused("The reason cannot be kept. " + problem, "Go back: nothing was changed yet.")
    return reason


class TableForm(ExportForm):
    """The choice of a file format, with the first chosen to begin with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        formats = self.fields["format"]
        formats.choices = [choice for choice in formats.choices if choice[0]]


class BaseEntryForm(forms.ModelForm):
    """Knows whether anything of the entry itself was changed, fields of the form alone aside.

    It is neither judged nor valid where a button only rearranges it.
    """

    @property
    def errors(self) -> ErrorDict:
        return ErrorDict() if is_rearranged(self.data) else super().errors

    def is_valid(self) -> bool:
        return not is_rearranged(self.data) and super().is_valid()

    def has_changed_entry(self) -> bool:
        return any(field.name in self.changed_data for field in self.instance._meta.fields)


class PartForm(BaseEntryForm):
    """A part, edited on the page of the entry that it stands in, its ``whole``."""

    whole: Any
    # What a browser sends beside its fields, unseen, where the form is shown again.
    unseen: SafeString | str = ""

    @property
    def count(self) -> int | None:
        """How many texts stand in it, for parts that hold several."""
        return None

    @property
    def counted(self) -> str:
        """How many texts of which kind."""
        return ""

    @property
    def beginning(self) -> str:
        """How its text begins: the first long one that it holds."""
        names = [
            field.name
            for field in self.instance._meta.concrete_fields
            if isinstance(field, models.TextField) and field.name != "editors_note"
        ]
        texts = (getattr(self.instance, name) for name in names if name in self.fields)
        return next(filter(None, texts), "")

    def clean(self) -> Any:
        """Take the source and the place in it from the whole, where they are left empty."""
        cleaned = super().clean() or self.cleaned_data
        for name in TAKEN_FROM_WHOLE:
            if name in cleaned and not cleaned[name] and self.whole.source_id:
                cleaned[name] = getattr(self.whole, name)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save; a part that did not change is left alone, so that its history has no empty row."""
        if not self.instance._state.adding and not self.has_changed_entry():
            return self.instance
        return super().save(commit)


class EntryForm(UsesForm, NewAddressForm, BaseEntryForm):
    """An entry, with the reason for the change; is not valid where others saved it meanwhile."""

    reason = forms.CharField(
        label=REASON,
        required=False,
        max_length=LONGEST_REASON,
        validators=[refuse_characters],
        widget=AdminTextInputWidget,
        help_text="Shown beside your name in the history, for example “Corrected a printing error "
        "on page 7”.",
    )
    # The version that the form was loaded with.
    history_version = forms.CharField(required=False, widget=forms.HiddenInput)
    # The consequences that the editor was shown and agreed to.
    agreed_to = forms.CharField(required=False)

    consequences: Sequence[str] = ()

    @cached_property
    def changed_data(self) -> list[str]:
        """The changed fields of the entry; what is said about the change is none of them."""
        return [name for name in super().changed_data if name not in EntryForm.declared_fields]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and hasattr(self.instance, "loaded_history_version"):
            self.initial["history_version"] = write_version(self.instance.loaded_history_version)

    def _get_validation_exclusions(self) -> set[str]:
        """Not what something is unique within, though its page cannot change it: a part's whole.

        Without it, Django would leave those constraints to the database.
        """
        excluded = cast(Any, super())._get_validation_exclusions()
        unique = (unique_fields(one) for one in find_constraints(type(self.instance)))
        return excluded.difference(*unique) if self.instance.pk else excluded

    def _update_errors(self, errors: ValidationError) -> None:
        """Say what is taken at its field, where the form holds no other that it is unique with."""
        by_field: dict[str, Any] = getattr(errors, "error_dict", {})
        said = by_field.pop(NON_FIELD_ERRORS, [])
        for error in said:
            by_field.setdefault(self._field_taken(error.message), []).append(error)
        cast(Any, super())._update_errors(errors)

    def _field_taken(self, message: str) -> str:
        """The only field here of those that are unique together by the constraint that says so."""
        entry: models.Model = self.instance
        for unique in find_unique(type(entry)):
            names = {entry._meta.get_field(column).name for column in unique.columns}
            held = names & self.fields.keys()
            if unique.message == message and len(held) == 1:
                return held.pop()
        return NON_FIELD_ERRORS

    def clean(self) -> Any:
        """Refuse what others saved meanwhile, which has to be merged with this first.

        Refuse as well what is only to be shown again.
        """
        cleaned = super().clean()
        if SHOW_AGAIN in self.data:
            self.add_error(None, SHOWN_AGAIN)
        if self.is_outdated:
            self.add_error(None, "Somebody changed this while you were editing it.")
        return cleaned

    @cached_property
    def is_outdated(self) -> bool:
        """Whether the entry or a part of it was saved by others since the form was loaded."""
        is_changed = self.is_bound and self.instance.pk is not None
        return is_changed and self.seen_version != history_version(self.instance)

    @property
    def seen_version(self) -> dict[str, int] | None:
        """The version that the form was loaded with; None where it does not say."""
        return read_version(self.data.get("history_version", ""))

    def _post_clean(self) -> None:
        """Ask before a change of what is in use, or that costs readers something elsewhere."""
        super()._post_clean()
        if self.errors or not self.has_changed_entry():
            return
        self.ask_about_uses()
        found = consequences_of([self.instance])
        if found and not is_agreed_to(found, self.data.get("agreed_to", "")):
            self.consequences, self.agreement = found, agreement_to(found)
            self.add_error(None, "Nothing is saved yet: look at what it would do first.")


def agreement_to(consequences: Sequence[str]) -> str:
    """What a form sends where somebody agrees to these consequences, and no others."""
    return signing.dumps(list(consequences))


def is_agreed_to(consequences: Sequence[str], token: str) -> bool:
    try:
        return signing.loads(token) == list(consequences)
    except signing.BadSignature:
        return False


def read_version(token: str) -> dict[str, int] | None:
    """The version that ``write_version`` made this of; None of anything else."""
    try:
        version = signing.loads(token)
    except signing.BadSignature:
        return None
    return version if isinstance(version, dict) else None


def write_version(version: HistoryVersion) -> str:
    """A version as a form sends it back: signed, so that nobody makes up one."""
    return signing.dumps(version)
