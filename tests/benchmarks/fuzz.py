"""Ask for every address with what no page expects: ``python -m tests.benchmarks.fuzz``.

The requests follow from a seed, so that the same come each time; what each did is undone. Every
answer that must not be is printed at once, with how to ask for it again. At the end it prints how
often each kind of address gave each status, and ends with status 1 where an answer must not be.
"""

import argparse
import logging
import os
import sys
from collections import Counter
from collections.abc import Sequence

os.environ.setdefault("CAPFRAME_ENV", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_test_environment

from capframe.fixtures import FIXTURES
from tests.fuzzing.addresses import all_addresses
from tests.fuzzing.requests import Answer, Fuzz
from tests.fuzzing.world import add_what_seeds_lack

SLOWEST, LONGEST_SHOWN = 5, 200


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="begin at this number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, nargs="+", help="send the requests with these numbers")
    return parser.parse_args()


def run(fuzz: Fuzz, number: int) -> Answer:
    """Send one request, and say so where its answer must not be."""
    answer = fuzz.run(number)
    if answer.problem:
        again = f"--seed {fuzz.seed} --only {number}"
        print(f"{again}: {answer.request}\n{answer.problem}\n", flush=True)
    return answer


def report(seed: int, answers: Sequence[Answer]) -> None:
    """Print the statuses as Markdown, the slowest requests, and how many must not be."""
    statuses = sorted({answer.status for answer in answers})
    numbers = Counter((answer.request.address.kind, answer.status) for answer in answers)
    print(f"{connection.vendor}, seed {seed}, {len(answers):,} requests\n")
    print("| address |", " | ".join(map(str, statuses)), "|")
    print("| --- |", " | ".join("---:" for _ in statuses), "|")
    for kind in sorted({kind for kind, _ in numbers}):
        print(f"| {kind} |", " | ".join(str(numbers[kind, each] or "") for each in statuses), "|")
    print("\nThe slowest:")
    for answer in sorted(answers, key=lambda answer: -answer.seconds)[:SLOWEST]:
        asked = str(answer.request)[:LONGEST_SHOWN]
        print(f"{answer.seconds:.2f} s: --only {answer.request.number}: {asked}")
    print(f"\n{sum(bool(answer.problem) for answer in answers)} answers must not be.")


def main() -> int:
    """Fuzz in a database of its own, taken away afterwards."""
    arguments = read_arguments()
    setup_test_environment()
    settings.IMPORTS_IN_BACKGROUND = False
    logging.disable()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("loaddata", *FIXTURES, verbosity=0)
        sessions = add_what_seeds_lack()
        fuzz = Fuzz(arguments.seed, all_addresses(), sessions)
        every = range(arguments.first, arguments.first + arguments.requests)
        answers = [run(fuzz, each) for each in arguments.only or every]
        report(arguments.seed, answers)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    return int(any(answer.problem for answer in answers))


if __name__ == "__main__":
    sys.exit(main())
