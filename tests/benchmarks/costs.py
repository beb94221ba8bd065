"""What something costs: processor time, which others on the machine hardly change, and ours."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

from django.db import connection


class Cost(NamedTuple):
    """Seconds.

    Args:
        processor: of this process and of what serves its connection.
        wall: until it was done.
    """

    processor: float
    wall: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.processor + other.processor, self.wall + other.wall)

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.processor - other.processor, self.wall - other.wall)


NOTHING = Cost(0.0, 0.0)
Costs = Mapping[str, Cost]


def spent() -> Cost:
    """All that has been spent until now; only differences of it mean something."""
    return Cost(process_time() + server_seconds(), perf_counter())


def server_seconds() -> float:
    """Processor seconds of PostgreSQL's process for this connection, on this same machine."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    process = Path(f"/proc/{connection.connection.info.backend_pid}")
    nanoseconds, *_ = (process / "schedstat").read_text().split()
    return int(nanoseconds) / 1e9


def measure(function: Callable, *args: Any) -> tuple[Cost, Any]:
    """What it costs, and what it gives."""
    begun = spent()
    value = function(*args)
    return spent() - begun, value


class Meter:
    """Adds up what parts cost, by their names."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = defaultdict(lambda: NOTHING)

    @contextmanager
    def running(self, name: str) -> Iterator[None]:
        begun = spent()
        try:
            yield
        finally:
            self.costs[name] += spent() - begun

    def around(self, name: str, function: Callable) -> Callable:
        """The function, metered whenever it is called."""

        def metered(*args: Any, **kwargs: Any) -> Any:
            with self.running(name):
                return function(*args, **kwargs)

        return metered


def medians(rounds: Iterable[Costs]) -> dict[str, Cost]:
    """The median of each part's processor time, and of its wall time, over the rounds."""
    columns: dict[str, list[Cost]] = defaultdict(list)
    for costs in rounds:
        for name, cost in costs.items():
            columns[name].append(cost)
    return {
        name: Cost(median(cost.processor for cost in those), median(cost.wall for cost in those))
        for name, those in columns.items()
    }
