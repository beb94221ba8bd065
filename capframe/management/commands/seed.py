"""``manage.py seed``: fill an empty database with the transcribed catalogue."""

from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandParser, call_command
from django.db import transaction

from capframe.base.models import Entry, Source
from capframe.fixtures import FIXTURES

REASON = "Transcribed from the source document"


class Command(BaseCommand):
    """Loads the fixtures, and begins the history of every entry with its transcription."""

    help = "Fill an empty database with the transcribed catalogue; leave any other alone."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--migrate`` saves `make run` a second start of Python."""
        parser.add_argument(
            "--migrate", action="store_true", help="bring the tables up to date first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed if there is no source yet, in one transaction."""
        if options["migrate"]:
            call_command("migrate", verbosity=0)
        with transaction.atomic():
            if Source.objects.exists():
                self.stdout.write("The catalogue holds entries: nothing was seeded.")
                return
            call_command("loaddata", *FIXTURES, verbosity=0)
            entries = sum(begin_history(model) for model in entry_models())
        self.stdout.write(f"Seeded {entries:,} entries from {Source.objects.count()} documents.")


def entry_models() -> list[type[Entry]]:
    """Every model of the catalogue."""
    return [model for model in apps.get_models() if issubclass(model, Entry)]


def begin_history(model: type[Entry]) -> int:
    """Give each entry its first history row, which loaddata does not; returns how many."""
    entries = list(model.objects.all())
    model.history.bulk_history_create(entries, default_change_reason=REASON)
    return len(entries)
