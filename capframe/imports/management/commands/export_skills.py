"""``manage.py export_skills``: export all skills."""

from capframe.imports.commands.exporting import ExportCommand
from skills.importing import SKILLS


class Command(ExportCommand):
    help = "Export all skills that readers see, as a file that import_skills takes."
    kind = SKILLS
