"""The parts of an entry on its page, merged with what others saved meanwhile, row by row."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, cast

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst

from capframe.base.admin.conflicts.choices import Decisions, Moved
from capframe.base.admin.conflicts.contents import describe_differences
from capframe.base.admin.conflicts.fields import (
    BACK,
    POSITION,
    Sides,
    add_lines_back,
    settle_fields,
)
from capframe.base.admin.conflicts.rows import SentRow, read_rows, sent_row, write_rows
from capframe.base.admin.conflicts.values import (
    describe,
    locked_names,
    name_of_part,
    sent_as,
    shown_value,
    shown_values,
)
from capframe.base.history.past import State
from capframe.base.merging import Change, find_moved, merge_positions, put_in_order


class Row(NamedTuple):
    """A part three times: as the form was opened, as it is now, and as it was sent."""

    pk: Any
    seen: forms.ModelForm | None
    now: forms.ModelForm | None
    sent: SentRow | None

    @property
    def form(self) -> forms.ModelForm:
        """As it is now, or else was."""
        return cast(forms.ModelForm, self.now or self.seen)


class FormSetMerge:
    """Merges a formset.

    Args:
        formset: as it was sent.
        seen: the parts as they were shown; None where nobody knows.
        now: the parts as they are.
        decisions: settles the values.
    """

    def __init__(
        self, formset: Any, *, seen: State | None, now: State, decisions: Decisions
    ) -> None:
        self.formset, self.decisions = formset, decisions
        # Where nobody knows what was shown, nothing tells what was not.
        self.differences = partial(describe_differences, seen or now, now)
        self.seen = self._forms_of(seen) if seen else {}
        self.now = self._forms_of(now)
        self.blank = formset.form(**formset.get_form_kwargs(None))

    def _forms_of(self, state: State) -> dict[Any, forms.ModelForm]:
        """A form that nobody filled in for each of the parts, by its primary key."""
        every = state[self.formset.model].values()
        parts = [part for part in every if self.formset.holds(part, state)]
        return {part.pk: self.formset.form(instance=part) for part in parts}

    def write_into(self, data: QueryDict) -> None:
        """Put the merged rows in place of those that were sent."""
        sent, added = read_rows(self.formset, data)
        rows = list(self._rows(sent))
        merged = {row.pk: kept for row in rows if (kept := self._merge(row)) is not None}
        # What others removed and I keep is made again, and has its primary key.
        again = [merged[row.pk] for row in rows if row.now is None and row.pk in merged]
        there = [merged[row.pk] for row in rows if row.now is not None and row.pk in merged]
        new = {
            f"new{number}": row for number, row in enumerate(added) if self._keep_new(number, row)
        }
        if POSITION in self.blank.fields:
            self._settle_positions(rows, merged, new)
        write_rows(self.formset, data, there, [*again, *new.values()])

    def _settle_positions(
        self, rows: list[Row], merged: Mapping[Any, SentRow], new: Mapping[Any, SentRow]
    ) -> None:
        """Put the rows that stay in an order that fits both; a typed number may be no number."""
        stay = {row.pk: row for row in rows if row.pk in merged and not merged[row.pk].is_deleted}
        base = {pk: _position(row.seen) for pk, row in stay.items() if row.seen}
        theirs = {pk: _position(row.now) for pk, row in stay.items() if row.now}
        mine = {pk: _number(row.sent) for pk, row in stay.items() if row.sent}
        mine |= {key: _number(row) for key, row in new.items() if not row.is_deleted}
        for key, position in merge_positions(base, theirs, mine).items():
            row = merged.get(key) or new[key]
            if position is not None:
                row.values[POSITION] = [str(position)]
        for order, is_theirs in ((theirs, True), (mine, False)):
            for pk in find_moved(put_in_order(base), put_in_order(order)):
                said = f"{name_of_part(stay[pk].form.instance)} moved"
                self.decisions.moved.append(Moved(said, is_theirs=is_theirs))

    def _rows(self, sent: list[SentRow]) -> Iterator[Row]:
        left = {row.pk: row for row in sent}
        for pk in {**self.now, **self.seen}:
            yield Row(pk, self.seen.get(pk), self.now.get(pk), left.pop(str(pk), None))
        for pk, row in left.items():
            yield Row(pk, None, None, row)

    def _merge(self, row: Row) -> SentRow | None:
        """The row to be sent; None where it goes, or is gone already."""
        if row.sent is None:
            return self._take_theirs(row) if row.now else None
        if row.now is None and row.seen is None:
            return None if row.sent.is_deleted else row.sent
        if row.now is None or row.sent.is_deleted:
            return self._merge_removed(row, row.sent)
        before = [form for form in (row.seen, row.now) if form]
        sides = Sides(
            key=self._key(row.pk),
            label=name_of_part(row.now.instance),
            seen=row.seen,
            now=row.now,
            sent=partial(row.sent.text, before),
            differences=self.differences,
        )
        for name, text in settle_fields(self.decisions, sides).items():
            row.sent.values[name] = sent_as(row.now.fields[name], text)
        self._bring_lines_back(sides, row.sent)
        for name in locked_names(row.now):
            # What was typed there stays, for its form to show again.
            if row.seen and sides.sent(name) == shown_value(row.seen, name):
                row.sent.values.pop(name, None)
        return row.sent

    def _bring_lines_back(self, sides: Sides, sent: SentRow) -> None:
        for name in sides.names():
            if back := self.decisions.back.get(f"{sides.key}{name}"):
                beside = f"{name}{BACK}"
                sent.values[beside] = [add_lines_back(sent.get(beside), back)]

    def _key(self, pk: Any) -> str:
        return f"{self.formset.prefix}-{pk}-"

    def _take_theirs(self, row: Row) -> SentRow:
        """A row that the form was not sent with, for the most part because others added it."""
        if row.seen is None:
            change = Change(None, self._describe(row.form, shown_values(row.form)), None)
            self.decisions.settle(self._key(row.pk), name_of_part(row.form.instance), change)
        return sent_row(row.form)

    def _merge_removed(self, row: Row, sent: SentRow) -> SentRow | None:
        """One of the two removed it, or both did; ask where the other one changed it."""
        if sent.is_deleted and row.now is None:
            return None
        if sent.is_deleted:
            before, after = self._changed_by_others(row)
            change = Change(before, after, None)
        else:
            before, after = self._changed_by_me(row, sent)
            change = Change(before, None, after)
        label = name_of_part(row.form.instance)
        stays = self.decisions.settle(self._key(row.pk), label, change) is not None
        if sent.is_deleted:
            return sent_row(row.form) if stays else sent
        return sent if stays else None

    def _changed_by_others(self, row: Row) -> tuple[str, str]:
        """What a part and what stands in it said and says, where that differs."""
        if row.seen is None:
            return "", self._describe(row.form, shown_values(row.form))
        return self.differences(self.formset.model, row.pk)

    def _changed_by_me(self, row: Row, sent: SentRow) -> tuple[str, str]:
        """What a part said and what I made of it, where that differs."""
        shown, mine = shown_values(row.form), sent.texts([row.form])
        changed = [name for name in mine if mine[name] != shown[name] and name != POSITION]
        said, says = (
            describe(row.form, {name: values[name] for name in changed}) for values in (shown, mine)
        )
        return said, says

    def _keep_new(self, number: int, row: SentRow) -> bool:
        """Whether a row that I added is none that others added too; an empty one may stay."""
        values = row.texts([self.blank])
        # Left empty, some fields are saved with what they begin with.
        saved = {name: values[name] or text for name, text in shown_values(self.blank).items()}
        if any(_alike(saved, shown_values(form)) for form in self._added_by_others()):
            return False
        if (words := self._describe(self.blank, values)) and not row.is_deleted:
            label = capfirst(self.formset.model._meta.verbose_name)
            self.decisions.settle(self._key(f"new{number}"), label, Change(None, None, words))
        return True

    def _added_by_others(self) -> list[forms.ModelForm]:
        return [form for pk, form in self.now.items() if pk not in self.seen]

    def _describe(self, form: forms.ModelForm, values: Mapping[str, str]) -> str:
        """What a new part says, but for its position."""
        blank = shown_values(self.blank)
        said = {name: text for name, text in values.items() if text != blank[name]}
        said.pop(POSITION, None)
        return describe(form, said)


def _alike(row: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two rows say the same, wherever they stand."""
    return all(other.get(name) == text for name, text in row.items() if name != POSITION)


def _position(form: forms.ModelForm) -> int | None:
    return form.instance.position


def _number(row: SentRow) -> int | None:
    """The position that was typed; None where it is left empty or is none."""
    text = row.get(POSITION).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
