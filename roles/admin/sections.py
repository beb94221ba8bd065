"""A role level's sections on its page, their statements one a line."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from capframe.base.admin import StackedPartInline
from capframe.base.admin.forms import PartForm
from roles.models import Section, Statement

# About as many letters as a line of the text field holds.
LINE = 110
ONE_A_LINE = (
    "One statement a line, in the source’s words; many can be pasted at once. Blank lines do not "
    "count. A reworded or moved line keeps its history."
)


class LinesField(forms.CharField):
    """Lines of text: trimmed, blank ones left out."""

    def to_python(self, value: Any) -> str:
        """The lines, each ended by a single line feed but the last."""
        lines = (line.strip() for line in (value or "").splitlines())
        return "\n".join(line for line in lines if line)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lines are others than before, white space aside."""
        return super().has_changed(self.to_python(initial), data)


class SectionForm(PartForm):
    statements = LinesField(required=False, help_text=ONE_A_LINE, widget=AdminTextareaWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self._show(list(self.instance.statements.all()))

    def _show(self, statements: list[Statement]) -> None:
        field = self.fields["statements"]
        texts = [statement.text for statement in statements]
        self.initial["statements"] = "\n".join(texts)
        lines = sum(1 + len(text) // LINE for text in texts)
        field.widget.attrs["rows"] = min(max(lines + 1, 4), 20)
        if any("\n" in text for text in texts):
            field.disabled = True
            field.help_text = (
                "A statement of this section runs over several lines: edit them under “Change”."
            )
        elif noted := [statement for statement in statements if statement.note]:
            field.help_text = format_html("{}{}", ONE_A_LINE, about_notes(noted))


def about_notes(noted: list[Statement]) -> SafeString:
    """Which statements carry notes, and what becomes of these."""
    items = format_html_join(
        "", "<li>“{}” – note: “{}”</li>", ((one.text, one.note) for one in noted)
    )
    return format_html(
        "<p>These statements carry notes. A note stays with its line when you reword or move the "
        "line, and goes with it when you remove it; edit it under “Change”.</p><ul>{}</ul>",
        items,
    )


class SectionInline(StackedPartInline):
    """Sections one below the other; notes on statements are behind each section's link."""

    model = Section
    form = SectionForm
    fieldsets = (
        (None, {"fields": (("heading", "section_type"), ("position", "layout"), "statements")}),
        (
            "Where it comes from",
            # Not side by side: Django opens a folded part for an error in it only if they are not.
            {"fields": ("source", "place", "editors_note"), "classes": ("collapse",)},
        ),
    )
    autocomplete_fields = ("section_type", "source")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("statements")

    def statements(self, obj: Section) -> SafeString:
        """The statements as those see them who may not change them."""
        return format_html_join("", "<p>{}</p>", ((one.text,) for one in obj.statements.all()))
