"""``manage.py import_grades``: import a file of grades."""

from capframe.imports.commands.importing import ImportCommand
from grades.importing import GRADES


class Command(ImportCommand):
    help = "Import a file of grades: all of it or nothing."
    kind = GRADES
