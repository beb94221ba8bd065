"""Roles that a file names in several job families: whether they are one is asked, a role each."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.questions import Option, Question
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.table import Record
from roles.columns import JOB_FAMILY, ROLE
from roles.models import JobFamily, Role

ROLE_FAMILIES = "role-families"
# Of a file whose roles stand in several families all along, more would be asked than is answered.
MOST_ASKED = 500

# How many rows of a role name each family, as the file writes it first.
Families = Counter[str]


def settle_families(file: FileCheck) -> FileCheck:
    """The file, as if its roles that were answered to be one named one family."""
    roles = find_roles_in_several(file.rows)
    if not roles:
        return file
    settled: dict[str, str] = {}
    for name, families in _without_known(roles).items():
        answer = file.ask(make_question(name, families))
        settled |= {names.folded(name): one for one in families if names.folded(one) == answer}
    if not settled:
        return file
    return replace(file, rows=[_with_family(record, settled) for record in file.rows])


def find_roles_in_several(rows: Collection[Record]) -> dict[str, Families]:
    """The roles that rows name in several families, each as it is first written."""
    counted: dict[str, Families] = defaultdict(Counter)
    titles: dict[str, str] = {}
    written: dict[str, str] = {}
    pairs = Counter((one.values.get(JOB_FAMILY.name), one.values.get(ROLE.name)) for one in rows)
    for (family, role), number in pairs.items():
        if family and role:
            titles.setdefault(names.folded(role), role)
            counted[names.folded(role)][written.setdefault(names.folded(family), family)] += number
    several = [folded for folded, families in counted.items() if len(families) > 1]
    return {titles[folded]: counted[folded] for folded in several[:MOST_ASKED]}


def _without_known(roles: Mapping[str, Families]) -> dict[str, Families]:
    """Those that do not stand in all of these families of the catalogue already.

    A family that is named by its title and by its address is one.
    """
    known: dict[str, int] = {}
    for pk, title, slug in JobFamily.objects.values_list("pk", "title", "slug"):
        known |= {names.folded(title): pk, slug: pk}
    stored = Role.objects.filter(family__in=set(known.values()))
    there = {(pk, names.folded(title)) for pk, title in stored.values_list("family", "title")}
    found = {}
    for name, families in roles.items():
        keys: set[int | str] = {known.get(names.folded(one)) or one for one in families}
        if len(keys) > 1 and not all((key, names.folded(name)) in there for key in keys):
            found[name] = families
    return found


def make_question(name: str, families: Families) -> Question:
    """Whether a role is one, and in which family."""
    rows = families.total()
    listed = ", ".join(
        f"“{shown(family)}” ({names.count_things(number, 'row')})"
        for family, number in families.items()
    )
    return Question(
        f"{ROLE_FAMILIES}|{names.folded(name)}",
        group=ROLE_FAMILIES,
        title=f"Is “{shown(name)}” one role?",
        about=f"It comes with {len(families)} job families: {listed}. Left as it is, it is a role "
        "of its own in each.",
        options=tuple(
            Option(names.folded(family), f"One role, in “{shown(family)}”", f"All {rows:,} rows.")
            for family in families
        ),
        is_required=False,
    )


def _with_family(record: Record, settled: Mapping[str, str]) -> Record:
    family = settled.get(names.folded(record.get(ROLE.name)))
    if family is None or not record.get(JOB_FAMILY.name):
        return record
    return record.with_values({**record.values, JOB_FAMILY.name: family})
