"""What a reader and an editor notice of an import that is applied meanwhile."""

from collections.abc import Iterable
from time import sleep
from typing import Any
from unittest.mock import patch

from tests.benchmarks import import_steps as steps
from tests.benchmarks.load import Outcome, load
from tests.benchmarks.roles_file import roles_file

from capframe.plans import apply as engine  # isort: skip - after Django is set up

CALM_SECONDS = 4


def rows_of_load(levels: int) -> Iterable[tuple[str, str, str]]:
    """The rows about what others notice while a file of so many role levels is applied."""
    calm, busy = under_load(levels)
    yield "a reader’s page without an import", milliseconds(calm.read), f"{len(calm.reads)} pages"
    yield "… while one is applied", milliseconds(busy.read), f"{len(busy.reads)} pages"
    yield "… against without", f"{busy.read / calm.read:.2f}", "at most 2"
    yield "an editor’s longest save without", seconds(calm.saves), f"{len(calm.saves)} saves"
    yield "… while one is applied", seconds(busy.saves), f"{len(busy.saves)} saves"
    yield "… that failed", str(len(calm.failures + busy.failures)), "0"


def under_load(levels: int) -> tuple[Outcome, Outcome]:
    """What a reader and an editor meet without an import, and while one is applied."""
    with load() as (calm, editing):
        editing.set()
        sleep(CALM_SECONDS)
    imported = steps.upload(roles_file(levels))
    steps.check(imported)
    with load() as (busy, editing), patch.object(engine, "_reserve_keys", begin_with(editing)):
        steps.apply(imported)
    steps.undo(imported)
    return calm, busy


def begin_with(editing: Any) -> Any:
    """The engine's function that comes first once it has found nothing edited.

    An editor who saved before would have the file checked again, rightly.
    """
    keys_for = engine._reserve_keys

    def keys_while_editing(plan: Any) -> Any:
        editing.set()
        return keys_for(plan)

    return keys_while_editing


def seconds(saves: list[float]) -> str:
    return f"{max(saves):.2f} s"


def milliseconds(value: float) -> str:
    return f"{value * 1000:.1f} ms"
