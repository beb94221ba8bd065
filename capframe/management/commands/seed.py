"""``manage.py seed``: fill an empty database with the transcribed catalogue."""

import os
import sys
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandParser, call_command
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from capframe.base.models import Source, entry_models
from capframe.base.statistics import gather_statistics
from capframe.fixtures import FIXTURES


class Command(BaseCommand):
    help = "Fill an empty database with the transcribed catalogue; leave any other alone."
    # They are a tenth of every start, and `make check` and the tests make them.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Both options save `make run` a start of Python each."""
        parser.add_argument(
            "--migrate", action="store_true", help="bring the tables up to date first"
        )
        parser.add_argument("--serve", action="store_true", help="serve the catalogue afterwards")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["migrate"] and misses_migrations():
            call_command("migrate", verbosity=0)
        self.seed()
        if options["serve"]:
            self.serve()

    def seed(self) -> None:
        """Seed if there is no source yet, in one transaction."""
        with transaction.atomic():
            if Source.objects.exists():
                self.stdout.write("The catalogue holds entries: nothing was seeded.")
                return
            call_command("loaddata", *FIXTURES, verbosity=0)
            gather_statistics()
            entries = sum(model.objects.count() for model in entry_models())
        self.stdout.write(f"Seeded {entries:,} entries from {Source.objects.count()} documents.")

    def serve(self) -> None:
        """Go on as gunicorn, which has nothing left to import, until it is ended."""
        from gunicorn.app.wsgiapp import run

        connections.close_all()  # what the processes of the server share must not be one of these
        port = os.environ.get("PORT", "8000")
        self.stdout.write(f"Capframe starts at http://127.0.0.1:{port}/ (Ctrl+C ends it).")
        self.stdout.write("To edit, make an administrator with 'make admin', then go to /admin/.")
        self.stdout.flush()
        sys.argv = [str(Path(sys.executable).with_name("gunicorn")), "capframe.wsgi"]
        run()


def misses_migrations() -> bool:
    """Whether there are any to apply, by their names: Django would load each to find out."""
    applied = MigrationRecorder(connection).applied_migrations()
    return any(
        (app.label, name) not in applied
        for app in apps.get_app_configs()
        for _, name, _ in iter_modules([str(Path(app.path, "migrations"))])
    )
