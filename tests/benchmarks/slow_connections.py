"""What a bystander meets while hundreds of connections send or read slowly.

``python -m tests.benchmarks.slow_connections`` serves the seeds from a scratch database of the kind
that DATABASE_URL names (SQLite by default) as `make serve` would, and prints a table.

    --nginx            put nginx before it, with the configuration in docs/deployment.md
    --server COMMAND   measure another server; {port} stands for its port; may be said repeatedly
    --number N         so many slow connections of each kind (500)
    --seconds S        watch the bystander for so long in each row (20)
"""

import argparse
import asyncio
import resource
from collections.abc import Callable, Sequence
from contextlib import suppress

from tests.benchmarks.served import SHIPPED, Place, seeded, served
from tests.benchmarks.visitors import (
    COMPARISON,
    HEAD,
    Bystander,
    fetch,
    keep_doing,
    read_slowly,
    send_a_body_slowly,
    send_headers_slowly,
)

# Begun together; before the next ones begin, these have been answered or had so many seconds.
TOGETHER, SECONDS_TO_BEGIN = 4, 5

Visit = tuple[Callable, str]
KINDS: dict[str, Sequence[Visit]] = {
    "nobody else": (),
    "slow headers": [(send_headers_slowly, "/")],
    "slow bodies": [(send_a_body_slowly, "/compare/tray/")],
    "slow readers": [(read_slowly, COMPARISON)],
}
KINDS["all of them at once"] = [visit for visits in KINDS.values() for visit in visits]


async def watch(place: Place, visits: Sequence[Visit], number: int, seconds: float) -> Bystander:
    """The bystander, after so many seconds among so many slow visitors of each kind."""
    bystander, tasks = Bystander(place), []
    for visit, path in visits:
        tasks += await begin(visit, place, path, number)
    await bystander.read_for(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return bystander


async def begin(visit: Callable, place: Place, path: str, number: int) -> list[asyncio.Task]:
    """So many visitors, begun a few at a time while the server keeps up: slow, not a rush."""
    tasks, keeps_up = [], True
    for first in range(0, number, TOGETHER):
        events = [asyncio.Event() for _ in range(min(TOGETHER, number - first))]
        tasks += [asyncio.create_task(keep_doing(visit, place, path, each)) for each in events]
        if keeps_up:
            begun = asyncio.gather(*(each.wait() for each in events))
            with suppress(TimeoutError):
                await asyncio.wait_for(begun, SECONDS_TO_BEGIN)
            keeps_up = all(each.is_set() for each in events)
    return tasks


async def measure(place: Place, number: int, seconds: float) -> None:
    status, answer = await fetch(place, COMPARISON)
    if status != 200:
        raise ValueError(f"{COMPARISON}: {status}")
    print(f"{number} slow connections of each kind; the large page has {len(answer):,} bytes\n")
    print(HEAD)
    for name, visits in KINDS.items():
        bystander = await watch(place, visits, number, seconds)
        print(bystander.row(name), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nginx", action="store_true")
    parser.add_argument("--server", action="append")
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with seeded() as site:
        for command in options.server or [SHIPPED]:
            print(f"\n{command}{', behind nginx' if options.nginx else ''}\n")
            with served(site, command, with_nginx=options.nginx) as place:
                asyncio.run(measure(place, options.number, options.seconds))


if __name__ == "__main__":
    main()
