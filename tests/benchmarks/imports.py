"""``make bench``: what importing 20,000 rows costs, and what others notice of it.

Medians of the rounds are printed. Every round imports the same file into the same catalogue, holds
it against that again, and takes it back. Ratios hold on any machine, seconds only on the one that
printed them.
"""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from time import perf_counter, sleep
from typing import Any
from unittest.mock import patch

from tests.benchmarks import import_steps as steps
from tests.benchmarks.load import Outcome, load
from tests.benchmarks.roles_file import ROWS_PER_LEVEL, roles_file

from django.core.management import call_command  # isort: skip - after Django is set up
from django.db import connection  # isort: skip

from capframe.plans import apply as engine  # isort: skip
from capframe.fixtures import FIXTURES  # isort: skip
from capframe.imports.models import Import  # isort: skip

LEVELS, FEW_LEVELS, ROUNDS = 2000, 200, 3
CALM_SECONDS = 4

Figures = dict[str, float]
Row = tuple[str, str, str]


def round_of(content: bytes) -> Figures:
    """Import a file, check it once more, take it back; the seconds of each step."""
    figures: Figures = {}
    imported = steps.upload(content)
    figures["check"], _ = timed(steps.check, imported)
    figures["preview"], page = timed(steps.look, imported)
    figures["preview, KB"] = len(page) / 1000
    figures |= steps.apply(imported)
    tables = steps.made_by(imported)
    again = steps.upload(content)
    figures["check again"], _ = timed(steps.check, again)
    if again.read_plan().changes:
        raise ValueError("What was imported just now would change something.")
    figures |= steps.undo(imported)
    figures["plain"] = steps.insert_plainly(tables)
    figures["objects"] = sum(len(rows) for _, rows in tables)
    return figures


def timed(function: Any, *args: Any) -> tuple[float, Any]:
    """The seconds that it takes, and what it gives."""
    started = perf_counter()
    value = function(*args)
    return perf_counter() - started, value


def medians(rounds: Iterable[Figures]) -> Figures:
    """The median of each figure."""
    columns: dict[str, list[float]] = defaultdict(list)
    for figures in rounds:
        for name, value in figures.items():
            columns[name].append(value)
    return {name: median(values) for name, values in columns.items()}


def checked(levels: int) -> Import:
    """An import of a file of so many role levels that is ready to be applied."""
    imported = steps.upload(roles_file(levels))
    steps.check(imported)
    return imported


def queries(levels: int) -> dict[str, int]:
    """How many queries applying a file of so many role levels takes."""
    imported = checked(levels)
    counts = steps.queries_of(imported)
    steps.undo(imported)
    return counts


def peak_memory() -> float:
    """Megabytes at most of a process that reads, checks and applies the file."""
    imported = steps.upload(roles_file(LEVELS))
    name = str(connection.settings_dict["NAME"])
    connection.close()
    command = [sys.executable, "-m", "tests.benchmarks.import_memory", name, str(imported.pk)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    imported.refresh_from_db()
    steps.undo(imported)
    return float(done.stdout)


def under_load() -> tuple[Outcome, Outcome]:
    """What a reader and an editor meet without an import, and while one is applied."""
    with load() as (calm, editing):
        editing.set()
        sleep(CALM_SECONDS)
    imported = checked(LEVELS)
    with load() as (busy, editing), patch.object(engine, "_reserve_keys", begin_with(editing)):
        steps.apply(imported)
    steps.undo(imported)
    return calm, busy


def begin_with(editing: Any) -> Any:
    """The engine's function that comes first once it has found nothing edited.

    An editor who saved before would have the file checked again, rightly.
    """
    keys_for = engine._reserve_keys

    def keys_while_editing(made: Any) -> dict[int, int]:
        editing.set()
        return keys_for(made)

    return keys_while_editing


def rows_of(figures: Figures) -> Iterable[Row]:
    """The rows about speed."""
    plain, write = figures["plain"], figures["transaction"]
    first = figures["check"] + figures["apply"]
    yield "read and check, first import", seconds(figures["check"]), ""
    yield "first page of the preview", seconds(figures["preview"]), kb(figures["preview, KB"])
    yield "check and preview", seconds(figures["check"] + figures["preview"]), "at most 10 s"
    yield "confirm: all of it", seconds(figures["apply"]), "at most 10 s"
    yield "confirm: the transaction", seconds(write), ""
    yield "confirm: until search has caught up", seconds(figures["search"]), ""
    yield f"plain executemany of {figures['objects']:,.0f} objects", seconds(plain), ""
    yield "rows a second against plain: the transaction", ratio(plain / write), "at least 0.25"
    yield "rows a second against plain: with search", ratio(plain / figures["apply"]), ""
    yield "check where nothing changes", seconds(figures["check again"]), ""
    yield "… against the first import", ratio(figures["check again"] / first), "below 1"
    yield "undo, with search", seconds(figures["undo"]), ""
    yield "undo: until search has caught up", seconds(figures["undo, search"]), ""


def rows_of_queries(few: dict[str, int], many: dict[str, int]) -> Iterable[Row]:
    """The rows about queries. PostgreSQL's COPY is not among them: one a model, too."""
    for part, number in few.items():
        name = f"queries for {FEW_LEVELS * ROWS_PER_LEVEL:,} and {LEVELS * ROWS_PER_LEVEL:,} rows"
        aim = "the same" if part == "transaction" else ""
        yield f"{name}: {part}", f"{number}, {many[part]}", aim


def rows_of_load(calm: Outcome, busy: Outcome) -> Iterable[Row]:
    """The rows about what others notice."""
    yield "a reader’s page without an import", milliseconds(calm.read), f"{len(calm.reads)} pages"
    yield "… while one is applied", milliseconds(busy.read), f"{len(busy.reads)} pages"
    yield "… against without", ratio(busy.read / calm.read), "at most 2"
    yield "an editor’s longest save without", seconds(max(calm.saves)), f"{len(calm.saves)} saves"
    yield "… while one is applied", seconds(max(busy.saves)), f"{len(busy.saves)} saves"
    yield "… that failed", str(len(calm.failures + busy.failures)), "0"


def seconds(value: float) -> str:
    return f"{value:.2f} s"


def milliseconds(value: float) -> str:
    return f"{value * 1000:.1f} ms"


def ratio(value: float) -> str:
    return f"{value:.2f}"


def kb(value: float) -> str:
    return f"{value:.0f} KB, at most 500"


def report(rows: Iterable[Row]) -> None:
    """Print the table, as Markdown."""
    print(f"\n{connection.vendor}, {LEVELS * ROWS_PER_LEVEL:,} rows of {LEVELS:,} role levels\n")
    print("| import | | aim, or of what |")
    print("| --- | ---: | --- |")
    for name, value, remark in rows:
        print(f"| {name} | {value} | {remark} |")


def measure() -> list[Row]:
    """Every row of the table."""
    few, many = queries(FEW_LEVELS), queries(LEVELS)  # first, so that everything is warm
    content = roles_file(LEVELS)
    figures = medians(round_of(content) for _ in range(ROUNDS))
    return [
        *rows_of(figures),
        *rows_of_queries(few, many),
        ("peak memory of read, check and apply", f"{peak_memory():.0f} MB", "at most 300 MB"),
        *rows_of_load(*under_load()),
    ]


def main() -> None:
    """Measure in a database of its own, taken away afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("loaddata", *FIXTURES, verbosity=0)
        call_command("rebuild_search", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        report(measure())
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
