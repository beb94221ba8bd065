"""What a file that orders the levels of roles would change, and what is wrong with it.

It orders what is there: a role or a level that the catalogue has not is a fault. An empty cell
takes a level's order away.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from capframe.plans.existing import ExistingEntry, group_by, read_existing
from capframe.plans.files.columns import parse_cell
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.desired_entries import DesiredEntries, read_entries
from capframe.plans.files.import_kinds import FileCheck
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.report import find_missing
from capframe.spreadsheets.table import Record
from grades.models import Grade
from roles.columns import JOB_FAMILY, LEVEL, LEVEL_ORDER, ROLE, parse_order
from roles.importing.orders import ORDER_GONE, choose_who, place_states, state_of
from roles.importing.role_rows import match_families
from roles.models import Role, RoleLevel
from roles.ordering import places_of, stated_by

REFUSAL = "a file of orders makes none"


class OrderRow(NamedTuple):
    """The number that the file gives a level; None where it takes it away."""

    number: int | None
    record: Record


def plan_order(file: FileCheck) -> None:
    """Find what is wrong with the rows, and plan the order of each role that they name."""
    # Its cells may be empty, but a file without the column would take away every order.
    find_missing((), LEVEL_ORDER, file.report)
    families = DesiredEntries(JOB_FAMILY, file, DesiredEntry, refusal=REFUSAL)
    roles = DesiredEntries(ROLE, file, DesiredEntry, within=families, refusal=REFUSAL)
    levels = DesiredEntries(LEVEL, file, DesiredEntry, within=roles, refusal=REFUSAL)
    families.read_names()
    rows = match_families(families, file, file.rows)
    roles.read_names()
    rows = roles.match_within(rows)
    levels.read_names()
    OrderPlanner(file, roles).plan(levels.match_within(rows))


class OrderPlanner:
    def __init__(self, file: FileCheck, roles: DesiredEntries) -> None:
        self.file, self.roles, self.report = file, roles, file.report
        self.rows: dict[DesiredEntry, dict[int, OrderRow]] = defaultdict(dict)

    def plan(self, rows: Sequence[tuple[DesiredEntry, Record]]) -> None:
        for level, record in rows:
            self._take(level, record)
        read_entries(self.roles, self.rows)
        there = RoleLevel.objects.filter(role__in=[role.pk for role in self.rows])
        levels = group_by("role_id", read_existing(there.order_by("pk")).values())
        grades = Grade.objects.values_list("pk", "structure_id", "position")
        places = {pk: (structure, position) for pk, structure, position in grades}
        for role, given in self.rows.items():
            self._find_lost(role, levels[role.pk], given, places)
            self._plan_role(role, levels[role.pk], given)
        self.file.progress("Comparing the role levels", len(rows), len(rows))

    def _take(self, level: DesiredEntry, record: Record) -> None:
        row = OrderRow(parse_cell(record, LEVEL_ORDER, parse_order, self.report), record)
        first = self.rows[level.within].setdefault(level.pk, row)
        if first.number != row.number:
            message = (
                f"Lines {first.record.line} and {record.line} give the level "
                f"“{shown(level.title)}” different orders."
            )
            self.report.fault(record, LEVEL_ORDER.name, message, "Leave one of them out.")

    def _plan_role(
        self, role: DesiredEntry, levels: Sequence[ExistingEntry], rows: Mapping[int, OrderRow]
    ) -> None:
        before = {level.pk: level.values["level_order"] for level in levels}
        after = before | {pk: row.number for pk, row in rows.items()}
        entry: Any = role.entry
        order_from = stated_by(
            entry.values["order_from"],
            before=before,
            after=after,
            given=rows,
            by=choose_who(self.file.choices),
        )
        builder, entries = self.file.builder, {level.pk: level for level in levels}
        builder.begin_whole(Role, role.pk, role.title)
        line = min(row.record.line for row in rows.values())
        builder.change(Role, entry, {"order_from": order_from}, line=line)
        for pk, row in rows.items():
            values = {"level_order": row.number}
            builder.change(RoleLevel, entries[pk], values, line=row.record.line)

    def _find_lost(
        self,
        role: DesiredEntry,
        levels: Sequence[ExistingEntry],
        rows: Mapping[int, OrderRow],
        grade_places: Mapping[int, tuple[int, int]],
    ) -> None:
        """Note a role whose levels have an order, and have none with the file's numbers."""
        before = {level.pk: state_of(level.values) for level in levels}
        given = {pk: before[pk]._replace(number=row.number) for pk, row in rows.items()}
        places = [
            places_of(place_states(states, grade_places)) for states in (before, before | given)
        ]
        if places[0] is not None and places[1] is None:
            emptied = [row for row in rows.values() if row.number is None]
            message = (
                f"The file takes away the order of the levels of the {role.in_words}: readers are "
                "then told that it is not stated."
            )
            remedy = "If that is not meant, give each of its levels a number."
            self.report.warn(
                Remark.NOTE, emptied[0].record, LEVEL_ORDER.name, message, remedy, ORDER_GONE
            )
