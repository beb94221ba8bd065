"""Runs the step that an import waits for: the server starts this by itself."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser

from capframe.imports.models import Import
from capframe.imports.runner import run_step


class Command(BaseCommand):
    help = "Run the step that an import waits for. The server starts this by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", help="of the import, as its address has it")
        parser.add_argument("user", type=int, help="primary key of who asked for it")

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(pk=options["user"]).first()
        run_step(Import.objects.get(pk=options["id"]), user)
