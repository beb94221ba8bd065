"""What a file that orders the levels of roles would change, and everything wrong with it.

It orders what is there: a role or a level that the catalogue has not is a fault. An empty cell
takes a level's order away.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry, newest_history_versions, read_existing
from capframe.plans.import_kinds import Checked, Choices, Progress
from capframe.plans.name_index import NameIndex, index_names
from capframe.plans.plan import Plan
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.names import did_you_mean
from capframe.spreadsheets.report import Report, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Record, Records
from grades.models import Grade
from roles.importing.columns import JOB_FAMILY, LEVEL, LEVEL_ORDER, ORDER_COLUMNS, ROLE
from roles.importing.existing_roles import group_by
from roles.importing.orders import LevelState, choose_who, parse_order, place_states, state_of
from roles.models import JobFamily, Role, RoleLevel
from roles.ordering import places_of, stated_by

ORDER_MODELS = (Role, RoleLevel)


class OrderRow(NamedTuple):
    """The number that the file gives a level; None where it takes it away."""

    level: ExistingEntry
    number: int | None
    record: Record


def check_order(records: Records, choices: Choices, progress: Progress) -> Checked:
    """Compare a file of orders with the catalogue; nothing is written."""
    history_versions = newest_history_versions(ORDER_MODELS)
    report = Report(records.headings)
    rows = without_repeats(records, report)
    for column in (JOB_FAMILY, ROLE, LEVEL):
        if column.name not in choices.defaults:
            find_missing(rows, column, report)
    # Its cells may be empty, but a file without the column would take away every order.
    find_missing((), LEVEL_ORDER, report)
    find_too_long(rows, ORDER_COLUMNS, report)
    order = OrderRows(choices, report)
    order.take(rows, progress)
    plan = order.plan()
    if report.errors:
        return Checked(Plan(), report.sorted_errors, report.sorted_warnings)
    plan.history_versions |= history_versions
    return Checked(plan, (), report.sorted_warnings)


class OrderRows:
    """Finds the level of each row, and what becomes of its role's order."""

    def __init__(self, choices: Choices, report: Report) -> None:
        self.choices, self.report = choices, report
        families = read_existing(JobFamily.objects.order_by("pk")).values()
        self.roles = read_existing(Role.objects.order_by("pk"))
        levels = read_existing(RoleLevel.objects.order_by("pk"))
        self.entries, self.levels = levels, group_by("role_id", levels.values())
        self.family_names = index_names(families)
        self.role_names = indexes_by("family_id", self.roles)
        self.level_names = indexes_by("role_id", levels)
        self.rows: dict[int, dict[int, OrderRow]] = defaultdict(dict)

    def take(self, records: list[Record], progress: Progress) -> None:
        for done, record in enumerate(records, start=1):
            self._take(record)
            if done % 1000 == 0 or done == len(records):
                progress("Comparing the role levels", done, len(records))

    def _take(self, record: Record) -> None:
        key: int | None = self.choices.defaults.get(JOB_FAMILY.name)
        if record.get(JOB_FAMILY.name):
            key = self._find(self.family_names, record, JOB_FAMILY.name, "job family")
        for names, column, noun in (
            (self.role_names, ROLE.name, "role"),
            (self.level_names, LEVEL.name, "role level"),
        ):
            if key is None or not record.get(column):
                return
            key = self._find(names.get(key, NameIndex()), record, column, noun)
        if key is not None:
            self._keep(OrderRow(self.entries[key], parse_order(record, self.report), record))

    def _find(self, names: NameIndex, record: Record, column: str, noun: str) -> int | None:
        """The entry that a row names, which must be there."""
        name = record.get(column)
        found = names.find_keys(name)
        if len(found) == 1:
            return int(found[0])
        if found:
            slugs = " or ".join(f"“{names.slugs[key]}”" for key in found)
            message = f"More than one {noun} is called “{shown(name)}”."
            remedy = f"Write the address of one: {slugs}."
        else:
            message = f"There is no {noun} “{shown(name)}” here: a file of orders makes none."
            meant = did_you_mean(name, names.titles.values())
            remedy = meant or "Write the name as the catalogue has it, or leave the row out."
        self.report.fault(record, column, message, remedy)
        return None

    def _keep(self, row: OrderRow) -> None:
        rows = self.rows[row.level.values["role_id"]]
        first = rows.setdefault(row.level.pk, row)
        if first.number != row.number:
            title = row.level.values["title"]
            message = (
                f"Lines {first.record.line} and {row.record.line} give the level "
                f"“{shown(title)}” different orders."
            )
            self.report.fault(row.record, LEVEL_ORDER.name, message, "Leave one of them out.")

    def plan(self) -> Plan:
        builder = PlanBuilder()
        grade_places = {
            pk: (structure, position)
            for pk, structure, position in Grade.objects.values_list(
                "pk", "structure_id", "position"
            )
        }
        for pk, rows in self.rows.items():
            self._find_lost(self.roles[pk], rows, grade_places)
            self._plan_role(builder, self.roles[pk], rows)
        return builder.plan

    def _plan_role(
        self, builder: PlanBuilder, role: ExistingEntry, rows: Mapping[int, OrderRow]
    ) -> None:
        before = {level.pk: level.values["level_order"] for level in self.levels[role.pk]}
        after = before | {pk: row.number for pk, row in rows.items()}
        order_from = stated_by(
            role.values["order_from"],
            before=before,
            after=after,
            given=rows,
            by=choose_who(self.choices),
        )
        builder.begin_whole(Role, role.pk, role.values["title"])
        line = min(row.record.line for row in rows.values())
        builder.change(Role, role, {"order_from": order_from}, line=line)
        for row in rows.values():
            values: dict[str, Any] = {"level_order": row.number}
            builder.change(RoleLevel, row.level, values, line=row.record.line)

    def _find_lost(
        self,
        role: ExistingEntry,
        rows: Mapping[int, OrderRow],
        grade_places: Mapping[int, tuple[int, int]],
    ) -> None:
        """Note a role whose levels have an order, and have none with the file's numbers."""
        before = {level.pk: state_of(level) for level in self.levels[role.pk]}
        after = before | dict(new_states(rows))
        places = [places_of(place_states(states, grade_places)) for states in (before, after)]
        if places[0] is not None and places[1] is None:
            emptied = [row for row in rows.values() if row.number is None]
            message = (
                f"The file takes away the order of the levels of the role "
                f"“{shown(role.values['title'])}”: readers are then told that it is not stated."
            )
            remedy = "If that is not meant, give each of its levels a number."
            self.report.warn(Remark.NOTE, emptied[0].record, LEVEL_ORDER.name, message, remedy)


def new_states(rows: Mapping[int, OrderRow]) -> Iterator[tuple[int, LevelState]]:
    for pk, row in rows.items():
        yield pk, state_of(row.level)._replace(number=row.number)


def indexes_by(column: str, entries: Mapping[int, ExistingEntry]) -> dict[int, NameIndex]:
    """The names of entries within each thing that they stand in."""
    groups = group_by(column, entries.values())
    return {whole: index_names(group) for whole, group in groups.items()}
