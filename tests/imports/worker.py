"""A process that runs imports in processes of their own, at once and without loading anything.

Each line that it reads names imports by their primary keys. It answers with the numbers of the
processes that run them, and with "over" once they have ended.
"""

import os
import sys

import django


def main() -> None:
    django.setup()
    from capframe.imports import runner  # noqa: F401 - loaded once, for all

    say("ready")
    for line in sys.stdin:
        children = [start(key) for key in line.split()]
        say(*children)
        for child in children:
            os.waitpid(child, 0)
        say("over")


def say(*words) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def start(key: str) -> int:
    """The number of a new process that runs the import with this primary key."""
    child = os.fork()
    if child == 0:
        run_here(key)
        os._exit(0)
    return child


def run_here(key: str) -> None:
    from django.db import connection

    from capframe.imports.models import Import
    from capframe.imports.runner import run_step

    run_step(Import.objects.get(pk=key), None)
    connection.close()


if __name__ == "__main__":
    main()
