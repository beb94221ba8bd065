"""How large every kind of reader's page is, and what it costs, in a large catalogue.

``python -m tests.benchmarks.sizes [30000]`` walks the database that ``DATABASE_URL`` names, which
it fills first where it is empty. Run it with 3,000 and with 30,000 role levels: no page may be over
500 KB, or take more queries in the second; what it takes of the processor, PostgreSQL's with it,
is not to grow by more than half, but for what is counted anew after a write. It ends with 1 where a
page is too large or fails.
"""

import os
import sys
from statistics import median, quantiles
from typing import NamedTuple

os.environ.setdefault("CAPFRAME_ENV", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capframe.settings")

import django

django.setup()

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.models import JobFamily, RoleLevel
from tests.addresses import entry_addresses
from tests.benchmarks.asking import ask
from tests.benchmarks.costs import measure as measure_cost
from tests.benchmarks.data import (
    fill,
    fill_places,
    fill_skills,
    gather_in_one_family,
    gather_statistics,
)

LEVELS, SKILLS, IN_ONE_FAMILY, LOCATIONS = 30_000, 14_009, 8_470, 300
MOST_BYTES, ROUNDS = 500_000, 20
SKILL = "skill=civil-service-competency-framework/delivering-at-pace"


def fill_catalogue(levels: int) -> None:
    """Role levels, the skills they ask for, and more than a quarter of them in one family."""
    call_command("migrate", verbosity=0)
    fill(levels)
    fill_skills(SKILLS * levels // LEVELS)
    fill_places(LOCATIONS * levels // LEVELS)
    gather_in_one_family(IN_ONE_FAMILY * levels // LEVELS)
    gather_statistics()


def lists() -> dict[str, str]:
    """The list of roles with each filter and order, by the name printed."""
    pages = RoleLevel.objects.published().count() // 25
    return {
        "roles": "/roles/",
        "roles, a late page": f"/roles/?page={pages}",
        "roles by family": "/roles/?family=large",
        "roles by grade": "/roles/?grade=civil-service/grade-6&location=Town+1",
        "roles by publisher": "/roles/?organisation=Home+Office",
        "roles by skill": f"/roles/?{SKILL}",
        "roles by skill and level": f"/roles/?{SKILL}&skill_level=4",
        "roles, skills found": "/roles/?find_skill=skill",
        "roles by qualification": "/roles/?qualification=cipd",
        "roles by words": "/roles/?q=manage",
        "roles, senior first": "/roles/?sort=senior",
        "roles by title": "/roles/?sort=title",
    }


def addresses() -> dict[str, str]:
    """One page of each kind, by the name printed."""
    large = RoleLevel.objects.filter(family__slug="large").select_related("role")
    one = large.first()
    levels = "&".join(f"level={level.reference}" for level in large[:8])
    return {
        "home": "/",
        "families": "/families/",
        "family, large": "/families/large/",
        "family, seeded": "/families/hr-professionals/",
        **lists(),
        "role": one.role.get_absolute_url(),
        "role level": one.get_absolute_url(),
        "compare": f"/compare/?{levels}",
        "move": "/step-up/",
        "step up": f"/step-up/?from={one.reference}",
        "skills": "/skills/",
        "framework, large": "/skills/benchmark/",
        "skill, large": "/skills/benchmark/skill-1/",
        "grades": "/grades/",
        "sources": "/sources/",
        "workstreams": "/workstreams/",
        "search": "/search/?q=manage",
        **entry_addresses(),
        "accessibility": "/accessibility/",
    }


class Measured(NamedTuple):
    """What a page is, and what each request for it cost.

    Args:
        costs: where what a process keeps of the catalogue is there.
        made_anew: where something has been written since.
    """

    status: int
    size: int
    queries: int
    costs: list[float]
    made_anew: list[float]


def measure(application, address: str) -> Measured:
    with CaptureQueriesContext(connection) as queries:
        answer = ask(application, address)
        number = len(queries)
    costs = [cost_of(application, address) for _ in range(ROUNDS)]
    made_anew = []
    for _ in range(ROUNDS // 2):
        RoleLevel.objects.filter(pk=0).update(code="")  # whatever writes moves the stamp
        made_anew.append(cost_of(application, address))
    return Measured(answer.status, len(answer.body), number, costs, made_anew)


def cost_of(application, address: str) -> float:
    """Milliseconds of the processor."""
    return 1000 * measure_cost(ask, application, address)[0].processor


def main() -> None:
    if "roles_rolelevel" not in connection.introspection.table_names():
        fill_catalogue(int(sys.argv[1]) if len(sys.argv) > 1 else LEVELS)
    numbers = RoleLevel.objects.count(), JobFamily.objects.count()
    print(f"{connection.vendor}, {numbers[0]:,} role levels in {numbers[1]:,} families\n")
    print("| page | bytes | queries | CPU ms | at the 95th | after a write |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    application, wrong = get_wsgi_application(), []
    for name, address in addresses().items():
        status, size, queries, costs, made_anew = measure(application, address)
        note = "" if status == 200 else f" ({status})"
        times = [median(costs), quantiles(costs, n=20)[-1], median(made_anew)]
        usual = " | ".join(f"{one:.1f}" for one in times)
        print(f"| {name}{note} | {size:,} | {queries} | {usual} |", flush=True)
        if status != 200 or size > MOST_BYTES:
            wrong.append(f"{address}: {status}, {size:,} bytes")
    print("\n" + "\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
