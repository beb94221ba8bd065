"""The form that changes one responsibility at several role levels.

Neighbouring levels that say the very same share a field. Buttons that only rearrange (“Make them
differ”, “take out of this row”) bring the form back as typed, and save nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core import signing
from django.core.exceptions import ValidationError

from capframe.base.admin.forms import ProseField
from capframe.base.characters import refuse_characters
from capframe.base.http import as_key
from capframe.plans.admin.back_page import ReasonForm
from roles.models import Statement
from roles.responsibility import LevelStatement, NewStatement, Responsibility

# Sent along: the statements that were taken out of the row, and those that have their own field.
OUT, APART = "out", "apart"
ONE_LINE = "One statement has one line: take the line ends out, or add another statement."
EMPTIED = "Nothing is left of it here. Tick “Remove it”, or write what it is to say."
CHANGED_MEANWHILE = (
    "Somebody changed what these levels say while you were editing it. Yours is still here, and "
    "nothing of it is saved yet. Look at what stands there now; if you save all the same, yours "
    "takes the place of it."
)


class StatementField(ProseField):
    """One statement, on one line."""

    def clean(self, value: Any) -> str:
        """The text without white space around it. Raises ValidationError for several lines."""
        text = super().clean(value)
        if "\n" in text:
            raise ValidationError(ONE_LINE)
        return text


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the page: a level, or neighbours that say the very same.

    Args:
        levels: the first of them stands for all.
        field: the text, bound; where it is not stated, of the text to be added, if it can be.
        remove: whether it is to be removed; None where it cannot be.
        behind: where an added text is to stand.
        now: what stands there by now, where somebody changed it meanwhile.
    """

    levels: tuple[LevelStatement, ...]
    field: Any = None
    remove: Any = None
    behind: Any = None
    now: str = ""

    @property
    def first(self) -> LevelStatement:
        return self.levels[0]


