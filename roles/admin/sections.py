"""The sections of a role level or family on its page, their statements one a line."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from capframe.base.admin import StackedPartInline, TabularPartInline
from capframe.base.admin.conflicts.fields import BACK, read_lines_back
from capframe.base.admin.forms import PartForm
from capframe.base.admin.formsets import PartFormSet
from capframe.base.admin.pasted_lines import TidiedLines, tidy_lines
from capframe.base.characters import refuse_characters
from capframe.spreadsheets.invisible import normalise_text
from capframe.spreadsheets.texts import normalise_line_ends
from roles.models import Section, Statement
from roles.models.sections import HeadedSection, SectionLayout, SectionStatement
from roles.statements import replace_statements
from roles.strengths import strength_words

# About as many letters as a line of the text field holds.
LINE = 110
ONE_A_LINE = (
    "One statement a line, in the source’s words; many can be pasted at once. Blank lines do not "
    "count, and marks of lists are taken off. A reworded or moved line keeps its history."
)


# The fields of a section that stand apart from its text: its place, and where it comes from.
PLACED = ("position", "source", "place", "editors_note")


class LinesField(forms.CharField):
    """Lines of text: trimmed, blank ones left out."""

    # What a line is called: where two editors changed the field, each line is settled by itself.
    line_noun = "statement"

    def clean(self, value: Any) -> str:
        """The lines. Refuses what no text may hold, before any of it is taken for a line end."""
        refuse_characters(normalise_line_ends(value or ""))
        return super().clean(value)

    def to_python(self, value: Any) -> str:
        """The lines, each ended by a single line feed but the last, without what nobody sees."""
        lines = (normalise_text(line).strip() for line in (value or "").splitlines())
        return "\n".join(line for line in lines if line)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lines are others than before, white space aside."""
        return super().has_changed(self.to_python(initial), data)


