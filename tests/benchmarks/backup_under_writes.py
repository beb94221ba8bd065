"""``python -m tests.benchmarks.backup_under_writes``: backups while others write, restored.

Runs the commands of docs/deployment.md in a copy of the database that DATABASE_URL names, which
nobody may use meanwhile, while processes add sources as fast as they can, each with its history.
Every source whose save had ended before the backup began must be in the restored database. On
SQLite it shows what copying the file would have lost.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import Any
from urllib.parse import urlsplit

from tests.benchmarks import import_steps  # noqa: F401 - sets Django up

from django.db import connection, connections  # isort: skip

from capframe.base.models import Source  # isort: skip
from capframe.settings import BASE_DIR  # isort: skip
from tests.benchmarks.load import fork  # isort: skip
from tests.databases import (  # isort: skip
    copy_database,
    drop_database,
    url_of,
    use_database,
)

WRITERS, ROUNDS, SECONDS_BEFORE = 2, 3, 2.0
IN_DOCUMENT = "postgres://capframe@127.0.0.1:5432/"
RESTORED = "capframe_restored"


def commands(database: str) -> Sequence[str]:
    """The blocks of commands that the document has for this kind of database."""
    section = (BASE_DIR / "docs" / "deployment.md").read_text().partition(f"### {database}\n")[2]
    return re.findall(r"```sh\n(.*?)```", section.partition("\n##")[0], re.DOTALL)


def run(block: str, folder: Path, url: str) -> None:
    """Carry out a block of the document as a shell would. Raises where a command fails."""
    block = block.replace(IN_DOCUMENT, f"{urlsplit(url)._replace(path='').geturl()}/")
    environment = os.environ | {"DATABASE_URL": url}
    done = subprocess.run(
        ["/bin/bash", "-e", "-c", block],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    if "integrity_check" in block and done.stdout.strip() != "ok":
        raise ValueError(done.stdout)


def manage(url: str, *words: str) -> str:
    """What a command says of this database. Raises where it fails."""
    command = [sys.executable, "manage.py", *words]
    environment = os.environ | {"DATABASE_URL": url}
    done = subprocess.run(
        command, cwd=BASE_DIR, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@contextmanager
def writers() -> Iterator[tuple[Any, list[float]]]:
    """Processes that write: how many sources each has saved, and at the end its longest save."""
    saved, over, queue = fork.Array("l", WRITERS), fork.Event(), fork.Queue()
    longest: list[float] = []
    connections.close_all()  # no process may use another's connection
    processes = [fork.Process(target=write, args=(i, saved, over, queue)) for i in range(WRITERS)]
    for process in processes:
        process.start()
    try:
        sleep(SECONDS_BEFORE)
        yield saved, longest
    finally:
        over.set()
        longest.extend(queue.get() for _ in processes)
        for process in processes:
            process.join()


def write(writer: int, saved: Any, over: Any, queue: Any) -> None:
    """Add sources, each counted once its save has ended."""
    longest = 0.0
    number = Source.objects.filter(publisher=f"Writer {writer}").count()
    while not over.is_set():
        started = perf_counter()
        slug = f"writer-{writer}-{number}"
        Source.objects.create(slug=slug, title=slug, publisher=f"Writer {writer}")
        number += 1
        saved[writer] = number
        longest = max(longest, perf_counter() - started)
    connections.close_all()
    queue.put(longest)


def found_in(url: str) -> list[int]:
    """How many sources of each writer a database holds."""
    script = (
        "from capframe.base.models import Source\n"
        f"for i in range({WRITERS}):\n"
        "    print(Source.objects.filter(publisher=f'Writer {i}').count())"
    )
    return [int(line) for line in manage(url, "shell", "--no-imports", "-c", script).split()]


def lost(before: Sequence[int], found: Sequence[int]) -> int:
    """How many of those saved before are not found."""
    return sum(max(0, was - number) for was, number in zip(before, found, strict=True))


def copy_file(name: str, folder: Path, saved: Any) -> str:
    """What copying the file alone loses, as it ought not to be done."""
    before = list(saved)
    shutil.copy(name, folder / "copied.sqlite3")
    url = f"sqlite:///{folder / 'copied.sqlite3'}"
    try:
        return f"{lost(before, found_in(url))} of {sum(before)}"
    except subprocess.CalledProcessError as error:
        return error.stderr.strip().splitlines()[-1]


def one_round(name: str, folder: Path) -> Sequence[object]:
    """Back up while others write, restore, and look at what was restored."""
    is_file, url = connection.vendor == "sqlite", url_of(name)
    backup, restore = commands("SQLite" if is_file else "PostgreSQL")
    with writers() as (saved, longest):
        copied = copy_file(name, folder, saved) if is_file else "–"
        before = list(saved)
        started = perf_counter()
        run(backup, folder, url)
        seconds = perf_counter() - started
        during = sum(saved) - sum(before)
    run(restore, folder, url)
    if not is_file:
        url = url_of(RESTORED)
    manage(url, "migrate", "--check")
    said = manage(url, "check_history")
    missing = f"{lost(before, found_in(url))} of {sum(before)}"
    return missing, copied, during, f"{seconds:.2f} s", f"{max(longest):.2f} s", said


def main() -> None:
    """Measure in a copy of the database, taken away afterwards."""
    usual = str(connection.settings_dict["NAME"])
    with tempfile.TemporaryDirectory() as folder:
        is_file = connection.vendor == "sqlite"
        name = str(Path(folder) / "capframe.sqlite3") if is_file else f"{usual}_written"
        connection.close()
        copy_database(usual, name)
        use_database(name)
        print(f"\n{connection.vendor}\n")
        print("| lost | lost by copying | saved meanwhile | backup | longest save | history |")
        print("| --- | --- | --- | --- | --- | --- |")
        try:
            for _ in range(ROUNDS):
                print(f"| {' | '.join(map(str, one_round(name, Path(folder))))} |", flush=True)
                tidy_up(Path(folder))
        finally:
            tidy_up(Path(folder))
            use_database(usual)
            drop_database(name)


def tidy_up(folder: Path) -> None:
    """Take away what a round made, but the database itself."""
    shutil.rmtree(folder / "before-restore", ignore_errors=True)
    for left in (*folder.glob("capframe-backup*"), *folder.glob("copied*")):
        left.unlink()
    if connection.vendor == "postgresql":
        drop_database(RESTORED)


if __name__ == "__main__":
    main()
