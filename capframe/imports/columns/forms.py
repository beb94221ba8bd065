"""The form that says which column each heading of a file means."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from capframe.base.forms import DesignForm, Radios
from capframe.imports.columns.matching import (
    Matched,
    describe_missing,
    find_problems,
    missing_columns,
)
from capframe.imports.columns.suggestions import suggest_columns
from capframe.imports.columns.words import (
    describe_filling,
    describe_match,
    describe_placeholders,
    describe_stand_ins,
    describe_values,
)
from capframe.imports.models import Import
from capframe.imports.reading import TableSurvey
from capframe.plans.files.choices import Choices
from capframe.plans.files.import_kinds import ImportKind
from capframe.plans.titles import shorten
from capframe.spreadsheets.columns import LEAVE_OUT, heading_key
from capframe.spreadsheets.letters import column_letters
from capframe.spreadsheets.names import count_things

# What a form sends for a column that is left out; nothing chosen is the empty text.
LEFT_OUT = "-"
# The name of the button that leaves out all columns of which nothing is said.
LEAVE_THE_REST = "rest"


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file on the page.

    Args:
        field: that asks what it is.
        heading: as the file has it; empty where it has none.
        letter: that a spreadsheet calls it by.
        values: the first different ones.
        remarks: what else is to say of them.
    """

    field: BoundField
    heading: str
    letter: str
    values: list[str]
    remarks: list[str]


