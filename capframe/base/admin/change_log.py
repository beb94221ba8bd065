"""The log of everyone's changes, and the last of them for the admin's home page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from capframe.base.addresses import with_query
from capframe.base.admin.change_log_form import ChangeLogForm
from capframe.base.history.changes import CHANGE_WORDS
from capframe.base.history.lines import counted
from capframe.base.history.log import MANY, FoundSave, LogFilter, LogPlace, find_saves
from capframe.base.history.origins import Origin, find_origins
from capframe.base.history.wholes import ChangedEntry, changed_entries
from capframe.base.http import Refused
from capframe.base.models import Entry, entry_models
from capframe.base.parts import whole_field
from capframe.base.site_pages import offer_page

PER_PAGE, ON_HOME = 25, 10
# Of a save so many entries are shown at once.
ENTRIES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """An entry that a save changed, with the addresses of its form, if it is there, and history."""

    entry: ChangedEntry
    form: str
    history: str


@dataclass(frozen=True, slots=True)
class LoggedSave:
    """A row of the log.

    Args:
        when, who, reason, label, history_id: as its newest history row has them.
        origin: what it belongs to, where somebody knows it.
        entries: what it changed; the first of it, where it is much.
        totals: how many of what it added, changed and removed, where not all are in the entries.
    """

    when: datetime
    who: str
    reason: str
    label: str
    history_id: int
    origin: Origin | None
    entries: Sequence[LoggedEntry]
    totals: Sequence[str] = ()

    @property
    def first_totals(self) -> Sequence[str]:
        return self.totals[:ENTRIES_SHOWN]

    @property
    def more_totals(self) -> Sequence[str]:
        return self.totals[ENTRIES_SHOWN:]

    @property
    def first_entries(self) -> Sequence[LoggedEntry]:
        return self.entries[:ENTRIES_SHOWN]

    @property
    def more_entries(self) -> Sequence[LoggedEntry]:
        """Those to be opened; none, where what is left out is told in numbers."""
        return () if self.totals else self.entries[ENTRIES_SHOWN:]

    @property
    def number_of_more(self) -> int:
        """How many entries there are beside the first."""
        return len(self.entries) - 1


def visible_models(request: HttpRequest) -> list[type[Entry]]:
    """The models whose entries somebody may see."""
    registered = admin.site._registry
    return [
        model
        for model in entry_models()
        if model in registered and registered[model].has_view_or_change_permission(request)
    ]


def recent_saves(request: HttpRequest) -> list[LoggedSave]:
    """The newest saves of what somebody may see."""
    models = visible_models(request)
    return _logged(find_saves(LogFilter(models), ON_HOME)[0], request) if models else []


@offer_page("changes/", "base_changes")
def show_changes(request: HttpRequest) -> HttpResponse:
    """Everyone's changes, newest first, as far as whoever asks may see what was changed."""
    models = visible_models(request)
    if not models:
        raise PermissionDenied
    form = ChangeLogForm(request, models)
    found: list[FoundSave] = []
    following = None
    if form.is_valid():
        found, following = find_saves(form.asked(), PER_PAGE, read_place(request))
    context = {
        **admin.site.each_context(request),
        "title": "Changes by everyone",
        "form": form,
        "saves": _logged(found, request),
        "older": with_query("", [*form.kept(), *_as_query(following)]) if following else "",
        "newest": with_query("./", form.kept()) if "older" in request.GET else "",
    }
    return TemplateResponse(request, "admin/changes.html", context)


def read_place(request: HttpRequest) -> LogPlace | None:
    """Where the page of the log begins that an address asks for.

    Raises Refused (400) where the address is not one that the log has led to.
    """
    if "older" not in request.GET:
        return None
    try:
        when = datetime.fromisoformat(request.GET["older"])
        when = when.astimezone(UTC) if when.tzinfo else when
        shown = tuple(int(one) for one in request.GET.get("shown", "").split(",") if one)
    except (ValueError, OverflowError):
        when, shown = datetime.min, ()
    if when.tzinfo is None or len(shown) > PER_PAGE or any(one >> 63 for one in shown):
        raise Refused(
            "This address is not a page of the changes.",
            "It may have been cut short. Begin with the newest changes, and go on from there.",
        )
    return LogPlace(when, shown)


def _as_query(place: LogPlace) -> list[tuple[str, str]]:
    shown = [("shown", ",".join(map(str, place.shown)))] if place.shown else []
    return [("older", place.when.isoformat()), *shown]


def _logged(found: Sequence[FoundSave], request: HttpRequest) -> list[LoggedSave]:
    origins = find_origins((save.newest.save for save in found), request)
    visible = set(visible_models(request))
    changed = changed_entries(save.heads[:MANY] for save in found)
    return [
        LoggedSave(
            when=save.newest.when,
            who=save.newest.who,
            reason=save.newest.reason,
            label=save.newest.label.lower(),
            history_id=save.newest.history_id,
            origin=origins.get(save.newest.save or 0),
            entries=[_linked(entry) for entry in entries if entry.model in visible],
            totals=() if len(save.heads[:MANY]) == save.number_of_rows else _totals(save),
        )
        for save, entries in zip(found, changed, strict=True)
    ]


def _totals(save: FoundSave) -> list[str]:
    """12 role levels added, 1,825 statements removed: entries of their own come before parts."""
    models = {model._meta.label: model for model in entry_models()}
    numbers = [(models[label], kind, number) for (label, kind), number in save.numbers.items()]
    numbers.sort(key=lambda one: (whole_field(one[0]) is not None, -one[2]))
    return [f"{counted(model, number)} {CHANGE_WORDS[kind]}" for model, kind, number in numbers]


def _linked(entry: ChangedEntry) -> LoggedEntry:
    names = entry.model._meta
    page = f"admin:{names.app_label}_{names.model_name}"
    return LoggedEntry(
        entry=entry,
        form=reverse(f"{page}_change", args=[entry.pk]) if entry.is_there else "",
        history=reverse(f"{page}_history", args=[entry.pk]),
    )
