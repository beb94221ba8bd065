"""``manage.py import_order``: import a file that orders the levels of roles."""

from capframe.imports.commands.importing import ImportCommand
from roles.importing import ORDER


class Command(ImportCommand):
    help = "Import a file that orders the levels of roles: all of it or nothing."
    kind = ORDER
