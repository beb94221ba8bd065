"""``python -m tests.benchmarks.import_under_edits``: does an import come through among editors?

Imports files of roles, and takes each back, while editors save other role levels again and again,
each in a process of its own as the admin saves: under a lock of the entry. It works in a copy of
the database that DATABASE_URL names, which nobody may use meanwhile, and prints a table.
"""

from collections.abc import Callable
from contextlib import contextmanager
from time import perf_counter, sleep
from typing import Any

from tests.benchmarks import import_steps as steps
from tests.benchmarks.load import fork
from tests.benchmarks.roles_file import roles_file

from django.db import Error, connection, connections, transaction  # isort: skip - after set-up

from capframe.base.parts import lock  # isort: skip
from capframe.imports.models import Import  # isort: skip
from capframe.imports.runner import run_step  # isort: skip
from roles.models import RoleLevel  # isort: skip
from tests.databases import copy_database, drop_database, use_database  # isort: skip

# Role levels of the file, editors, and seconds between two saves of each.
ROUNDS = ((20, 1, 1.0), (20, 1, 0.05), (20, 4, 0.05), (200, 1, 1.0), (200, 4, 0.2))


@contextmanager
def editors(number: int, pause: float) -> Any:
    """So many editors; gives the seconds of each save and what failed, once they have ended."""
    over, queue, told = fork.Event(), fork.Queue(), ([], [])
    connections.close_all()  # no process may use another's connection
    processes = [
        fork.Process(target=edit, args=(index, pause, over, queue)) for index in range(number)
    ]
    for process in processes:
        process.start()
    sleep(1)  # until all have connected
    try:
        yield told
    finally:
        over.set()
        for _ in processes:
            seconds, failures = queue.get()
            told[0].extend(seconds)
            told[1].extend(failures)
        for process in processes:
            process.join()


def edit(index: int, pause: float, over: Any, queue: Any) -> None:
    """Save one role level of the seeded catalogue until it is over."""
    pk = RoleLevel.objects.order_by("pk").values_list("pk", flat=True)[index]
    seconds, failures = [], []
    while not over.is_set():
        started = perf_counter()
        try:
            with transaction.atomic():
                level = RoleLevel.objects.get(pk=pk)
                lock(level)
                level.location = f"Place {len(seconds)}"
                level.save()
        except Error as error:
            failures.append(str(error))
        seconds.append(perf_counter() - started)
        sleep(pause)
    connections.close_all()
    queue.put((seconds, failures))


def settle(imported: Import, state: Any, **values: Any) -> float:
    """Have the step run as the server does; the seconds that it takes."""
    Import.objects.filter(pk=imported.pk).update(state=state, **values)
    started = perf_counter()
    run_step(imported, steps.importer())
    imported.refresh_from_db()
    return perf_counter() - started


def apply_and_undo(imported: Import) -> list[tuple[str, str, float]]:
    """Each step, what came of it and its seconds."""
    seconds = settle(imported, Import.State.APPLYING)
    done = [("apply", imported.state, seconds)]
    if imported.is_done:
        _, conflicts = steps.steps.plan_undo(imported)
        digest = steps.steps.conflicts_digest(conflicts)
        seconds = settle(imported, Import.State.UNDOING, undo_digest=digest)
        done.append(("undo", imported.state, seconds))
    return done


def measure(print_row: Callable[..., None]) -> None:
    steps.importer()
    for levels, number, pause in ROUNDS:
        imported = steps.upload(roles_file(levels))
        steps.check(imported)
        with editors(number, pause) as (saves, failures):
            done = apply_and_undo(imported)
        longest = f"{max(saves):.2f} s of {len(saves)}"
        for step, state, seconds in done:
            print_row(levels, f"{number} × {pause} s", step, state, f"{seconds:.1f} s", longest)
        if failures:
            print_row(levels, "", "failed saves", len(failures), "", failures[0])
        Import.objects.all().delete()


def print_row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def main() -> None:
    """Measure in a copy of the database, taken away afterwards."""
    usual = str(connection.settings_dict["NAME"])
    name = f"{usual}_imported"
    connection.close()
    copy_database(usual, name)
    use_database(name)
    try:
        print(f"\n{connection.vendor}\n")
        print_row("levels", "editors × pause", "step", "state", "took", "longest save")
        print_row(*["---"] * 6)
        measure(print_row)
    finally:
        use_database(usual)
        drop_database(name)


if __name__ == "__main__":
    main()
