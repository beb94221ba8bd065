"""What a bystander meets while 50 people download the comparison of eight role levels at once.

``python -m tests.benchmarks.downloads`` serves the seeds from a scratch database of the kind that
DATABASE_URL names (SQLite by default) as `make run` does, and prints a table. Who is told to try
again does so after as long as the answer says, until everybody has a file.

    --nginx            put nginx before it, with the configuration in docs/deployment.md
    --server COMMAND   measure another server; {port} stands for its port
    --number N         so many downloads (50)
    --format F         docx, xlsx or csv (docx)
"""

import argparse
import asyncio
import re
from collections import Counter
from contextlib import suppress
from time import perf_counter

from tests.benchmarks.served import SHIPPED, Place, seeded, served
from tests.benchmarks.visitors import COMPARISON, HEAD, OTHERS, Bystander, fetch

CALM_SECONDS = 8


async def download(place: Place, path: str, statuses: Counter[int]) -> None:
    """Get the file, however often it takes; count what was answered."""
    while True:
        status, answer = await fetch(place, path, OTHERS)
        statuses[status] += 1
        if status == 200:
            return
        retry = re.search(rb"(?i)\r\nretry-after: (\d+)", answer)
        if retry is None:
            raise ValueError(f"{path}: {status}")
        await asyncio.sleep(int(retry[1]))


async def measure(place: Place, number: int, ending: str) -> None:
    path = f"{COMPARISON}&format={ending}"
    await fetch(place, path)  # what is loaded once is loaded
    print(f"{number} downloads of {ending.upper()} at once\n\n{HEAD}")
    calm = Bystander(place)
    await calm.read_for(CALM_SECONDS)
    print(calm.row("nobody else"), flush=True)

    busy, statuses, started = Bystander(place), Counter[int](), perf_counter()
    downloads = [asyncio.create_task(download(place, path, statuses)) for _ in range(number)]
    reading = asyncio.create_task(busy.read_for(float("inf")))
    try:
        await asyncio.gather(*downloads)
    finally:
        reading.cancel()
    with suppress(asyncio.CancelledError):
        await reading
    print(busy.row("downloads"))
    print(f"\nFiles: {statuses[200]}; told to try again: {statuses[503]} times; ", end="")
    print(f"the last file after {perf_counter() - started:.1f} s")


def main() -> None:
    """Measure, as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nginx", action="store_true")
    parser.add_argument("--server", default=SHIPPED)
    parser.add_argument("--number", type=int, default=50)
    parser.add_argument("--format", default="docx")
    options = parser.parse_args()
    with seeded() as site, served(site, options.server, with_nginx=options.nginx) as place:
        asyncio.run(measure(place, options.number, options.format))


if __name__ == "__main__":
    main()
