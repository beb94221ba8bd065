"""How large every kind of reader's page is, and how many queries it takes, in a large catalogue.

``python -m tests.benchmarks.sizes [30000]`` walks the database that ``DATABASE_URL`` names, which
it fills first where it is empty. Run it with 100 and with 30,000 role levels: no page may be over
500 KB, or take more queries in the second. It ends with 1 where a page is too large or fails.
"""

import os
import sys
from statistics import median
from time import perf_counter

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
from tests.benchmarks.data import fill, fill_places, fill_skills, gather_in_one_family

LEVELS, SKILLS, IN_ONE_FAMILY, LOCATIONS = 30_000, 14_009, 8_470, 300
MOST_BYTES, ROUNDS = 500_000, 3
SKILL = "skill=civil-service-competency-framework/delivering-at-pace"


def fill_catalogue(levels: int) -> None:
    """Role levels, the skills they ask for, and more than a quarter of them in one family."""
    call_command("migrate", verbosity=0)
    fill(levels)
    fill_skills(SKILLS * levels // LEVELS)
    fill_places(LOCATIONS * levels // LEVELS)
    gather_in_one_family(IN_ONE_FAMILY * levels // LEVELS)


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


def measure(application, address: str) -> tuple[int, int, int, float]:
    """The status, bytes, queries and milliseconds of a page."""
    times = []
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as queries:
            begun = perf_counter()
            answer = ask(application, address)
            times.append(1000 * (perf_counter() - begun))
    return answer.status, len(answer.body), len(queries), median(times)


def main() -> None:
    if "roles_rolelevel" not in connection.introspection.table_names():
        fill_catalogue(int(sys.argv[1]) if len(sys.argv) > 1 else LEVELS)
    numbers = RoleLevel.objects.count(), JobFamily.objects.count()
    print(f"{connection.vendor}, {numbers[0]:,} role levels in {numbers[1]:,} families\n")
    print("| page | bytes | queries | ms |\n| --- | ---: | ---: | ---: |")
    application, wrong = get_wsgi_application(), []
    for name, address in addresses().items():
        status, size, queries, time = measure(application, address)
        note = "" if status == 200 else f" ({status})"
        print(f"| {name}{note} | {size:,} | {queries} | {time:,.0f} |", flush=True)
        if status != 200 or size > MOST_BYTES:
            wrong.append(f"{address}: {status}, {size:,} bytes")
    print("\n" + "\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
