"""``manage.py check_texts``: whether any text of the catalogue holds what no text may hold."""

from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.text import capfirst

from capframe.base.characters import find_problem, text_fields
from capframe.base.models import Entry, entry_models
from capframe.base.titles import noun_and_title, title_from
from capframe.spreadsheets.faults import shown


class Command(BaseCommand):
    help = "List the texts that hold control characters and the like; exit with 1 if any."

    # A check of the models first would say nothing of the texts.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        lines = [line for model in entry_models() for line in lines_of(model)]
        for line in lines:
            self.stdout.write(line)
        if lines:
            what = "1 text holds" if len(lines) == 1 else f"{len(lines):,} texts hold"
            raise CommandError(f"{what} characters that no text may hold: edit them.")
        self.stdout.write("No text holds characters that it may not hold.")


def lines_of(model: type[Entry]) -> Iterator[str]:
    """Each such text of a model, with its entry and what is to be done."""
    names = text_fields(model)
    for pk, *texts in model._base_manager.order_by("pk").values_list("pk", *names).iterator():
        values = dict(zip(names, texts, strict=True))
        for name, text in values.items():
            if problem := find_problem(text):
                title = shown(title_from(model, values))
                noun = capfirst(noun_and_title(model, title))
                yield f"{noun}, number {pk}, {names[name]}: {problem}"