class ResponsibilityForm(ReasonForm):
    """The texts of a row, by the first statement that each stands for.

    Args:
        row: as it stands now.
        data: what was sent; None to begin with.
    """

    def __init__(self, row: Responsibility, data: Any = None) -> None:
        self.row = row
        # What statements say by now that say something else than the form was shown with.
        self.changed_meanwhile: Mapping[int, str] = {}
        self.out = _numbers(data, OUT)
        self.apart = _numbers(data, APART)
        super().__init__(self._with_unsent(data))
        for group in self.groups:
            self._add_fields(group)
        for level in self.unstated:
            self._add_new_fields(level)

    @property
    def groups(self) -> list[tuple[LevelStatement, ...]]:
        """Levels that state it, neighbours that say the very same taken together."""
        groups: list[list[LevelStatement]] = []
        last = ""
        for level in self.row.levels:
            text = level.statement.text if level.statement else ""
            if level.statement and level.statement.pk not in self.out:
                if text == last and level.statement.pk not in self.apart:
                    groups[-1].append(level)
                else:
                    groups.append([level])
            else:
                text = ""
            last = text
        return [tuple(group) for group in groups]

    @property
    def unstated(self) -> list[LevelStatement]:
        """Levels that do not state it, and have the section to add it to."""
        return [level for level in self.row.levels if level.statement is None and level.section]

    def _with_unsent(self, data: Any) -> Any:
        """What was sent; what a field would hold that was not there yet stays as it is."""
        if data is None:
            return None
        sent = data.copy()
        for group in self.groups:
            sent.setdefault(f"text-{_name(group)}", group[0].statement and group[0].statement.text)
        return sent

    def _add_fields(self, group: Sequence[LevelStatement]) -> None:
        name, statement = _name(group), group[0].statement
        names = ", ".join(level.name for level in group)
        widget = AdminTextareaWidget(attrs={"rows": 3, "aria-label": f"Statement at {names}"})
        self.fields[f"text-{name}"] = StatementField(
            required=False,
            initial=statement and statement.text,
            widget=widget,
            validators=[refuse_characters],
        )
        self.fields[f"remove-{name}"] = forms.BooleanField(
            required=False, label=f"Remove it from {names}"
        )

    def _add_new_fields(self, level: LevelStatement) -> None:
        pk = level.profile.pk
        widget = AdminTextareaWidget(attrs={"rows": 3})
        self.fields[f"add-{pk}"] = StatementField(
            required=False, label="Statement", widget=widget, validators=[refuse_characters]
        )
        places = [("0", "first")]
        places += [(str(n), f"after “{one}”") for n, one in enumerate(level.statements, start=1)]
        last, _ = places[-1]
        self.fields[f"behind-{pk}"] = forms.TypedChoiceField(
            required=False,
            label="Where",
            choices=places,
            coerce=int,
            empty_value=last,
            initial=last,
        )

    def clean(self) -> Any:
        """Refuse to remove what is not said to be removed, and to overwrite what was not seen."""
        cleaned = super().clean() or self.cleaned_data
        for group in self.groups:
            name = _name(group)
            if not cleaned.get(f"text-{name}", "x") and not cleaned.get(f"remove-{name}"):
                self.add_error(f"text-{name}", EMPTIED)
        self.changed_meanwhile = self._find_changed()
        if self.changed_meanwhile:
            self.add_error(None, CHANGED_MEANWHILE)
        return cleaned

    def _find_changed(self) -> Mapping[int, str]:
        """What the statements say by now that say something else than the form was shown with."""
        seen = _read_version(self.data.get("version", ""))
        return {pk: text for pk, text in self._texts().items() if seen.get(str(pk)) != text}

    def _texts(self) -> dict[int, str]:
        stated = [level.statement for level in self.row.levels if level.statement]
        return {statement.pk: statement.text for statement in stated}

    @property
    def version(self) -> str:
        """What the page was shown with, signed."""
        return signing.dumps({str(pk): text for pk, text in self._texts().items()})

    def rows(self) -> Iterator[FormRow]:
        """The rows of the page, in the order of the levels."""
        by_first = {group[0].profile.pk: group for group in self.groups}
        grouped = {level.profile.pk for group in self.groups for level in group}
        changed = self.changed_meanwhile
        for level in self.row.levels:
            pk = level.profile.pk
            if pk in by_first:
                name = _name(by_first[pk])
                said = [changed.get(one.statement.pk, "") for one in by_first[pk] if one.statement]
                text, remove = self[f"text-{name}"], self[f"remove-{name}"]
                is_emptied = self.is_bound and not text.value()
                yield FormRow(
                    by_first[pk], text, remove if is_emptied else None, now=next(iter(said), "")
                )
            elif level.statement is None and level.section:
                yield FormRow((level,), self[f"add-{pk}"], behind=self[f"behind-{pk}"])
            elif pk not in grouped:
                yield FormRow((level,))

    def texts(self) -> dict[Statement, str]:
        """What statements are to say, valid, but those to be removed."""
        return {
            level.statement: text
            for group in self.groups
            if (text := self.cleaned_data[f"text-{_name(group)}"])
            for level in group
            if level.statement
        }

    def removed(self) -> list[Statement]:
        return [
            level.statement
            for group in self.groups
            if not self.cleaned_data[f"text-{_name(group)}"]
            for level in group
            if level.statement
        ]

    def added(self) -> list[NewStatement]:
        return [
            NewStatement(level.section, text, int(self.cleaned_data[f"behind-{level.profile.pk}"]))
            for level in self.unstated
            if level.section and (text := self.cleaned_data[f"add-{level.profile.pk}"])
        ]


def _name(group: Sequence[LevelStatement]) -> int:
    """What the fields of a group are told apart by: its first statement."""
    return group[0].statement.pk if group[0].statement else 0


def _numbers(data: Any, name: str) -> set[int]:
    sent = data.getlist(name) if data is not None else []
    return {key for key in map(as_key, sent) if key is not None}


def _read_version(token: str) -> dict[str, str]:
    try:
        found = signing.loads(token)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}
