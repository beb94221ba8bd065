"""How much a process grows by each step of an import, each in a process of its own."""

import subprocess
import sys

from tests.benchmarks import import_steps as steps

from django.db import connection  # isort: skip - after Django is set up

from capframe.imports.models import Import  # isort: skip


def growth_of_steps(content: bytes) -> dict[str, float]:
    """Megabytes by which a process grows that holds the rows of a file, checks it, applies it."""
    imported = steps.upload(content)
    growth = {step: growth_of(step, imported) for step in ("hold", "check", "apply")}
    imported.refresh_from_db()
    steps.undo(imported)
    return growth


def growth_of(step: str, imported: Import) -> float:
    name = str(connection.settings_dict["NAME"])
    connection.close()
    command = [sys.executable, "-m", "tests.benchmarks.import_memory", name, str(imported.pk), step]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)
