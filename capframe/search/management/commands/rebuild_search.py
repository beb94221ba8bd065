from typing import Any

from django.core.management.base import BaseCommand

from capframe.search.index import rebuild


class Command(BaseCommand):
    help = "Makes the search index anew from the catalogue, for example after a bulk change by SQL."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"The search index holds {rebuild():,} entries.")