class SectionForm(PartForm):
    statements = LinesField(required=False, help_text=ONE_A_LINE, widget=AdminTextareaWidget)
    # The statements without marks of lists, once their lines were changed.
    tidied = TidiedLines("", ())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self._show(self._statements)

    @property
    def count(self) -> int:
        return len(self._statements)

    @property
    def counted(self) -> str:
        """How many statements it has, as the source prints them."""
        is_prose = self.instance.layout == SectionLayout.PROSE
        noun = "paragraph" if is_prose else "statement"
        return f"{self.count} {noun}{'' if self.count == 1 else 's'}"

    @property
    def beginning(self) -> str:
        """How its first statement begins."""
        return next((statement.text for statement in self._statements), "")

    @property
    def _statements(self) -> list[SectionStatement]:
        return list(self.instance.statements.all()) if self.instance.pk else []

    @property
    def lines_back(self) -> dict[str, int]:
        """Lines whose statements somebody deleted meanwhile, with the keys of these."""
        return read_lines_back(self.data.get(self._name_of_lines_back, ""))

    @property
    def unseen(self) -> SafeString | str:
        """These lines, for the form to be sent with them again."""
        name = self._name_of_lines_back
        sent = self.data.get(name)
        return forms.HiddenInput().render(name, sent) if sent else ""

    @property
    def _name_of_lines_back(self) -> str:
        return self.add_prefix(f"statements{BACK}")

    def clean(self) -> Any:
        """Take the marks of lists off lines that were changed; refuse them where they are locked.

        A field that is locked is not sent: lines come from a form that was opened before.
        """
        cleaned = super().clean()
        field, typed = self.fields["statements"], self.data.get(self.add_prefix("statements"))
        if field.disabled and typed and LinesField().has_changed(self.initial["statements"], typed):
            self.add_error("statements", lines_not_saved(typed))
        if "statements" in self.changed_data and "statements" in cleaned:
            are_paragraphs = cleaned.get("layout") == SectionLayout.PROSE
            self.tidied = tidy_lines(cleaned["statements"], are_paragraphs=are_paragraphs)
            cleaned["statements"] = self.tidied.text
        return cleaned

    def _show(self, statements: list[SectionStatement]) -> None:
        field = self.fields["statements"]
        texts = [statement.text for statement in statements]
        self.initial["statements"] = "\n".join(texts)
        lines = sum(1 + len(text) // LINE for text in texts)
        field.widget.attrs["rows"] = max(lines + 1, 4)
        if any("\n" in text for text in texts):
            field.disabled = True
            field.help_text = (
                "A statement of this section runs over several lines: edit them under "
                "“Notes on its statements”."
            )
        elif noted := [statement for statement in statements if what_hangs_on(statement)]:
            field.help_text = format_html("{}{}", ONE_A_LINE, about_notes(noted))


def lines_not_saved(typed: str) -> SafeString:
    """What is said to who typed lines while somebody else made one of them run over several."""
    lines = format_html_join("", "<li>{}</li>", ((line,) for line in typed.splitlines() if line))
    return format_html(
        "Somebody made a statement of this section run over several lines while you were editing "
        "it, so that its lines cannot be changed here any more. Nothing is saved yet, and your "
        "lines will not be. Copy what you need of them, save the rest, and then edit the "
        "statements under “Notes on its statements”. Your lines:<ul>{}</ul>",
        lines,
    )


def about_notes(noted: list[SectionStatement]) -> SafeString:
    """Which statements carry notes or say how strongly they ask, and what becomes of these."""
    items = format_html_join(
        "", "<li>“{}” – {}</li>", ((one.text, what_hangs_on(one)) for one in noted)
    )
    return format_html(
        "<p>These statements carry notes, or say how strongly they ask. Both stay with their line "
        "when you reword or move the line, and go with it when you remove it; edit them under "
        "“Notes on its statements”, qualifications further down on this page.</p><ul>{}</ul>",
        items,
    )


def what_hangs_on(statement: SectionStatement) -> str:
    """The note on a statement, how strongly it asks, and for which qualifications."""
    note = f"note: “{statement.note}”" if statement.note else ""
    return "; ".join(filter(None, (note, what_it_asks(statement))))


def what_it_asks(statement: SectionStatement) -> str:
    """How strongly a role level's statement asks, and for which qualifications."""
    if not isinstance(statement, Statement):
        return ""
    asked = map(str, statement.qualification_requirements.all())
    return "; ".join(filter(None, (strength_words(statement.strength), *asked)))


class HeadedSectionInline(StackedPartInline):
    """Sections one below the other; notes on statements are behind each section's link."""

    form = SectionForm
    fields: Any = (("heading", "layout"), "statements", *PLACED)
    autocomplete_fields = ("source",)
    change_link = "Notes on its statements"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("statements")

    def statements(self, obj: HeadedSection) -> SafeString:
        """The statements as those see them who may not change them."""
        return format_html_join("", "<p>{}</p>", ((one.text,) for one in obj.statements.all()))


class SectionFormSet(PartFormSet):
    begins_with_one = True


class SectionInline(HeadedSectionInline):
    """A role level's sections."""

    model = Section
    formset = SectionFormSet
    fields = (("heading", "section_type", "layout"), "statements", *PLACED)
    autocomplete_fields = ("section_type", "source")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what the statements ask for, which is named beside them."""
        asked = "statements__qualification_requirements__qualification"
        return super().get_queryset(request).prefetch_related(asked)


class StatementInline(TabularPartInline):
    """A section's statements with their notes."""

    model: Any = Statement
    fields = ("position", "text", "note")


class SavesStatementsMixin(admin.ModelAdmin):
    """The page of an entry whose sections hold their statements as lines."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the parts, then the statements of those sections whose lines were changed."""
        super().save_formset(request, form, formset, change)
        if issubclass(formset.model, HeadedSection):
            for section in formset.forms:
                if "statements" in section.changed_data and section not in formset.deleted_forms:
                    self._save_statements(request, section, form.cleaned_data["reason"])

    def _save_statements(self, request: HttpRequest, section: Any, reason: str) -> None:
        asked = {one.text: what_it_asks(one) for one in section.instance.statements.all()}
        removed = replace_statements(
            section=section.instance,
            lines=section.cleaned_data["statements"].splitlines(),
            by=request.user,
            reason=reason,
            back=section.lines_back,
        )
        if marks := section.tidied.in_words:
            said = f"Marks of lists taken off the lines of “{section.instance}”: {marks}."
            self.message_user(request, said)
        for statement in removed:
            text, lost = statement.text, asked.get(statement.text)
            if statement.note:
                said = f"With “{text}” its note was removed: “{statement.note}”"
                self.message_user(request, said, messages.WARNING)
            if lost:
                said = f"With “{text}” what it asks was removed: {lost}"
                self.message_user(request, said, messages.WARNING)
