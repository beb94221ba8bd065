"""Forms as the GOV.UK Design System draws them, each field by templates/django/forms/field.html.

The admin's forms stay as Django draws them.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField

from capframe.base.http import shown

# By the kind of control; a control with an error has a class for that too.
CONTROL_CLASSES = {
    "file": "govuk-file-upload",
    "radio": "govuk-radios",
    "search": "govuk-input",
    "select": "govuk-select",
    "text": "govuk-input",
}

LONGEST_TEXT = 200
MOST_WORDS = 10


def validate_few_words(value: str) -> None:
    """Refuse a text of more than ten words: each is looked for by itself."""
    if len(value.split()) > MOST_WORDS:
        raise ValidationError(f"Use at most {MOST_WORDS} words.")


# Of a field for words that something is found by.
WORDS_VALIDATORS = (MaxLengthValidator(LONGEST_TEXT), validate_few_words)


class DesignBoundField(BoundField):
    """A field whose control has the Design System's classes, and names its hint and its errors."""

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        """What the control says of itself.

        Of a group, its fieldset names the errors: ARIA knows no radio button that is invalid.
        """
        attrs = super().build_widget_attrs(attrs, widget)
        if name := CONTROL_CLASSES.get(getattr(widget or self.field.widget, "input_type", "")):
            attrs["class"] = name
            if self.use_fieldset:
                attrs.pop("aria-invalid", None)
            elif self.errors:
                attrs["class"] = f"{name} {name}--error"
        return attrs

    @property
    def target(self) -> str:
        """Where a link to the field leads: to its control, to the first one of a group."""
        first = self.subwidgets[0].id_for_label if self.use_fieldset and self.subwidgets else ""
        return f"#{first or self.auto_id}"


class DesignForm(forms.Form):
    """A form whose errors are listed in the page's error summary, and said at their fields."""

    bound_field_class = DesignBoundField
    template_name = "components/form.html"
    # What is missing is said in our own words, all of it at once.
    use_required_attribute = False
    # Where the error summary leads for what is wrong with no single field.
    target = ""

    def add_error(self, field: str | None, error: Any) -> None:
        """Say it without what was sent at length, which a message may repeat."""
        for each in getattr(error, "error_list", ()):
            sent = each.params and each.params.get("value")
            if isinstance(sent, str):
                each.params = {**each.params, "value": shown(sent)}
        super().add_error(field, error)


def error_links(form: DesignForm, *, with_labels: bool = False) -> list[tuple[str, str]]:
    """Each error with the address of its field, for ``components/error_summary.html``.

    Args:
        form: one that was sent.
        with_labels: begin each with its field's label, where messages do not name the field.
    """
    links = []
    for name, messages in form.errors.items():
        field: Any = form[name] if name in form.fields else form
        label = f"{field.label}: " if with_labels else ""
        links += [(f"{label}{message}", field.target) for message in messages]
    return links


class Radios(forms.RadioSelect):
    """Radio buttons in a fieldset.

    Args:
        legend_class: how its legend looks.
        hints: what says more of some of them, by their values.
    """

    template_name = "components/radios.html"

    def __init__(
        self,
        *args: Any,
        legend_class: str = "govuk-fieldset__legend",
        hints: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.legend_class = legend_class
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}
