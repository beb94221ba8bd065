"""``make bench``: what importing costs, against the raw floor of the same rows, and who notices.

Four catalogues come in as files: role levels with statements, roles with skills at ESCO's size,
roles with fewer of these, and roles with skills of their own. Every round imports the files of one
into the same catalogue, holds them against that again, and takes them back; the medians of the
rounds are printed. Ratios of processor time hold on any machine, seconds only on the one that
printed them.

``--scale 0.1`` takes a tenth of the rows, ``--only esco`` one of the catalogues, ``--rounds 1`` one
round, ``--alone`` leaves out the readers and the editor.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable

from tests.benchmarks import import_steps as steps
from tests.benchmarks.costs import Cost, Costs, measure, medians
from tests.benchmarks.import_floor import cost_of_floor, made_since, mark
from tests.benchmarks.import_growth import growth_of_steps
from tests.benchmarks.import_load import rows_of_load
from tests.benchmarks.roles_file import ROWS_PER_LEVEL, roles_file
from tests.benchmarks.skills_files import esco_files, own_skills_file, shared_skills_file

from django.core.management import call_command  # isort: skip - after Django is set up
from django.db import connection  # isort: skip

from capframe.fixtures import FIXTURES  # isort: skip
from capframe.imports.models import Import  # isort: skip

LEVELS, FEW_LEVELS = 2000, 200
ESCO_ROLES, OWN_ROLES = 3000, 5000  # the latter with skills that they share, too
# One file has room for no more; ESCO's comes in several.
MOST_SCALED = 1.5

Row = tuple[str, str, str]

# For each catalogue what it is, and its files at a scale.
CATALOGUES: dict[str, tuple[str, Callable[[float], list[bytes]]]] = {
    "statements": (
        "2,000 role levels with eight statements and two skills",
        lambda scale: [roles_file(int(LEVELS * min(scale, MOST_SCALED)))],
    ),
    "esco": (
        "3,000 roles, 14,000 skills, 129,000 requirements",
        lambda scale: esco_files(int(ESCO_ROLES * scale), scale),
    ),
    "shared": (
        "5,000 roles, 14,000 skills, 50,000 requirements",
        lambda scale: [shared_skills_file(int(OWN_ROLES * min(scale, MOST_SCALED)), scale)],
    ),
    "own": (
        "5,000 roles with 50,000 skills",
        lambda scale: [own_skills_file(int(OWN_ROLES * min(scale, MOST_SCALED)))],
    ),
}


def round_of(files: list[bytes]) -> tuple[Costs, int]:
    """Import files, check them once more, take them back: the costs, and how many objects."""
    rounds, imports, made = [], [], []
    for content in files:
        last, imported = mark(), steps.upload(content)
        rounds.append(costs_of_import(imported))
        imports.append(imported)
        made.append(made_since(last))
    rounds += [costs_again(content) for content in files]
    rounds += [costs_of_undo(imported) for imported in reversed(imports)]
    rounds.append({"floor": cost_of_floor(files, made)})
    names = dict.fromkeys(name for costs in rounds for name in costs)
    totals = {name: sum((c[name] for c in rounds if name in c), start=Cost(0, 0)) for name in names}
    return totals, sum(one.number for one in made)


def costs_of_import(imported: Import) -> Costs:
    check, _ = measure(steps.check, imported)
    preview, _ = measure(steps.look, imported)
    costs = steps.apply(imported)
    names = {"all": "confirm", "transaction": "transaction", "search": "search"}
    return {"check": check, "preview": preview} | {names[part]: costs[part] for part in names}


def costs_again(content: bytes) -> Costs:
    """What checking an imported file costs. Raises ValueError if it would change a thing."""
    again = steps.upload(content)
    check, _ = measure(steps.check, again)
    if again.counts["created"] or again.counts["changed"]:
        raise ValueError("What was imported just now would change something.")
    again.delete()
    return {"check again": check}


def costs_of_undo(imported: Import) -> Costs:
    page, _ = measure(steps.look_at_undo, imported)
    costs = steps.undo(imported)
    return {"undo page": page, "undo": costs["all"], "undo, search": costs["search"]}


def queries(levels: int) -> dict[str, int]:
    """How many queries applying a file of so many role levels takes."""
    imported = steps.upload(roles_file(levels))
    steps.check(imported)
    counts = steps.queries_of(imported)
    steps.undo(imported)
    return counts


def rows_of(costs: Costs, objects: int) -> Iterable[Row]:
    """The rows about speed."""
    yield seconds("read and check", costs["check"])
    yield seconds("first page of the preview", costs["preview"])
    yield seconds("confirm: all of it", costs["confirm"])
    yield seconds("confirm: the transaction", costs["transaction"])
    yield seconds("confirm: until search has caught up", costs["search"])
    yield ratio("… against the transaction", costs["search"], costs["transaction"], "at most 2")
    yield seconds(f"floor: read, look up, insert and index {objects:,} objects", costs["floor"])
    whole = costs["check"] + costs["confirm"]
    yield ratio("floor against check", costs["floor"], costs["check"], "")
    yield ratio("floor against all of the import", costs["floor"], whole, "at least 0.25")
    yield seconds("check where nothing changes", costs["check again"])
    yield ratio("… against the first check", costs["check again"], costs["check"], "at most 0.5")
    yield seconds("page of the undo", costs["undo page"])
    yield seconds("undo, with search", costs["undo"])
    yield seconds("undo: until search has caught up", costs["undo, search"])


def seconds(name: str, cost: Cost) -> Row:
    return name, f"{cost.processor:.2f} s", f"{cost.wall:.2f} s"


def ratio(name: str, cost: Cost, other: Cost, aim: str) -> Row:
    return name, f"{cost.processor / other.processor:.2f}", aim


def rows_of_memory(content: bytes) -> Iterable[Row]:
    """The rows about memory, of one file."""
    growth = growth_of_steps(content)
    yield "growth of a process: holds the parsed rows", f"{growth['hold']:.0f} MB", ""
    for step, name in (("check", "reads and checks"), ("apply", "confirms")):
        against = growth[step] / growth["hold"]
        yield f"… that {name}", f"{growth[step]:.0f} MB", f"{against:.1f} times that of the rows"


def rows_of_queries(scale: float) -> Iterable[Row]:
    """The rows about queries. PostgreSQL's COPY is not among them: one a model, too."""
    scale = min(scale, MOST_SCALED)
    few_levels, many_levels = int(FEW_LEVELS * scale), int(LEVELS * scale)
    few, many = queries(few_levels), queries(many_levels)
    for part, number in few.items():
        rows = f"{few_levels * ROWS_PER_LEVEL:,} and {many_levels * ROWS_PER_LEVEL:,}"
        aim = "the same" if part == "transaction" else ""
        yield f"queries for {rows} rows: {part}", f"{number}, {many[part]}", aim


