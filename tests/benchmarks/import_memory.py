"""Prints the peak memory in megabytes of a process that reads, checks and applies an import.

To be run by ``tests.benchmarks.imports``, which says which database and which import.
"""

import resource
import sys

from django.db import connection

from tests.benchmarks.import_steps import apply, check

from capframe.imports.models import Import  # isort: skip - after the steps, which set Django up


def main() -> None:
    """Read, check, apply, and say how much memory there was in use at most."""
    connection.settings_dict["NAME"] = sys.argv[1]
    imported = Import.objects.get(pk=sys.argv[2])
    check(imported)
    apply(imported)
    connection.close()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
