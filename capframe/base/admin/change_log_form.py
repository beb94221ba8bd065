"""The choice of which changes the log shows."""

from collections.abc import Sequence
from datetime import date, datetime, time
from operator import itemgetter
from typing import Any, cast

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.timezone import make_aware

from capframe.base.history.log import LogFilter
from capframe.base.history.origins import origin_choices, origin_noun, saves_from
from capframe.base.history.rows import name_of
from capframe.base.http import as_key
from capframe.base.kept import Kept
from capframe.base.models import Entry
from capframe.base.parts import tree_of

# What the choice of somebody sends whose account is no more, before the name.
GONE = "name:"
# The names of those whose accounts are no more: others come only where an account goes.
_names_gone: Kept[list[str]] = Kept(most=50)


class DayField(forms.DateField):
    """A day, chosen from the browser's calendar where it has one."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ChangeLogForm(forms.Form):
    """Narrows the log down.

    Args:
        request: of whoever asks.
        models: whose entries that person may see.
    """

    person = forms.ChoiceField(required=False)
    model = forms.ChoiceField(label="What was changed", required=False)
    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)
    origin = forms.ChoiceField(required=False)

    def __init__(self, request: HttpRequest, models: Sequence[type[Entry]]) -> None:
        super().__init__(request.GET)
        self.models = {model._meta.label_lower: model for model in models}
        names = [(label, str(capfirst(m._meta.verbose_name))) for label, m in self.models.items()]
        origins = origin_choices(request)
        fields = cast(dict[str, Any], self.fields)
        fields["person"].choices = [("", "Everybody"), *people_behind(models)]
        fields["model"].choices = [("", "Everything"), *sorted(names, key=itemgetter(1))]
        fields["origin"].label = capfirst(origin_noun())
        fields["origin"].choices = [("", "Any, or none"), *origins]
        if not origins:
            del self.fields["origin"]

    def clean(self) -> dict[str, Any]:
        """The choice, whose last day is not before its first."""
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day is before the first: exchange them.")
        return cleaned

    def asked(self) -> LogFilter:
        """What a valid form asks for; with a model, changes of its parts are asked for too."""
        chosen = self.cleaned_data
        models: list[type[Entry]] = list(self.models.values())
        if chosen["model"]:
            inside = set(tree_of(self.models[chosen["model"]]))
            models = [model for model in models if model in inside]
        return LogFilter(
            models=models,
            by=as_key(chosen["person"]),
            by_name=chosen["person"].removeprefix(GONE) if is_gone(chosen["person"]) else "",
            since=_at(chosen["since"], time.min),
            until=_at(chosen["until"], time.max),
            saves=saves_from(chosen["origin"]) if chosen.get("origin") else None,
        )

    def kept(self) -> list[tuple[str, str]]:
        """What the addresses of other pages of the same choice say of it."""
        return [(name, self.data[name]) for name in self.fields if self.data.get(name)]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kept())


def is_gone(person: str) -> bool:
    """Whether a choice is of somebody whose account is no more."""
    return person.startswith(GONE)


def people_behind(models: Sequence[type[Entry]]) -> list[Any]:
    """The choices of those who ever changed entries of these models.

    First those with an account, then the names of those whose account is no more.
    """
    behind = Q()
    for model in models:
        behind |= Q(Exists(model.history.filter(history_user=OuterRef("pk"))))
    users = get_user_model()._default_manager.filter(behind)
    ordered = users.order_by("first_name", "last_name", "username")
    people: list[Any] = [(str(user.pk), name_of(user)) for user in ordered]
    if gone := names_gone(models):
        people.append(("Accounts that are no more", [(f"{GONE}{name}", name) for name in gone]))
    return people


def names_gone(models: Sequence[type[Entry]]) -> list[str]:
    """The names in the history of those whose accounts are no more.

    They are looked for once, until there are other accounts: that reads whole tables.
    """
    accounts = get_user_model()._default_manager.aggregate(number=Count("pk"), newest=Max("pk"))
    state, key = tuple(accounts.values()), tuple(models)
    names = _names_gone.find(state, key)
    if names is None:
        queries = [
            model.history.filter(history_user=None)
            .exclude(history_user_name="")
            .order_by()
            .values_list("history_user_name")
            .distinct()
            for model in models
        ]
        names = sorted({name for (name,) in queries[0].union(*queries[1:])}, key=str.casefold)
        _names_gone.put(state, key, names)
    return names


def _at(day: date | None, hour: time) -> datetime | None:
    return make_aware(datetime.combine(day, hour)) if day else None
