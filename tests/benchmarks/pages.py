"""``make bench``: what each kind of page costs, as ratios to a bare page of the same base.

Every page is asked for in turn, in the same process and run, through the whole of the WSGI
application with nothing cached; the medians of the rounds are printed. Ratios hold on any machine,
milliseconds only on the one that printed them.
"""

import gc
import os
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

os.environ.setdefault("CAPFRAME_ENV", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")

import django

django.setup()

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from roles.models import RoleLevel
from tests.benchmarks.asking import ask
from tests.benchmarks.data import LADDER, fill

LEVELS, ROUNDS, REQUESTS = 3000, 9, 20
ROLE_LEVEL = "/roles/hr-business-partner/grade-7/"


def addresses() -> dict[str, str]:
    """The pages measured, by the name printed."""
    return {
        "bare page": "/bare/",
        "home": "/",
        "family": "/families/policy-and-performance/",
        "role level": ROLE_LEVEL,
        "list of role levels": "/roles/",
        "compare 8": comparison_of("policy-and-performance"),
        "compare 8 of 25 statements": comparison_of(LADDER),
        "search": "/search/?q=manage+stakeholders",
    }


def comparison_of(role: str) -> str:
    """The comparison of all levels of a role."""
    levels = RoleLevel.objects.filter(role__slug=role).select_related("role")
    return "/compare/?" + "&".join(f"level={level.reference}" for level in levels)


def ask_page(application: Callable, address: str) -> None:
    """One request through the whole application. Raises ValueError for anything but a page."""
    status = ask(application, address).status
    if status != 200:
        raise ValueError(f"{address}: {status}")


def measured(application: Callable, pages: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Seconds of wall and of processor that one request for each page takes."""
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, address in pages.items():
            wall, cpu = perf_counter(), process_time()
            for _ in range(REQUESTS):
                ask_page(application, address)
            rounds[name].append((perf_counter() - wall, process_time() - cpu))
    return {
        name: tuple(median(column) / REQUESTS for column in zip(*times, strict=True))
        for name, times in rounds.items()
    }


def report(figures: dict[str, tuple[float, float]]) -> None:
    """Print the table, as Markdown."""
    bare, _ = figures["bare page"]
    print(f"{connection.vendor}, {RoleLevel.objects.count():,} role levels, nothing cached\n")
    print("| page | requests a second | of the bare page's | CPU ms a request |")
    print("| --- | ---: | ---: | ---: |")
    for name, (wall, cpu) in figures.items():
        print(f"| {name} | {1 / wall:,.0f} | {bare / wall:.2f} | {cpu * 1000:.2f} |")


def main() -> None:
    """Measure in a database of its own, taken away afterwards."""
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        fill(LEVELS)
        application, pages = get_wsgi_application(), addresses()
        for address in pages.values():
            ask_page(application, address)
        gc.collect()
        gc.freeze()  # as gunicorn.conf.py does
        report(measured(application, pages))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
