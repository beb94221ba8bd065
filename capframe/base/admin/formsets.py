"""The parts of an entry on its page: judged together, and saved in one go."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Value
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.utils import ErrorList
from django.http import QueryDict

from capframe.base.actions import delete
from capframe.base.admin.forms import TAKEN_FROM_WHOLE
from capframe.base.admin.rearranging import is_added, is_rearranged, rearranged
from capframe.base.history.coming_back import find_deleted_parts, forget_gone, put_back_inside
from capframe.base.http import as_key
from capframe.base.models import Entry
from capframe.base.uniqueness import Unique, find_in_the_way, find_unique, placeholders_for

PK = "id"


class PartFormSet(forms.BaseInlineFormSet):
    """The parts of one entry on its page.

    A part that somebody else removed meanwhile is sent as a new one with its primary key, so that
    its typed text is kept; saving over the removal makes it again, with all that it had.
    """

    data: QueryDict
    prefix: str
    model: type[Entry]
    # Those parts as they were, by the numbers of their forms.
    gone: Mapping[int, Any] = {}
    # Whether an empty one waits to be filled in where there is none yet.
    begins_with_one = False

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.is_bound:
            self._count_what_was_sent()
            self._tell_apart_what_is_still_there()
            self._sent = self._number("TOTAL_FORMS")
            self.data = self._rearranged()

    def _rearranged(self) -> QueryDict:
        """What was sent, as the pressed button makes it."""
        return rearranged(self.data, self.prefix, self._sent)

    def _count_what_was_sent(self) -> None:
        """Let a tampered number not ask for more forms than were sent: two thousand take long."""
        total = self.data.get(f"{self.prefix}-TOTAL_FORMS", "")
        numbered = re.compile(rf"{re.escape(self.prefix)}-([0-9]{{1,5}})-")
        sent = {int(found[1]) for name in self.data if (found := numbered.match(name))}
        most = min(max(sent, default=-1) + 1, len(sent) + len(super().get_queryset()))
        if total.isascii() and total.isdigit() and (len(total) > 5 or int(total) > most):
            self.data = self.data.copy()
            self.data[f"{self.prefix}-TOTAL_FORMS"] = str(most)

    def _tell_apart_what_is_still_there(self) -> None:
        total, initial = (self._number(name) for name in ("TOTAL_FORMS", "INITIAL_FORMS"))
        here = {str(part.pk): part for part in super().get_queryset()}
        posted = [self.data.get(f"{self.prefix}-{i}-id", "") for i in range(max(total, initial))]
        stay = [i for i, pk in enumerate(posted[:initial]) if pk in here]
        gone = [i for i, pk in enumerate(posted[:initial]) if pk not in here]
        self._queryset = [here[posted[i]] for i in stay]
        if gone:
            order = [*stay, *gone, *range(initial, total)]
            self.data = renumbered(self.data, self.prefix, order)
            self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(stay))
            posted = [posted[i] for i in order]
        if added := {i: pk for i, pk in enumerate(posted) if i >= len(stay) and pk}:
            self._find_gone(added)

    @property
    def pk_of_whole(self) -> Any:
        """The primary key of what its parts stood in, be that deleted by now."""
        return self.instance.pk

    def _find_gone(self, added: Mapping[int, str]) -> None:
        """Learn which new forms are of parts that were deleted; others have no primary key yet."""
        pks = {i: pk for i, sent in added.items() if (pk := as_key(sent)) is not None}
        found = find_deleted_parts(
            self.model, set(pks.values()), field=self.fk, whole=self.pk_of_whole
        )
        self.gone = {i: found.pop(pk) for i, pk in pks.items() if pk in found}
        for part in self.gone.values():
            forget_gone(part)  # what is chosen on its form is judged there
        self.data = self.data.copy()
        for i in added.keys() - self.gone.keys():
            self.data[f"{self.prefix}-{i}-id"] = ""

    def _number(self, name: str) -> int:
        """A number of forms; 0 where a tampered form gives none, which Django says by itself."""
        number = self.data.get(f"{self.prefix}-{name}") or ""
        return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0

    def total_form_count(self) -> int:
        number = super().total_form_count()
        return number if self.is_bound else number or int(self.begins_with_one)

    def holds(self, part: Any, state: Mapping[Any, Mapping[Any, Any]]) -> bool:
        """Whether a part is one of these in another state of the entries, by model and key."""
        return bool(getattr(part, self.fk.attname) == self.instance.pk)

    @property
    def errors(self) -> Any:
        """What is wrong with each part, unless a button only rearranges them."""
        return [form.errors for form in self.forms] if is_rearranged(self.data) else super().errors

    def non_form_errors(self) -> ErrorList:
        return ErrorList() if is_rearranged(self.data) else super().non_form_errors()

    def is_valid(self) -> bool:
        return not is_rearranged(self.data) and super().is_valid()

    def add_fields(self, form: Any, index: int | None) -> None:
        """Let the source and the place in it be those of the whole."""
        super().add_fields(form, index)
        form.whole = self.instance
        for name in set(TAKEN_FROM_WHOLE) & form.fields.keys():
            form.fields[name].required = False
            form.fields[name].help_text += f" Left empty, it is that of {self._whole_in_words}."
        if index in self.gone:
            # Otherwise a choice of those that are there.
            form.fields[PK] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        if "position" in form.fields and form.instance._state.adding:
            form.fields["position"].required = False
            form.fields["position"].initial = None
            form.fields["position"].help_text += " Left empty, it comes last."

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Start a new part from the source and place of the entry that it stands in."""
        kwargs = super().get_form_kwargs(index)
        if index is not None and index in self.gone:
            return kwargs | {"instance": self.gone[index]}
        if index is None or index >= self.initial_form_count():
            kwargs["initial"] = self._beginnings()
        if self.is_bound and index == self._sent and is_added(self.data, self.prefix):
            # Nothing was sent of the part that is added: it begins as an empty one does.
            kwargs |= {"data": None, "files": None}
        return kwargs

    @property
    def _whole_in_words(self) -> str:
        return f"the {self.instance._meta.verbose_name}"

    def _beginnings(self) -> dict[str, Any]:
        fields = {field.name for field in self.model._meta.fields}
        names = fields.intersection(TAKEN_FROM_WHOLE) if self.instance.pk else ()
        return {name: getattr(self.instance, name, None) for name in names}

    def clean(self) -> None:
        """Give new parts the next positions; then no two may have what must be unique."""
        self._put_new_ones_last()
        super().clean()

    def _put_new_ones_last(self) -> None:
        placed = [form for form in self._filled_forms() if "position" in form.cleaned_data]
        last = max((form.cleaned_data["position"] or 0 for form in placed), default=0)
        for form in placed:
            if form.cleaned_data["position"] is None:
                last += 1
                form.cleaned_data["position"] = form.instance.position = last

    def validate_unique(self) -> None:
        """Find parts that would have what only one may; all of this form are judged together."""
        for unique in find_unique(self.model):
            holders: dict[tuple, list[Any]] = defaultdict(list)
            for form in self._filled_forms():
                # All stand in one whole, which has no primary key yet where it is new.
                values = unique.likeness_of(vars(form.instance) | {self.fk.attname: 0})
                if None not in values:
                    holders[values].append(form)
            for forms_of_one in holders.values():
                self._refuse_all_but_first(unique, forms_of_one)

    def _refuse_all_but_first(self, unique: Unique, holders: list[Any]) -> None:
        if len(holders) > 1:
            held = [form for form in holders if is_held_to(unique, form.instance)]
            for form in held[1:]:
                form.add_error(*self._say_taken(unique, form))

    def _filled_forms(self) -> list[Any]:
        """The valid forms of what will be there: neither deleted nor left blank."""
        return [
            form
            for form in self.forms
            if form.is_valid()
            and not form.cleaned_data.get(DELETION_FIELD_NAME)
            and (form.instance.pk or form.has_changed())
        ]

    def _say_taken(self, unique: Unique, form: Any) -> tuple[str | None, str]:
        """The field to say it at, None where it is several, and what to say."""
        names = [self.model._meta.get_field(column).name for column in unique.columns]
        shown = [name for name in names if name in form.fields and name != self.fk.name]
        labels = " and ".join(str(form.fields[name].label).lower() for name in shown)
        said = unique.message or f"Another row has this {labels}."
        return (shown[0] if len(shown) == 1 else None), said

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        """Delete first, then save the changed ones, which may exchange what must be unique."""
        there = [form for form in self.initial_forms if form.instance.pk]
        gone = [form for form in there if form in self.deleted_forms]
        changed = [form for form in there if form not in gone and form.has_changed()]
        self.deleted_objects = [form.instance for form in gone]
        self.changed_objects = [(form.instance, form.changed_data) for form in changed]
        for entry in self.deleted_objects:
            self.delete_existing(entry)
        step_aside(self.model, [entry for entry, _ in self.changed_objects])
        return [self.save_existing(form, form.instance) for form in changed]

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Save a new part; one that was deleted before with all that stood in it."""
        part = super().save_new(form, commit)
        if form.instance in self.gone.values():
            put_back_inside(part, by=part._history_user, reason=part._change_reason or "")
        return part

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        """Delete a part with what stands in it, signed as its form was."""
        delete(entry=obj, by=obj._history_user, reason=obj._change_reason or "")


def is_held_to(unique: Unique, entry: Any) -> bool:
    """Whether an entry, saved or not, is one of those that the condition is about."""
    if unique.condition is None:
        return True
    fields = entry._meta.concrete_fields
    values = {field.name: Value(getattr(entry, field.attname), field) for field in fields}
    return unique.condition.check(values)


def step_aside(model: type[Entry], entries: Sequence[Entry]) -> None:
    """Let entries that are about to be saved exchange what must be unique.

    Those that have now what another one is to get hold a placeholder until they are saved.
    """
    after = {entry.pk: vars(entry) for entry in entries}
    columns = {column for unique in find_unique(model) for column in unique.columns}
    rows = model._base_manager.filter(pk__in=after)
    before = {row["pk"]: row for row in rows.values("pk", *columns)} if len(after) > 1 else {}
    aside: dict[int, set[str]] = defaultdict(set)
    for unique in find_unique(model):
        if not unique.spare:
            continue
        had = {pk: unique.values_of(row) for pk, row in before.items()}
        wanted = {pk: unique.values_of(after[pk]) for pk in before}
        takers = Counter(values for values in wanted.values() if None not in values)
        for pk in find_in_the_way(had, wanted, takers):
            aside[pk].add(unique.spare)
    for column, placeholders in placeholders_for(model, aside).items():
        for value, pk in placeholders:
            model._base_manager.filter(pk=pk).update(**{column: value})


def renumbered(data: QueryDict, prefix: str, order: list[int]) -> QueryDict:
    """A formset's data with its forms in another order: first the form ``order[0]``, and so on."""
    key = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    place = {str(old): new for new, old in enumerate(order)}
    copy = QueryDict(mutable=True)
    for name, values in data.lists():
        match = key.fullmatch(name)
        if match and match[1] in place:
            copy.setlist(f"{prefix}-{place[match[1]]}-{match[2]}", values)
        else:
            copy.setlist(name, values)
    return copy