class ColumnsForm(DesignForm):
    """The column that each heading of a file means, a field for each: ``column-0``, ``column-1``.

    Args:
        imported: whose headings these are.
        kind: of which the columns are.
        survey: what stands in the table.
        known: what each heading means as far as somebody has said it or its name tells it.
        data: that was sent, if any.
    """

    target = "#id_column-0"

    def __init__(
        self,
        imported: Import,
        kind: ImportKind,
        survey: TableSurvey,
        known: Matched,
        data: QueryDict | None = None,
    ) -> None:
        self.imported, self.kind = imported, kind
        self.surveys, self.filling = survey.columns, survey.filling
        suggested = suggest_columns(kind, imported.headings, known, self.surveys)
        self.answers: Matched
        if data is None:
            self.answers = [suggested.get(i) if one is None else one for i, one in enumerate(known)]
        else:
            self.answers = read_answers(data, kind, imported.headings)
        super().__init__(data and with_answers(data, self.answers))
        self._add_columns(known, suggested)
        if number := self.number_nameless:
            label = f"Leave out {count_things(number, 'column')} without a name"
            self.fields["nameless"] = forms.BooleanField(label=label, required=False)
        if self.filling.numbers:
            self.fields["fill"] = self._make_filling_field()
        self._add_stand_ins(survey)

    def _add_columns(self, known: Matched, suggested: Mapping[int, str]) -> None:
        choices = [(LEFT_OUT, "Leave out"), *list_columns(self.kind)]
        for index, heading in enumerate(self.imported.headings):
            answer, survey = self.answers[index], self.surveys[index]
            unknown = [("", "Choose…")] if answer is None else []
            why = describe_match(self.kind, heading, known[index], suggested.get(index))
            meaning = describe_placeholders(self.kind, answer, survey)
            self.fields[f"column-{index}"] = forms.CharField(
                label=self._label(index, heading),
                required=False,
                initial=LEFT_OUT if answer == LEAVE_OUT else answer,
                widget=forms.Select(choices=[*unknown, *choices]),
                help_text=" ".join(filter(None, [why, meaning])),
            )

    def _label(self, index: int, heading: str) -> str:
        """The heading; where it does not tell the column from all others, with its letter."""
        if not heading:
            return f"Column {self._letter(index)}, which has no heading"
        is_alone = self._heading_counts[heading_key(heading)] == 1
        return shorten(heading) if is_alone else f"{shorten(heading)}, column {self._letter(index)}"

    @cached_property
    def _heading_counts(self) -> Counter[str]:
        return Counter(map(heading_key, self.imported.headings))

    def _make_filling_field(self) -> forms.Field:
        headings = {
            survey.place: heading or f"column {column_letters(survey.place + 1)}"
            for survey, heading in zip(self.surveys, self.imported.headings, strict=True)
        }
        names = ", ".join(shorten(headings[place]) for place in self.filling.numbers)
        return forms.BooleanField(
            label=f"Fill the empty cells below from the cell above: {names}",
            help_text=describe_filling(self.filling),
            initial=bool(self.imported.fill_down),
            required=False,
        )

    @property
    def fill_down(self) -> list[int]:
        """The places of the columns that are filled, as the form that was sent says."""
        return list(self.filling.numbers) if self.cleaned_data.get("fill") else []

    def _add_stand_ins(self, survey: TableSurvey) -> None:
        """Ask what stands in for the columns that the file does not have."""
        missing = missing_columns(self.kind, self.answers, self._read_choices({}))
        self.asked = [choice.name for choice in self.kind.stand_ins if choice.column in missing]
        for choice in self.kind.stand_ins:
            if choice.name in self.asked:
                values = (option.value for option in choice.options)
                gives = describe_stand_ins(choice, survey, self.answers)
                self.fields[choice.name] = forms.ChoiceField(
                    label=choice.label,
                    choices=[(option.value, option.label) for option in choice.options],
                    initial=self.imported.choices.get(choice.name),
                    widget=Radios(
                        legend_class="govuk-fieldset__legend govuk-fieldset__legend--s",
                        hints=dict(zip(values, gives, strict=True)),
                    ),
                    error_messages={"required": describe_missing(self.kind, choice.column)},
                )

    @property
    def stand_ins(self) -> list[BoundField]:
        """Each question of what stands in for a column."""
        return [self[name] for name in self.asked]

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen for the file, with what stands in for its columns."""
        names = {choice.name for choice in self.kind.stand_ins}
        kept = {name: value for name, value in self.imported.choices.items() if name not in names}
        return kept | {name: self.cleaned_data[name] for name in self.asked}

    def _read_choices(self, stood_in: Mapping[str, str]) -> Choices:
        """What was chosen for the file, with this to stand in for its columns."""
        choices = self.imported.read_choices()
        names = {choice.name for choice in self.kind.stand_ins}
        kept = {name: value for name, value in choices.values.items() if name not in names}
        return replace(choices, values={**kept, **stood_in})

    def _letter(self, index: int) -> str:
        return column_letters(self.surveys[index].place + 1)

    @property
    def rows(self) -> Iterator[ColumnRow]:
        for index, survey in enumerate(self.surveys):
            values, remarks = describe_values(survey)
            heading, letter = self.imported.headings[index], self._letter(index)
            yield ColumnRow(self[f"column-{index}"], heading, letter, values, remarks)

    @property
    def number_of_rows(self) -> int:
        return self.surveys[0].rows

    @property
    def number_nameless(self) -> int:
        """Columns without a heading that nothing is known of."""
        pairs = zip(self.imported.headings, self.answers, strict=True)
        return sum(not heading and answer is None for heading, answer in pairs)

    @property
    def number_unknown(self) -> int:
        return sum(answer is None for answer in self.answers)

    @property
    def number_left_out(self) -> int:
        return sum(answer == LEAVE_OUT for answer in self.answers)

    @property
    def number_matched(self) -> int:
        return len(self.answers) - self.number_unknown - self.number_left_out

    def clean(self) -> None:
        # That nothing stands in for a column is said at its question.
        stood_in = {
            choice.name: choice.options[0].value
            for choice in self.kind.stand_ins
            if choice.name in self.asked
        }
        choices = self._read_choices(stood_in)
        for words, index in find_problems(self.kind, self.answers, choices):
            self.add_error(None if index is None else f"column-{index}", words)


def list_columns(kind: ImportKind) -> list[Any]:
    """The columns of a kind as a list offers them, in groups."""
    return [
        (title, [(column.name, f"{column.plain_name} ({column.name})") for column in columns])
        for title, columns in kind.grouped_columns.items()
    ]


def read_answers(data: QueryDict, kind: ImportKind, headings: Sequence[str]) -> Matched:
    """What the form says of each heading; None where it says nothing that is known.

    One button leaves out all that is not said; a tick does so for columns without a heading.
    """
    known = {column.name: column.name for column in kind.all_columns} | {LEFT_OUT: LEAVE_OUT}
    said = [known.get(data.get(f"column-{index}", "")) for index in range(len(headings))]
    is_out = [LEAVE_THE_REST in data or ("nameless" in data and not one) for one in headings]
    return [
        LEAVE_OUT if answer is None and leaves else answer
        for answer, leaves in zip(said, is_out, strict=True)
    ]


def with_answers(data: QueryDict, answers: Matched) -> QueryDict:
    """What was sent, with what it means for each heading."""
    data = data.copy()
    for index, answer in enumerate(answers):
        data[f"column-{index}"] = LEFT_OUT if answer == LEAVE_OUT else answer or ""
    return data
