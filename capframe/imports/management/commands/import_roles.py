"""``manage.py import_roles``: import a file of roles."""

from capframe.imports.commands.importing import ImportCommand
from roles.importing import ROLES


class Command(ImportCommand):
    help = "Import a file of roles: all of it or nothing."
    kind = ROLES
