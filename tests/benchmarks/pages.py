"""``make bench``: what each kind of page costs, as ratios to T, a page of the smallest project.

``python -m tests.benchmarks.pages [--scale 10]`` fills a scratch database of the kind that
DATABASE_URL names with 3,000 role levels and 14,000 skills beside the seeds, as many as ESCO has,
or ten times that. T is a request for the page of ``minimal_project``.
Both are served by the site's own server with one worker process, pinned to one processor, in
production settings; each page is asked for in turn and the medians of the rounds are printed.
What an application costs that does nothing is the server's own part, of T and of every page.
Ratios hold on any machine, requests a second and milliseconds only on the one that printed them;
processor time is the worker's alone, so that of PostgreSQL shows in requests a second.
"""

import os
from argparse import ArgumentParser
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.asking import ROLE_LEVEL, ask
from tests.benchmarks.served import scratch_database
from tests.benchmarks.visitors import COMPARISON
from tests.benchmarks.workers import Client, Cost, Worker, measure, one_worker, request_for

LEVELS, SKILLS, ROUNDS, REQUESTS = 3000, 14_000, 9, 24
# What takes a tenth of a millisecond is asked for often: the system counts time by hundredths of
# a second.
MANY_REQUESTS = 400
LADDER = "/compare/?" + "&".join(f"level=ladder/level-{number}" for number in range(1, 9))
MINIMAL, FIXED = "tests.benchmarks.minimal_project.wsgi", "tests.benchmarks.fixed_answer"
THREADS = 8  # of a process: see gunicorn.conf.py
ENCODINGS = {"Accept-Encoding": "gzip, deflate, br"}
T, SERVER = "T", "the server alone"


@dataclass(frozen=True, slots=True)
class Page:
    """A row of the table.

    Args:
        worker: who answers.
        address: that is asked for.
        headers: of the request.
    """

    worker: Worker
    address: str
    headers: Mapping[str, str] = field(default_factory=lambda: ENCODINGS)

    def ask(self) -> Client:
        """One request; the client holds what was answered."""
        client = Client(self.worker.port)
        client.send(request_for(self.address, self.headers))
        client.receive()
        client.close()
        return client


def addresses() -> dict[str, str]:
    """One page of each kind, by the name printed."""
    return {
        "home": "/",
        "family": "/families/policy-and-performance/",
        "role level": ROLE_LEVEL,
        "list of role levels": "/roles/",
        "compare 8": COMPARISON,
        "compare 8 of 25 statements": LADDER,
        "search": "/search/?q=manage+stakeholders",
    }


def other_addresses() -> list[str]:
    """Pages of the other kinds, for the memory that they take."""
    return [
        *(
            "/families/",
            "/roles/?q=manage",
            "/roles/?sort=senior",
            "/skills/",
            "/skills/benchmark/",
        ),
        *("/skills/benchmark/skill-1/", "/grades/", "/grades/civil-service/", "/workstreams/"),
        *("/grades/civil-service/grade-7/", "/sources/", f"{LADDER}&view=full"),
        "/step-up/?from=hr-business-partner/grade-7",
    ]


def kept_pages(worker: Worker) -> dict[str, Page]:
    """A role level that is kept: sent whole, or to a browser that has it already."""
    known = {"If-None-Match": Page(worker, ROLE_LEVEL).ask().header("ETag")}
    return {
        "role level, kept": Page(worker, ROLE_LEVEL),
        "role level, unchanged (304)": Page(worker, ROLE_LEVEL, ENCODINGS | known),
    }


def production(url: str) -> dict[str, str]:
    """The environment of the site as it is served to others, but for HTTPS."""
    return {
        "CAPFRAME_ENV": "production",
        "SECRET_KEY": token_urlsafe(50),
        "HTTPS": "0",
        "DATABASE_URL": url,
    }


def fill_catalogue(scale: float) -> str:
    """Fill the database that DATABASE_URL names, collect the static files; the database's kind."""
    # Django reads its settings as it is imported, and DATABASE_URL was not set until now.
    os.environ["DJANGO_SETTINGS_MODULE"] = "capframe.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks.data import fill, fill_skills

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    fill(int(LEVELS * scale))
    fill_skills(int(SKILLS * scale))
    connection.close()
    return str(connection.vendor)


def measured(pages: Mapping[str, Page]) -> dict[str, list[Cost]]:
    """The costs of each page, round by round."""
    for page in pages.values():
        page.ask()
    rounds: dict[str, list[Cost]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, page in pages.items():
            number = REQUESTS if name in addresses() else MANY_REQUESTS
            rounds[name].append(measure(page.worker, page.address, number, page.headers))
    return rounds


def count_queries() -> dict[str, int]:
    """How many queries each page takes once what filters and numbers are made of is kept."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    application, numbers = get_wsgi_application(), {}
    for name, address in addresses().items():
        ask(application, address)
        with CaptureQueriesContext(connection) as queries:
            ask(application, address)
        numbers[name] = len(queries)
    connection.close()
    return numbers


def report(pages: Mapping[str, Page], costs: Mapping[str, list[Cost]]) -> None:
    """Print the table, as Markdown: each round's ratio to its own T, with their spread."""
    queries = count_queries()
    print("| page | of T | least and most | of T’s requests a second | CPU ms | bytes | queries |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, page in pages.items():
        pairs = list(zip(costs[T], costs[name], strict=True))
        ratios = [t.processor / cost.processor for t, cost in pairs]
        rates = median(t.wall / cost.wall for t, cost in pairs)
        processor = 1000 * median(cost.processor for cost in costs[name])
        print(
            f"| {name} | {median(ratios):.2f} | {min(ratios):.2f} to {max(ratios):.2f} "
            f"| {rates:.2f} | {processor:.2f} | {len(page.ask().body):,} "
            f"| {queries.get(name, '')} |"
        )


def ask_all(worker: Worker) -> None:
    """Ask for every kind of page as often as there are threads, none of them kept."""
    for address in (*addresses().values(), *other_addresses()):
        for number in range(THREADS):
            Page(worker, f"{address}{'&' if '?' in address else '?'}number={number}").ask()


def main() -> None:
    parser = ArgumentParser(description="What pages cost.")
    parser.add_argument("--scale", type=float, default=1.0, help="how much of ESCO's size")
    scale = parser.parse_args().scale
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        url = stack.enter_context(scratch_database(str(folder)))
        os.environ |= production(url)
        vendor = fill_catalogue(scale)
        minimal, fixed, keeping = (
            stack.enter_context(one_worker(application, folder / application))
            for application in (MINIMAL, FIXED, "capframe.wsgi")
        )
        making = stack.enter_context(
            one_worker("capframe.wsgi", folder / "cold", PAGE_CACHE_MB="0")
        )
        pages = {T: Page(minimal, "/"), SERVER: Page(fixed, "/"), **kept_pages(keeping)}
        pages |= {name: Page(making, address) for name, address in addresses().items()}
        size = f"{LEVELS * scale:,.0f} role levels and {SKILLS * scale:,.0f} skills"
        print(f"{vendor}, {size} beside the seeds; kept where it says so\n")
        report(pages, measured(pages))
        ask_all(keeping)
        print(
            f"\nThe worker that keeps pages had at most {keeping.peak_megabytes:.0f} MB of memory."
        )


if __name__ == "__main__":
    main()
