"""``python -m tests.benchmarks.greedy``: what an address costs that asks for too much.

Every address of the site that answers GET is asked with parameters without end, and with as much of
each parameter as an address has room for, in a scratch database of either kind with 3,000 role
levels and 400 skills more than the seeds: as a reader, below /import/ as a superuser, and with
``--admin`` below /admin/ too, which takes minutes. For each kind of query the dearest answer is
printed: its status, the milliseconds of processor (the database server's too) and its size. It
exits with 1 where one takes more than 300 milliseconds, fails, or is more than 64 KB larger than
the page without parameters.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import NamedTuple

os.environ.setdefault("CAPFRAME_ENV", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")

import django

django.setup()

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client

from capframe.base.http import LONGEST_ADDRESS
from tests.addresses import admin_addresses, import_addresses, public_addresses
from tests.benchmarks import import_steps
from tests.benchmarks.asking import Answer, ask
from tests.benchmarks.data import fill, fill_skills
from tests.benchmarks.roles_file import roles_file
from tests.greed import (
    OF_ADMIN,
    OF_IMPORTS,
    OF_READERS,
    Values,
    endless_queries,
    full_queries,
    known_values,
)

# What an import's pages and files cost goes with its size, which no address decides.
LEVELS, SKILLS, IMPORTED_LEVELS = 3000, 400, 20
MOST_MS, MOST_ECHO = 300, 64 * 1024
TICKS = os.sysconf("SC_CLK_TCK")


class Asker(NamedTuple):
    """Whoever asks some of the addresses.

    Args:
        addresses: by the names of their routes.
        names: of the parameters that these read.
        cookie: that signs in.
    """

    addresses: dict[str, str]
    names: Sequence[str]
    cookie: str = ""


class Figure(NamedTuple):
    """What one answer took; the dearest of several is their maximum."""

    ms: float
    size: int
    status: int

    @property
    def words(self) -> str:
        return f"{self.status} · {self.ms:,.0f} ms · {self.size / 1024:,.0f} KB"


def processor_ms() -> float:
    """Milliseconds of processor so far, of this process and of the database server for it."""
    own = process_time() * 1000
    if connection.vendor != "postgresql" or connection.connection is None:
        return own
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not stat.exists():  # the server is on another machine
        return own
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return own + (int(user) + int(system)) * 1000 / TICKS


def measured(asked: Callable[[str], Answer], address: str) -> Figure:
    """The cheaper of two tries where the first is too dear: the machine has other work too."""
    figures = []
    for _ in range(2):
        before = processor_ms()
        answer = asked(address)
        size = len(answer.body) + len(answer.location)
        figures.append(Figure(processor_ms() - before, size, answer.status))
        if figures[0].ms <= MOST_MS:
            break
    return min(figures)


def figures_of(
    asked: Callable[[str], Answer], address: str, values: Values, names: Sequence[str]
) -> dict[str, Figure]:
    """The dearest answer of an address to each kind of query."""
    measured(asked, address)  # its templates are compiled
    figures = {"plain": measured(asked, address)}
    room = LONGEST_ADDRESS - len(address)
    queries = [*endless_queries(values).items(), *full_queries(values, names, room)]
    mark = "&" if "?" in address else "?"
    for kind, query in queries:
        figure = measured(asked, f"{address}{mark}{query}")
        figures[kind] = worse(figure, figures.get(kind, figure))
    return figures


def worse(one: Figure, other: Figure) -> Figure:
    """The most of both, so that no answer hides behind another that is worse otherwise."""
    return Figure(*map(max, one, other))


def faults_of(figures: dict[str, Figure]) -> Iterator[str]:
    most = figures["plain"].size + MOST_ECHO
    for kind, figure in figures.items():
        if figure.ms > MOST_MS or figure.status >= 500 or figure.size > most:
            yield f"{kind}: {figure.words}"


def reader_addresses() -> dict[str, str]:
    """What readers may ask for, with the parameters that a page needs."""
    values = known_values()
    public = public_addresses()
    one, other = values["level"][:2]
    return {
        **{name: path for name, path in public.items() if not name.startswith("imports:")},
        "search": f"{public['search']}?q=manage",
        "compare": f"{public['compare']}?level={one}&level={other}",
        "step-up": f"{public['step-up']}?from={one}&to={other}",
        "where next": f"{public['step-up']}?from={one}",
    }


def addresses_of_imports() -> dict[str, str]:
    """The pages of imports, of one that is checked and one that is done."""
    public = public_addresses()
    checked, done = (import_steps.upload(roles_file(IMPORTED_LEVELS)) for _ in range(2))
    import_steps.check(done)
    import_steps.apply(done)
    import_steps.check(checked)
    return {
        **{name: path for name, path in public.items() if name.startswith("imports:")},
        **{f"{name}, checked": path for name, path in import_addresses(checked).items()},
        **{f"{name}, done": path for name, path in import_addresses(done).items()},
    }


def askers(*, with_admin: bool) -> Iterator[Asker]:
    yield Asker(reader_addresses(), OF_READERS)
    client = Client(SERVER_NAME="localhost")
    client.force_login(import_steps.importer())
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"
    yield Asker(addresses_of_imports(), OF_IMPORTS, cookie)
    if with_admin:
        yield Asker(admin_addresses(), OF_ADMIN, cookie)


def report(name: str, figures: dict[str, Figure], *, with_head: bool) -> None:
    if with_head:
        print(f"| address | {' | '.join(figures)} |")
        print(f"| --- |{' ---: |' * len(figures)}")
    print(f"| {name} | {' | '.join(figure.words for figure in figures.values())} |", flush=True)


def ask_all(*, with_admin: bool) -> list[str]:
    """Ask every address and print the table; what is worse than it may be."""
    application, values = get_wsgi_application(), known_values()
    print(f"{connection.vendor}, {LEVELS:,} role levels and {SKILLS} skills more than the seeds\n")
    faults: list[str] = []
    is_first = True
    for asker in askers(with_admin=with_admin):
        asked = partial(ask, application, cookie=asker.cookie)
        for name, address in asker.addresses.items():
            figures = figures_of(asked, address, values, asker.names)
            report(name, figures, with_head=is_first)
            faults += [f"{name}, {fault}" for fault in faults_of(figures)]
            is_first = False
    return faults


def main() -> None:
    """Measure in a database of its own, taken away afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connection.settings_dict["CONN_MAX_AGE"] = None  # one server process, to read the time of
    try:
        fill(LEVELS)
        fill_skills(SKILLS)
        gc.collect()
        gc.freeze()  # as gunicorn.conf.py does
        faults = ask_all(with_admin="--admin" in sys.argv)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    print(f"\nWorse than they may be: {len(faults)}", *faults, sep="\n- ")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
