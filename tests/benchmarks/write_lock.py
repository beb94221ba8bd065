"""How long an editor who saves, or keeps a save unpublished, keeps all others from writing.

``python -m tests.benchmarks.write_lock`` saves the form of a role level of 25 statements and 10
skills ten times in each way, in a scratch database on SQLite, which has one lock for all that
write. It prints processor and wall milliseconds of the whole request and of the part that holds
the lock: the median, with the least and the most.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.admin_forms import load, problems, send
from tests.benchmarks.costs import NOTHING, Cost, measure, spent
from tests.benchmarks.served import scratch_database

ROUNDS, STATEMENTS, SKILLS, MANY = 10, 25, 10, 200
LOCKS = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE")
KEEP = {"_keep": "Keep unpublished"}
HEAD = ("way", "request, processor ms", "wall ms", "lock held, processor ms", "wall ms", "times")


class LockMeter:
    """Adds up what is spent while the write lock of the connection is held."""

    def __init__(self, connection: Any) -> None:
        self.connection, self.held, self.times = connection, NOTHING, 0
        self.since: Cost | None = None

    @contextmanager
    def running(self) -> Iterator["LockMeter"]:
        usual = {name: getattr(self.connection, name) for name in ("commit", "rollback")}
        for name, end in usual.items():
            setattr(self.connection, name, self._ending(end))
        try:
            with self.connection.execute_wrapper(self._watch):
                yield self
        finally:
            for name, end in usual.items():
                setattr(self.connection, name, end)

    def _watch(self, execute: Callable, sql: Any, params: Any, many: bool, context: Any) -> Any:
        takes_lock = str(sql).startswith(LOCKS) and self.since is None
        if takes_lock:
            self.since = spent()
        given = execute(sql, params, many, context)
        if takes_lock and not self.connection.in_atomic_block and not str(sql).startswith("BEGIN"):
            self._end()
        return given

    def _ending(self, end: Callable[[], None]) -> Callable[[], None]:
        def ended() -> None:
            end()
            self._end()

        return ended

    def _end(self) -> None:
        if self.since is not None:
            self.held += spent() - self.since
            self.times += 1
        self.since = None


class Editor:
    """Saves one role level in the admin."""

    def __init__(self) -> None:
        from django.contrib.auth import get_user_model
        from django.db import connection
        from django.test import Client
        from django.test.utils import setup_test_environment

        setup_test_environment()  # responses have their context: what is wrong with a form
        self.connection, self.number = connection, 0
        self.user = get_user_model().objects.create_superuser("editor")
        self.browser = Client(SERVER_NAME="localhost")
        self.browser.force_login(self.user)
        self.level = make_level()

    def address(self, joined: Any = None) -> str:
        from django.urls import reverse

        address = reverse("admin:roles_rolelevel_change", args=[self.level.pk])
        return f"{address}?unpublished={joined.pk}" if joined else address

    def send(self, joined: Any = None, **button: str) -> tuple[Cost, LockMeter]:
        """Change one statement and press a button; what the request cost, and the lock."""
        self.number += 1
        address = self.address(joined)
        fields = load(self.browser, address)
        lines = fields["sections-0-statements"].split("\r\n")
        lines[0] = f"Statement in the words of time {self.number}."
        fields = {name: value for name, value in fields.items() if name != "_save"} | button
        with LockMeter(self.connection).running() as meter:
            cost, response = measure(
                lambda: send(
                    self.browser, address, fields, **{"sections-0-statements": "\r\n".join(lines)}
                )
            )
        assert response.status_code == 302, problems(response)
        return cost, meter

    def prepare(self, number: int) -> Any:
        """A change of so many other entries that is kept unpublished."""
        from capframe.base.bulk_changes import change_entries
        from capframe.plans.unpublished import keep
        from roles.models import RoleLevel

        pks = RoleLevel.objects.exclude(pk=self.level.pk).order_by("pk")[:number]
        values = {level.pk: {"location": f"Town {number}"} for level in pks}

        def write() -> None:
            change_entries(model=RoleLevel, values=values, by=self.user, reason="Benchmark")

        return keep(write, onto=None, by=self.user, title=f"{number} entries")[1]


def make_level() -> Any:
    """A role level of 25 statements in two sections and 10 skills, and 200 others."""
    from tests.factories import make_requirement, make_role_level, make_role_levels, make_skill

    half = STATEMENTS // 2
    texts = [f"Statement {number} of what somebody does in this." for number in range(STATEMENTS)]
    level = make_role_level({"Duties": texts[:half], "Know-how": texts[half:]})
    for _ in range(SKILLS):
        make_requirement(level, make_skill())
    make_role_levels(MANY)
    return level


def measure_ways(editor: Editor) -> Iterator[tuple[str, list[tuple[Cost, LockMeter]]]]:
    """What each way of saving cost, every time."""
    ways: dict[str, Callable[[], tuple[Cost, LockMeter]]] = {
        "save": lambda: editor.send(_save="Save"),
        "keep unpublished": lambda: editor.send(**KEEP),
    }
    for number in (1, MANY):
        joined = editor.prepare(number)
        ways[f"join a change of {number}"] = lambda joined=joined: editor.send(joined, **KEEP)
    for name, way in ways.items():
        way()  # the first time loads what all later ones use
        yield name, [way() for _ in range(ROUNDS)]


def figures(seconds: list[float]) -> str:
    least, middle, most = (f"{1000 * of(seconds):.0f}" for of in (min, median, max))
    return f"{middle} ({least} to {most})"


def print_row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def main() -> None:
    os.environ.pop("DATABASE_URL", None)
    with TemporaryDirectory() as folder, scratch_database(folder) as url:
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("CAPFRAME_ENV", "development")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("seed", "--migrate", verbosity=0)
        print_row(*HEAD)
        print_row("---", *["---:"] * (len(HEAD) - 1))
        for name, measured in measure_ways(Editor()):
            costs = [cost for cost, _ in measured], [meter.held for _, meter in measured]
            columns = [map(itemgetter(place), those) for those in costs for place in (0, 1)]
            times = max(meter.times for _, meter in measured)
            print_row(name, *(figures(list(column)) for column in columns), times)


if __name__ == "__main__":
    main()
