"""``manage.py check_history``: whether the history is whole."""

from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Model
from django.utils.text import capfirst

from capframe.base.history.rows import Gap, find_gaps
from capframe.base.models import entry_models


class Command(BaseCommand):
    help = "List the entries that are not as their newest history row says; exit with 1 if any."

    # A check of the models first would say nothing of the history.
    requires_system_checks = ()

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for model in entry_models():
            for gap in find_gaps(model):
                number += 1
                self.stdout.write(f"{describe_entry(model, gap.pk)}: {describe_gap(model, gap)}")
        if number:
            what = "1 entry is" if number == 1 else f"{number:,} entries are"
            raise CommandError(f"{what} not as the history says.")
        self.stdout.write("Every entry is as its newest history row says.")


def describe_entry(model: type[Model], pk: int) -> str:
    """What an entry is and its primary key, with what it is called where it is still there."""
    entry = model._base_manager.filter(pk=pk).first()
    noun = f"{capfirst(model._meta.verbose_name)} {pk}"
    return f"{noun}, “{entry}”" if entry else noun


def describe_gap(model: type[Model], gap: Gap) -> str:
    if gap.is_gone:
        return "it was removed, and its history does not say so."
    if not gap.row_type:
        return "it has no history."
    if gap.row_type == "-":
        return "its history says that it was removed."
    return f"its newest history row differs in {', '.join(differing_fields(model, gap))}."


def differing_fields(model: type[Model], gap: Gap) -> Iterator[str]:
    """The differing fields as forms call them."""
    for field in model._meta.concrete_fields:
        if field.attname in gap.columns:
            yield str(field.verbose_name)
