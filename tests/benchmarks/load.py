"""Readers and an editor in processes of their own, while something else goes on here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from statistics import median
from time import perf_counter, sleep
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import Error, connections

from roles.models import RoleLevel
from tests.benchmarks.asking import ROLE_LEVEL, ask

# A new process with a copy of what is loaded here.
fork = get_context("fork")
BETWEEN_SAVES = 0.05


@dataclass
class Outcome:
    """What readers and the editor met.

    Args:
        reads: seconds that each page took.
        saves: seconds that each save took.
        failures: the errors of saves.
    """

    reads: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def read(self) -> float:
        """The median seconds of a page."""
        return median(self.reads)


@contextmanager
def load() -> Iterator[tuple[Outcome, Any]]:
    """One reader and, from when the event given is set, one editor; their outcome at the end."""
    outcome, editing, over = Outcome(), fork.Event(), fork.Event()
    connections.close_all()  # no process may use another's connection
    queue = fork.Queue()
    processes = [
        fork.Process(target=work, args=(function, begin, over, queue))
        for function, begin in ((read_a_page, None), (save_a_level, editing))
    ]
    for process in processes:
        process.start()
    try:
        sleep(0.5)  # until both have connected
        yield outcome, editing
    finally:
        over.set()
        editing.set()
        for _ in processes:
            name, seconds, failures = queue.get()
            getattr(outcome, name).extend(seconds)
            outcome.failures.extend(failures)
        for process in processes:
            process.join()


def work(function: Callable, begin: Any, over: Any, queue: Any) -> None:
    """Do it again and again until it is over, then tell how long each time took."""
    name, once = function()
    once()
    if begin:
        begin.wait()
    seconds: list[float] = []
    failures: list[str] = []
    while not over.is_set():
        started = perf_counter()
        try:
            once()
        except Error as error:
            failures.append(str(error))
        seconds.append(perf_counter() - started)
        if begin:
            sleep(BETWEEN_SAVES)
    connections.close_all()
    queue.put((name, seconds, failures))


def read_a_page() -> tuple[str, Callable]:
    """A reader of a role level's page."""
    application = get_wsgi_application()
    return "reads", lambda: ask(application, ROLE_LEVEL)


def save_a_level() -> tuple[str, Callable]:
    """An editor of a role level of the seeds."""
    level = RoleLevel.objects.published().first()
    if level is None:
        raise ValueError("There is no role level to edit.")
    return "saves", level.save
