"""``manage.py seed``: fill an empty database with the transcribed catalogue."""

from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import transaction

from capframe.base.models import Source, entry_models
from capframe.fixtures import FIXTURES


class Command(BaseCommand):
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
            entries = sum(model.objects.count() for model in entry_models())
        self.stdout.write(f"Seeded {entries:,} entries from {Source.objects.count()} documents.")
