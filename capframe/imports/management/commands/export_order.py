"""``manage.py export_order``: export the order of the levels of all roles."""

from capframe.imports.commands.exporting import ExportCommand
from roles.importing import ORDER


class Command(ExportCommand):
    help = (
        "Export the order of the levels of all roles that readers see, as a file that "
        "import_order takes."
    )
    kind = ORDER
