"""Plans that were carried out, read from the history rows that they wrote.

Every save is one, be it of a form, an action, an import or a command: what each entry was before
its first row of the save, and what it is after its last.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.apps import apps
from django.db.models import OuterRef, QuerySet, Subquery

from capframe.base.history.entry_rows import history_rows_of
from capframe.base.history.saves import ONE_SAVE
from capframe.base.models import Entry, entry_models
from capframe.plans.changes import Change, Values, Whole
from capframe.plans.existing import as_json
from capframe.plans.plan import Plan
from capframe.plans.wholes import EntryKey, find_wholes, name_entries, order_of

# The rows of one save have times that lie no further apart: an import of any size has one time.
LONGEST_SAVE = timedelta(hours=1)

RowsByModel = Mapping[type[Entry], QuerySet]


@dataclass(slots=True)
class Told:
    """What history rows tell of one entry.

    Args:
        before: all its values before the first of the rows; None where there was no such entry.
        after: all its values after the last; None where there is none any more.
    """

    before: Values | None
    after: Values | None

    @property
    def values(self) -> Values:
        return self.after if self.after is not None else self.before or {}


def read_save(number: int, when: datetime) -> Plan:
    """What a save changed, as a plan: each entry once, those that came and went again not at all.

    Args:
        number: of the save.
        when: the time of any of its history rows; there is an index on it, and none on the number.
    """
    about = (when - LONGEST_SAVE, when + LONGEST_SAVE)
    return read_rows(
        {
            model: model.history.filter(history_save=number, history_date__range=about)
            for model in entry_models()
        }
    )


def read_rows(rows: RowsByModel) -> Plan:
    """What some history rows record, as a plan; a number of queries a model, not a row.

    The plan's ``history_versions`` are the newest of these rows.

    Args:
        rows: of each model, without gaps: nobody else's rows of the same entries between them.
    """
    told: dict[EntryKey, Told] = {}
    versions: dict[str, int] = {}
    for model, of_model in rows.items():
        found, newest = _read_model(model, of_model)
        if found:
            told |= {(model, pk): one for pk, one in found.items()}
            versions[model._meta.label_lower] = newest
    plan = plan_of(told)
    plan.history_versions = versions
    return plan


def read_save_of(model: type[Entry], row: Any) -> Plan:
    """What the save changed that a history row of the model belongs to."""
    if row.history_save is not None:
        return read_save(row.history_save, row.history_date)
    return read_rows(rows_saved_with(model, row))


def rows_saved_with(model: type[Entry], row: Any) -> dict[type[Entry], QuerySet]:
    """The rows of a row's save, of its entry and of all that stands in that.

    Those without a number are told by what one person wrote for one reason within moments.
    """
    whole_model, pk = whole_of_row(model, row)
    rows = {
        cast(type[Entry], apps.get_model(label)): some
        for label, some in history_rows_of(cast(Any, whole_model)(pk=pk))
    }
    if row.history_save is not None:
        return {part: some.filter(history_save=row.history_save) for part, some in rows.items()}
    alike = {
        part: some.filter(
            history_save=None,
            history_user_name=row.history_user_name,
            history_change_reason=row.history_change_reason,
        )
        for part, some in rows.items()
    }
    times = [
        when for some in alike.values() for when in some.values_list("history_date", flat=True)
    ]
    moments = _moments_around(row.history_date, times)
    return {part: some.filter(history_date__range=moments) for part, some in alike.items()}


def narrow(plan: Plan, whole: EntryKey) -> Plan:
    """What of a plan is about one entry with its parts."""
    model, pk = whole
    label = model._meta.label_lower
    one = Plan()
    for place, candidate in enumerate(plan.wholes):
        if (candidate.model, candidate.pk) == (label, pk):
            one.add_whole(candidate)
            for change in plan.changes_in([place])[place]:
                one.add(change._replace(whole=0))
    one.history_versions = dict(plan.history_versions)
    return one


def whole_of_row(model: type[Entry], row: Any) -> EntryKey:
    """The entry of its own that a history row of the model is of, or of a part of."""
    key = model, row.id
    return find_wholes({key: vars(row)})[key]


def _moments_around(when: datetime, times: Iterable[datetime]) -> tuple[datetime, datetime]:
    """The first and the last of the times that follow one another as those of one save."""
    first = last = when
    for time in sorted(times):
        if last < time <= last + ONE_SAVE:
            last = time
    for time in sorted(times, reverse=True):
        if first - ONE_SAVE <= time < first:
            first = time
    return first, last


def read_last_plan(reason: str) -> Plan | None:
    """The last plan that changed and removed entries for this reason; None where there is none."""
    rows = {model: model.history.filter(history_change_reason=reason) for model in entry_models()}
    when = _find_last_time(rows.values())
    if when is None:
        return None
    return read_rows({model: some.filter(history_date=when) for model, some in rows.items()})


def _find_last_time(rows: Iterable[QuerySet]) -> datetime | None:
    """The time of the last plan: all its rows have the same, whatever the clock was then.

    Of two plans that wrote to the same model, the ids of its rows tell which was later.
    """
    newest, earlier = set(), set()
    for of_model in rows:
        times = list(of_model.order_by("-history_id").values_list("history_date", flat=True))
        newest |= set(times[:1])
        earlier |= set(times) - set(times[:1])
    return max(newest - earlier, default=None)


def _read_model(model: type[Entry], rows: QuerySet) -> tuple[dict[int, Told], int]:
    """What the rows tell of each entry by primary key, and the id of the newest of them.

    An entry that was changed, of which nothing older is recorded, is left out.
    """
    columns = value_columns(model)
    found = rows.order_by("history_id").values_list("history_id", "history_type", "id", *columns)
    told: dict[int, Told] = {}
    newest, befores = 0, None
    for history_id, kind, pk, *row in found.iterator(chunk_size=5000):
        newest = history_id
        after = None if kind == "-" else values_of_row(columns, row)
        if pk in told:
            told[pk].after = after
        elif kind == "-":
            told[pk] = Told(values_of_row(columns, row), None)
        elif kind == "+":
            told[pk] = Told(None, after)
        else:
            befores = _read_befores(model, rows, columns) if befores is None else befores
            if pk in befores:
                told[pk] = Told(befores[pk], after)
    return told, newest


def _read_befores(model: type[Entry], rows: QuerySet, columns: list[str]) -> dict[int, Values]:
    """All values that each entry had before the first of these rows, as far as it is recorded."""
    earlier = model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    wanted = rows.order_by().annotate(before_id=before).values("before_id")
    found = model.history.filter(history_id__in=wanted).order_by("history_id")
    befores: dict[int, Values] = {}
    # Of several, the first stands before all the rows; the others are rows themselves.
    for pk, *row in found.values_list("id", *columns).iterator(chunk_size=5000):
        if pk not in befores:
            befores[pk] = values_of_row(columns, row)
    return befores


def value_columns(model: type[Entry]) -> list[str]:
    """The columns of everything that an entry says, as its history rows have them too."""
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]


def values_of_row(columns: Iterable[str], row: Iterable[Any]) -> Values:
    return dict(zip(columns, map(as_json, row), strict=True))


def plan_of(told: Mapping[EntryKey, Told]) -> Plan:
    """What is told of some entries as a plan, whole by whole; what is no change is left out."""
    told = {key: one for key, one in told.items() if one.before != one.after}
    plan = Plan()
    inside: dict[EntryKey, list[EntryKey]] = defaultdict(list)
    for key, whole in find_wholes({key: one.values for key, one in told.items()}).items():
        inside[whole].append(key)
    titles = name_entries(inside)
    for whole in _in_order(inside, told):
        model, pk = whole
        place = plan.add_whole(Whole(model._meta.label_lower, pk, titles[whole]))
        for key in _in_order(inside[whole], told):
            plan.add(_change_of(key, told[key], place))
    return plan


def _in_order(keys: Iterable[EntryKey], told: Mapping[EntryKey, Told]) -> Iterator[EntryKey]:
    """What is removed, before what it refers to; then the rest, after what it refers to."""
    keys = list(keys)
    going = {key for key in keys if key in told and told[key].after is None}
    staying = [key for key in keys if key not in going]
    yield from sorted(going, key=lambda key: (-order_of(key[0]), key[1]))
    yield from sorted(staying, key=lambda key: (order_of(key[0]), key[1]))


def _change_of(key: EntryKey, told: Told, whole: int) -> Change:
    model, pk = key
    label, before, after = model._meta.label_lower, told.before, told.after
    if before is None or after is None:
        return Change(label, pk, before, after, whole)
    names = [name for name in after if before[name] != after[name]]
    before, after = ({name: one[name] for name in names} for one in (before, after))
    return Change(label, pk, before, after, whole)
