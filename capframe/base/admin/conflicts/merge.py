"""What somebody sent, merged with what others saved since the form was opened."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, cast

from django import forms
from django.http import QueryDict

from capframe.base.admin.conflicts.choices import Answer, Decisions
from capframe.base.admin.conflicts.contents import describe_differences
from capframe.base.admin.conflicts.fields import Sides, settle_fields
from capframe.base.admin.conflicts.formset import FormSetMerge
from capframe.base.admin.conflicts.values import sent_as, sent_value
from capframe.base.history.past import State


def merge_sent(
    form: forms.ModelForm,
    formsets: Iterable[Any],
    *,
    seen: State | None,
    now: State,
    answers: Mapping[str, Answer],
) -> tuple[QueryDict, Decisions]:
    """What is to be saved, as a browser would have sent it, and how each value was settled.

    Args:
        form: the entry's form, as it was sent.
        formsets: those of its parts.
        seen: the entry and its parts as the form showed them; None where nobody knows.
        now: as they are now.
        answers: what was chosen, by the keys of the values that both changed. Of one that nobody
            chose yet, mine is taken.
    """
    data, decisions = cast(QueryDict, form.data).copy(), Decisions(answers)
    _merge_entry(form, seen, now, data, decisions)
    for formset in formsets:
        if f"{formset.prefix}-TOTAL_FORMS" in data:
            merge = FormSetMerge(formset, seen=seen, now=now, decisions=decisions)
            merge.write_into(data)
    return data, decisions


def _merge_entry(
    form: forms.ModelForm, seen: State | None, now: State, data: QueryDict, decisions: Decisions
) -> None:
    model, pk = type(form.instance), form.instance.pk
    form_now = type(form)(instance=now[model][pk])
    entry_seen = seen[model].get(pk) if seen else None
    form_seen = type(form)(instance=entry_seen) if entry_seen else None
    before = [one for one in (form_seen, form_now) if one]

    def sent(name: str) -> str:
        raw = form.fields[name].widget.value_from_datadict(data, form.files, form.add_prefix(name))
        return sent_value(name, raw, before)

    differences = partial(describe_differences, seen or now, now)
    sides = Sides("", "", form_seen, form_now, sent, differences)
    for name, text in settle_fields(decisions, sides).items():
        data.setlist(form.add_prefix(name), sent_as(form.fields[name], text))
