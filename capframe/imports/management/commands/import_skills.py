"""``manage.py import_skills``: import a file of skills."""

from capframe.imports.commands.importing import ImportCommand
from skills.importing import SKILLS


class Command(ImportCommand):
    help = "Import a file of skills: all of it or nothing."
    kind = SKILLS
