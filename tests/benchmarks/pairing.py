"""``python -m tests.benchmarks.pairing``: what rule 5 of docs/comparison.md finds, and costs.

The pairs judged by hand, found and wrong, and the processor time of pairing all neighbours of a
role, each without the rule and with it, in one process.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from time import process_time
from unittest.mock import patch

os.environ.setdefault("CAPFRAME_ENV", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from capframe.base import pairing
from capframe.base.kept import Kept
from capframe.base.words import Words
from capframe.fixtures import FIXTURES
from roles.loading import load_profiles
from roles.models import JobFamily, RoleLevel
from tests.benchmarks.data import LADDER, fill_ladder
from tests.roles.compare.judged import BY_HAND, found_and_wrong, texts_of

TURNS, ROUNDS = 20, 5
# The texts of each section of each role level of a role.
Columns = Sequence[Sequence[str]]


def without_the_rule(work: Callable):
    nothing_kept = patch.object(pairing, "PAIRINGS", Kept(most=0))
    with nothing_kept, patch.object(pairing, "likenesses", lambda *_: ()):
        return work()


def columns_of(role: str) -> list[Columns]:
    """The statements of each section of a role, level by level."""
    levels = RoleLevel.objects.filter(role__slug=role).select_related("role")
    profiles = load_profiles([(level.role.slug, level.slug) for level in levels])
    sections: dict[str, list[Sequence[str]]] = {}
    for profile in profiles:
        for section in profile.sections:
            texts = [statement.bare for statement in section.statements]
            sections.setdefault(section.type_slug, []).append(texts)
    return list(sections.values())


def pair_all(sections: Iterable[Columns]) -> None:
    for columns in sections:
        words = [list(map(Words.of, texts)) for texts in columns]
        for old, new in pairwise(words):
            if len(old) > 1 or len(new) > 1:
                pairing.find_pairs(old, new)


def cpu(sections: Iterable[Columns]) -> float:
    """Milliseconds of processor that pairing takes, the least of several rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = process_time()
        for _ in range(TURNS):
            pair_all(sections)
        rounds.append((process_time() - start) / TURNS * 1000)
    return min(rounds)


def report() -> None:
    texts = texts_of()
    print("| pairs judged by hand | without | wrong | with rule 5 | wrong |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, entries in BY_HAND.items():
        before = without_the_rule(lambda entries=entries: found_and_wrong(entries, texts))
        print("|", name, "| {} | {} | {} | {} |".format(*before, *found_and_wrong(entries, texts)))
    print("\n| pairing, CPU ms | without | with rule 5 | ratio |\n| --- | ---: | ---: | ---: |")
    for role in ("policy-and-performance", LADDER):
        sections = columns_of(role)
        before, after = without_the_rule(lambda those=sections: cpu(those)), cpu(sections)
        print(f"| {role} | {before:.2f} | {after:.2f} | {after / before:.2f} |")


def main() -> None:
    """Measure in a database of its own, taken away afterwards."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("loaddata", *FIXTURES, verbosity=0)
        family = JobFamily.objects.get(slug="policy-and-performance")
        entry = {"source": family.source, "place": "Benchmark"}
        fill_ladder(family, entry | {"status": family.status}, entry)
        report()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
