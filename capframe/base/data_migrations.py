"""What migrations that change entries share. They pass it the models as they were then.

Migrations that have been applied elsewhere call these functions: add to them, do not change them.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any
from unicodedata import is_normalized, normalize

from django.apps.registry import Apps
from django.conf import settings
from django.db import IntegrityError, connections, transaction
from django.db.models import CharField, Max, TextField
from django.utils import timezone

BATCH = 1_000
NOT_STATED = "Not stated"
COMPOSED = "Letters and their accents are kept as one character"

# The values to change by field, made from an entry as it stands.
NewValues = Callable[[Any], Mapping[str, Any]]


def change_entries(apps: Apps, entries: Any, values: NewValues, *, reason: str) -> int:
    """Change entries, each with a history row that says why. Returns how many.

    Args:
        apps: as the migration gets them.
        entries: a queryset of one model.
        values: the values to change, from an entry.
        reason: for the history.
    """
    model = entries.model
    history = apps.get_model(model._meta.app_label, f"historical{model._meta.model_name}")
    changed = list(entries.order_by("pk"))
    names: set[str] = set()
    for entry in changed:
        new = values(entry)
        names |= new.keys()
        for name, value in new.items():
            setattr(entry, name, value)
    if changed:
        model.objects.bulk_update(changed, sorted(names), batch_size=BATCH)
        history.objects.bulk_create(
            (_history_row(history, entry, reason) for entry in changed), batch_size=BATCH
        )
        connection = connections[entries.db]
        if connection.vendor == "postgresql":
            # What it would check at the commit it checks now: until then it alters no table.
            connection.check_constraints()
    return len(changed)


def _history_row(history: Any, entry: Any, reason: str) -> Any:
    values = {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}
    return history(
        **values, history_type="~", history_date=timezone.now(), history_change_reason=reason
    )


def keep_names(app_label: str) -> Callable[[Apps, Any], None]:
    """What lets an app's history rows keep the names that their users' accounts give now."""
    return partial(_keep_names, app_label)


def _keep_names(app_label: str, apps: Apps, schema_editor: Any) -> None:
    users = list(apps.get_model(settings.AUTH_USER_MODEL).objects.all())
    for history in apps.get_models():
        if history._meta.app_label == app_label and hasattr(history, "history_user_name"):
            _keep_names_in(history, users)


def _keep_names_in(history: Any, users: Iterable[Any]) -> None:
    for user in users:
        name = f"{user.first_name} {user.last_name}".strip() or user.username
        rows = history.objects.filter(history_user=user, history_user_name="")
        rows.update(history_user_name=name)


def fill_places(app_label: str) -> Callable[[Apps, Any], None]:
    """What fills the blank places of an app's entries in their sources."""
    return partial(_fill_places, app_label)


def _fill_places(app_label: str, apps: Any, schema_editor: Any) -> None:
    for model in apps.get_models():
        names = {field.name for field in model._meta.fields}
        if model._meta.app_label == app_label and "place" in names and "history_id" not in names:
            change_entries(
                apps,
                model.objects.filter(place=""),
                lambda entry: {"place": NOT_STATED},
                reason="The place in the source was left blank",
            )


def date_withdrawals(app_label: str) -> Callable[[Apps, Any], None]:
    """What says of an app's withdrawn entries since when they are, as their history has it.

    Of an entry that was never published nothing is said.
    """
    return partial(_date_withdrawals, app_label)


def _date_withdrawals(app_label: str, apps: Any, schema_editor: Any) -> None:
    for model in apps.get_models():
        names = {field.name for field in model._meta.fields}
        dated = "withdrawn_on" in names and "history_id" not in names
        if model._meta.app_label == app_label and dated:
            days = _days_of_withdrawal(apps, model)
            change_entries(
                apps,
                model.objects.filter(pk__in=days),
                partial(_day_of, days),
                reason="Withdrawn on this day, as its history says",
            )


def _day_of(days: Mapping[int, date], entry: Any) -> Mapping[str, Any]:
    return {"withdrawn_on": days[entry.pk]}


def _days_of_withdrawal(apps: Apps, model: Any) -> dict[int, date]:
    """By primary key, the day on which each entry that is withdrawn now became so."""
    history = apps.get_model(model._meta.app_label, f"historical{model._meta.model_name}")
    withdrawn = model.objects.filter(status="withdrawn").values("pk")
    rows = history.objects.filter(id__in=withdrawn).order_by("id", "history_id")
    days = {}
    for pk, versions in groupby(
        rows.values_list("id", "status", "history_date"), key=itemgetter(0)
    ):
        since, was_published = None, False
        for _, status, when in versions:
            since = (since or when) if status == "withdrawn" else None
            was_published = was_published or status == "published"
        if since and was_published:
            days[pk] = timezone.localdate(since)
    return days


def compose_texts(app_label: str) -> Callable[[Apps, Any], None]:
    """What gives the texts of an app's entries one form: a letter and its accent as one character.

    An entry that would be called like another one then stays as it is.
    """
    return partial(_compose_texts, app_label)


def _compose_texts(app_label: str, apps: Any, schema_editor: Any) -> None:
    for history in apps.get_models():
        if history._meta.app_label == app_label and hasattr(history, "history_user_name"):
            model = apps.get_model(app_label, history._meta.model_name.removeprefix("historical"))
            _compose_texts_in(apps, model)


def _compose_texts_in(apps: Apps, model: Any) -> None:
    names = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices
    ]
    rows = model.objects.order_by("pk").values_list("pk", *names).iterator(chunk_size=5 * BATCH)
    found = [pk for pk, *texts in rows if not all(map(_is_composed, texts))]
    compose = partial(_composed, names)
    # One by one: few are not composed, and one that cannot be keeps none of the others from it.
    for pk in found:
        with suppress(IntegrityError), transaction.atomic():
            change_entries(apps, model.objects.filter(pk=pk), compose, reason=COMPOSED)


def _is_composed(text: str | None) -> bool:
    return text is None or text.isascii() or is_normalized("NFC", text)


def _composed(names: Iterable[str], entry: Any) -> Mapping[str, Any]:
    texts = {name: getattr(entry, name) for name in names}
    return {name: normalize("NFC", text) for name, text in texts.items() if not _is_composed(text)}


def keep_keys_taken(app_label: str) -> Callable[[Apps, Any], None]:
    """What lets no new entry get the primary key of one that was deleted.

    SQLite makes a table anew to add a constraint to it, and remembers of the keys that were given
    in it only the highest that is still there. The history knows the others.
    """
    return partial(_keep_keys_taken, app_label)


def _keep_keys_taken(app_label: str, apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    for history in apps.get_models():
        if history._meta.app_label == app_label and hasattr(history, "history_user_name"):
            model = apps.get_model(app_label, history._meta.model_name.removeprefix("historical"))
            highest = history.objects.aggregate(highest=Max("id"))["highest"] or 0
            _raise_sequence(connection, model._meta.db_table, highest)


def _raise_sequence(connection: Any, table: str, highest: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        if (row := cursor.fetchone()) is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, 0])
        if row is None or row[0] < highest:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [highest, table])
