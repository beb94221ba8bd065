"""``manage.py export_roles``: export all roles."""

from capframe.imports.commands.exporting import ExportCommand
from roles.importing import ROLES


class Command(ExportCommand):
    help = "Export all roles that readers see, as a file that import_roles takes."
    kind = ROLES