def report(name: str, rows: Iterable[Row]) -> None:
    """Print a table, as Markdown."""
    print(f"\n{connection.vendor}: {name}\n")
    print("| | processor | wall, or aim |")
    print("| --- | ---: | ---: |")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def report_catalogue(name: str, options: Namespace) -> None:
    what, files_at = CATALOGUES[name]
    files = files_at(options.scale)
    rounds = [round_of(files) for _ in range(options.rounds)]
    scaled = "" if options.scale == 1 else f", at a scale of {options.scale}"
    costs, objects = medians(costs for costs, _ in rounds), rounds[0][1]
    report(f"{what}{scaled}", [*rows_of(costs, objects), *rows_of_memory(files[0])])


def read_options() -> Namespace:
    parser = ArgumentParser(description="What importing costs.")
    parser.add_argument("--scale", type=float, default=1.0, help="how much of the rows")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=CATALOGUES, default=list(CATALOGUES))
    parser.add_argument("--alone", action="store_true", help="without readers and an editor")
    return parser.parse_args()


def main() -> None:
    """Measure in a database of its own, taken away afterwards."""
    options = read_options()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("loaddata", *FIXTURES, verbosity=0)
        call_command("rebuild_search", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        queries_rows = list(rows_of_queries(options.scale))  # first, so that everything is warm
        for catalogue in options.only:
            report_catalogue(catalogue, options)
        if not options.alone:
            report(
                "who else notices",
                [*queries_rows, *rows_of_load(int(LEVELS * min(options.scale, MOST_SCALED)))],
            )
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
