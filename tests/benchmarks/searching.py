"""Search against a plain LIKE, and its first results against a ranking of all that is found.

``python -m tests.benchmarks.searching [30000]`` fills the database that ``DATABASE_URL`` names
where it is empty. Each query is asked of the index and by LIKE, in turn and in one run: both give
how many there are and the first 25, by processor time, PostgreSQL's with it, since that is hardly
changed by what else runs on the machine. It ends with 1 where the index is not so many times
faster at the 95th of 100, or where fewer than nine of its first ten are among those of the whole
ranking; what is as good as the tenth of these is one of them.
"""

import os
import sys
from collections.abc import Callable
from statistics import mean, quantiles
from unittest.mock import patch

os.environ.setdefault("CAPFRAME_ENV", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.db.models import Q

from capframe.search import fulltext
from capframe.search.fulltext import Closeness, match_all, measure_closeness
from capframe.search.kinds import SEARCH_KINDS
from capframe.search.models import SearchEntry
from capframe.search.nearness import NearnessMeter
from capframe.search.queries import Query
from roles.models import RoleLevel
from tests.benchmarks.costs import measure
from tests.benchmarks.data import fill, gather_statistics

LEVELS, FIRST, ROUNDS = 30_000, 25, 3
LEAST = {"sqlite": 20, "postgresql": 60}
LEAST_OVERLAP = 0.9
# A word that is nowhere, rare and common ones, several, and phrases.
QUERIES = (
    *("unicorn", "zeitgeist unicorn", "pap14", "chargé", "cipd", "croydon"),
    *("manage", "policy", "grade 7", "manage stakeholders", "business partner"),
    *("risk management", "work with senior managers", "role model a culture", "e-mail"),
)


def by_index(typed: str) -> tuple[int, list[int]]:
    """How many are found, and the first of each kind."""
    found = match_all(Query.parse(typed))
    number = sum(len(one.groups) for one in found)
    return number, [group[0].pk for one in found for group in one.groups[:FIRST]]


def by_like(typed: str) -> tuple[int, list[int]]:
    """The same without an index: every word somewhere in the entry, titles first."""
    number, first = 0, []
    for kind in SEARCH_KINDS.values():
        published = kind.objects.model.objects.published().order_by().values("pk")
        found = SearchEntry.objects.filter(kind=kind.name, object_id__in=published)
        for word in typed.split():
            found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
        number += found.count()
        first += found.order_by("title", "pk").values_list("pk", flat=True)[:FIRST]
    return number, first


def seconds(ask: Callable[[str], object], typed: str) -> float:
    cost, _ = measure(ask, typed)
    return cost.processor


def overlap(typed: str) -> float:
    """Which part of the first ten of each kind may be the first ten where nothing is left off."""
    query = Query.parse(typed)
    found = first_of_each_kind(query)
    with patch.object(fulltext, "CAP", 10**7):
        whole = first_of_each_kind(query)
    shares = [
        sum(close <= best[-1] for close in found[name]) / len(best) for name, best in whole.items()
    ]
    return mean(shares) if shares else 1.0


def first_of_each_kind(query: Query) -> dict[str, list[Closeness]]:
    """How well the first ten results have the words, by kind."""
    wanted, meter = [tuple(term.stems for term in query.terms)], NearnessMeter(query)
    return {
        one.kind.name: [measure_closeness(group[0], wanted, meter) for group in one.groups[:10]]
        for one in match_all(query)
    }


def main() -> None:
    if "roles_rolelevel" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
        fill(int(sys.argv[1]) if len(sys.argv) > 1 else LEVELS)
    gather_statistics()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # what other processes did for this one is not seen
            cursor.execute("SET max_parallel_workers_per_gather = 0")
    numbers = RoleLevel.objects.count(), SearchEntry.objects.count()
    print(f"{connection.vendor}, {numbers[0]:,} role levels, {numbers[1]:,} entries\n")
    print("| query | index, ms | LIKE, ms | ratio | overlap |\n| --- | ---: | ---: | ---: | ---: |")
    indexed, likes, overlaps = [], [], []
    for typed in QUERIES:
        seconds(by_index, typed)
        here = [seconds(by_index, typed) for _ in range(ROUNDS * 3)]
        plain = [seconds(by_like, typed) for _ in range(ROUNDS)]
        overlaps.append(overlap(typed))
        indexed, likes = [*indexed, *here], [*likes, *plain]
        row = 1000 * mean(here), 1000 * mean(plain), mean(plain) / mean(here), overlaps[-1]
        print("| {} | {:.1f} | {:.0f} | {:.0f} | {:.2f} |".format(typed, *row), flush=True)
    ratio = quantiles(likes, n=20)[-1] / quantiles(indexed, n=20)[-1]
    print(f"\np95: LIKE takes {ratio:.0f} times as long; overlap {mean(overlaps):.2f}")
    sys.exit(ratio < LEAST[connection.vendor] or mean(overlaps) < LEAST_OVERLAP)


if __name__ == "__main__":
    main()
