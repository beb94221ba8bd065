"""``python -m tests.benchmarks.import_memory DATABASE IMPORT STEP``: what a step adds to a process.

The step is ``check`` or ``apply`` of this import, or ``hold``: read the import's file as a plain
CSV and hold its rows, which no step can do without. Prints by how many megabytes the process had
grown when it was largest. Linux only. To be run by ``tests.benchmarks.imports``.
"""

import csv
import sys
from io import StringIO
from pathlib import Path

from django.db import connection

from tests.benchmarks.import_steps import apply, check

from capframe.imports.models import Import  # isort: skip - after the steps, which set Django up
from django.test import Client  # isort: skip


def hold(imported: Import) -> None:
    """Read the rows of the file, and hold them until the last one."""
    content = StringIO(bytes(imported.file_pieces.get().content).decode(), newline="")
    list(csv.reader(content))


STEPS = {"check": check, "apply": apply, "hold": hold}


def resident(name: str) -> float:
    """Megabytes of this process: VmRSS now, VmHWM at most since it was last forgotten."""
    lines = Path("/proc/self/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith(name))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Run the step, and say how much memory it has taken at most."""
    database, pk, step = sys.argv[1:]
    connection.settings_dict["NAME"] = database
    Client(SERVER_NAME="localhost").get("/healthz")  # what every process has loaded
    imported = Import.objects.get(pk=pk)
    Path("/proc/self/clear_refs").write_text("5")  # forget the most so far
    begun = resident("VmRSS")
    STEPS[step](imported)
    print(resident("VmHWM") - begun)


if __name__ == "__main__":
    main()
