"""``manage.py export_grades``: export all grades."""

from capframe.imports.commands.exporting import ExportCommand
from grades.importing import GRADES


class Command(ExportCommand):
    help = "Export all grades that readers see, as a file that import_grades takes."
    kind = GRADES
