"""In which order a file puts the levels of roles, who states it, and which it takes away."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from capframe.base.models import Status
from capframe.plans.files.choices import Choices
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.entry_planner import desired_status
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from roles.columns import LEVEL, LEVEL_ORDER, parse_order
from roles.importing.choices import ORDER_FROM
from roles.importing.desired_roles import DesiredLevel
from roles.importing.role_rows import RoleRows
from roles.ordering import OrderFrom, PlacedLevel, places_of, stated_by

MOST_NAMED = 5
ORDER_GONE, ORDER_UNKNOWN = "Orders of levels are taken away", "Orders of levels are not known"


class LevelState(NamedTuple):
    """What tells the place of a role level, as it is or as a file would have it."""

    grade: int | None
    number: int | None
    is_published: bool


States = Mapping[int, LevelState]


def state_of(values: Mapping[str, Any]) -> LevelState:
    is_published = values["status"] == Status.PUBLISHED
    return LevelState(values["grade_id"], values["level_order"], is_published)


def choose_who(choices: Choices) -> str:
    """Who is said to state the order that a file gives; editors, where nothing was chosen."""
    return choices.values.get(ORDER_FROM.name) or OrderFrom.EDITORS.value


class RoleOrders:
    """The order of each role's levels before and after the file.

    Args:
        grades: the primary key of the grade that the file gives a level, if it gives one.
    """

    def __init__(
        self,
        rows: RoleRows,
        grades: Mapping[DesiredLevel, int | None],
        grade_places: Mapping[int, tuple[int, int]],
    ) -> None:
        self.rows, self.grades, self.grade_places = rows, grades, grade_places
        self.choices = rows.file.choices
        self.named: dict[DesiredEntry, list[DesiredLevel]] = defaultdict(list)
        for level in rows.levels.found:
            self.named[level.within].append(level)
        self.before: dict[DesiredEntry, States] = {}
        self.after: dict[DesiredEntry, States] = {}
        for role in rows.roles.found:
            there = [key for key in rows.levels.index(role).titles if isinstance(key, int)]
            self.before[role] = {pk: state_of(rows.levels.existing[pk]) for pk in there}
            named = dict(self._keyed(role))
            self.after[role] = {**self.before[role], **dict(map(self._new_state, named.items()))}

    def _keyed(self, role: DesiredEntry) -> Iterator[tuple[int, DesiredLevel]]:
        """The levels that the file names: by primary key, or a number below 0 for a new one."""
        for number, level in enumerate(self.named[role], start=1):
            yield (-number if level.is_new else level.pk), level

    def _new_state(self, keyed: tuple[int, DesiredLevel]) -> tuple[int, LevelState]:
        key, level = keyed
        now, status = LevelState(None, None, False), self.choices.status
        if not level.is_new:
            values = self.rows.levels.existing[level.pk]
            now, status = state_of(values), desired_status(values["status"], self.choices)
        grade = self.grades.get(level) or now.grade
        number = self._number(level) or now.number
        return key, LevelState(grade, number, status == Status.PUBLISHED)

    def _number(self, level: DesiredLevel) -> int | None:
        """The order that the file gives a level; None where it gives none."""
        text = self.rows.levels.said(level, LEVEL_ORDER)
        return parse_order(text) if text else None

    def stated_by(self, role: DesiredEntry) -> str:
        """Who states the role's order once the file is imported."""
        return stated_by(
            "" if role.is_new else self.rows.roles.existing[role.pk]["order_from"],
            before={key: state.number for key, state in self.before[role].items()},
            after={key: state.number for key, state in self.after[role].items()},
            given=[key for key, level in self._keyed(role) if self._number(level)],
            by=choose_who(self.choices),
        )

    def find_unplaced(self, report: Report) -> None:
        """Note the roles whose order the file takes away, or which it gives levels without one."""
        for role, levels in self.named.items():
            before = places_of(self._placed(self.before[role]))
            after = places_of(self._placed(self.after[role]))
            unplaced = [level for key, level in self._keyed(role) if self._is_unplaced(role, key)]
            unordered = self._find_unordered(levels)
            if after is None and before and len(before) > 1 and unplaced:
                warn_of_loss(role, unplaced, report)
            elif len(unordered) > 1:
                warn_of_unordered(role, unordered, report)
            elif after is None and before and unplaced:
                warn_of_second(role, unplaced[0], report)

    def _placed(self, states: States) -> list[PlacedLevel]:
        return place_states(states, self.grade_places)

    def _is_unplaced(self, role: DesiredEntry, key: int) -> bool:
        """Whether the file publishes a level without a number, or moves it to another grade."""
        before, after = self.before[role].get(key), self.after[role][key]
        return after.is_published and after.number is None and before != after

    def _find_unordered(self, levels: Iterable[DesiredLevel]) -> list[DesiredLevel]:
        return [
            level
            for level in levels
            if level.is_new and not (self.grades.get(level) or self._number(level))
        ]


def place_states(states: States, grade_places: Mapping[int, tuple[int, int]]) -> list[PlacedLevel]:
    """The published ones of these levels, as their order is told from them."""
    placed = []
    for key, state in states.items():
        if state.is_published:
            structure, position = grade_places[state.grade] if state.grade else (None, None)
            placed.append(PlacedLevel(key, structure, position, state.number))
    return placed


def warn_of_loss(role: DesiredEntry, unplaced: list[DesiredLevel], report: Report) -> None:
    titles = ", ".join(f"“{shown(level.title)}”" for level in unplaced[:MOST_NAMED])
    more = f" and {len(unplaced) - MOST_NAMED} more" if len(unplaced) > MOST_NAMED else ""
    message = (
        f"The file takes away the order of the levels of the {role.in_words}: nothing says where "
        f"{titles}{more} would stand among them."
    )
    remedy = (
        "Give each a level_order, or a grade of the same structure. Otherwise readers are told "
        "that the order is not stated."
    )
    record = Record(unplaced[0].line, {LEVEL.name: unplaced[0].title})
    report.warn(Remark.NOTE, record, LEVEL.name, message, remedy, ORDER_GONE)


def warn_of_unordered(role: DesiredEntry, levels: list[DesiredLevel], report: Report) -> None:
    """Warn of a role with several new levels that nothing orders."""
    message = (
        f"Nothing says in which order the {len(levels)} new levels of the {role.in_words} go; "
        "neither the file’s rows nor the alphabet tell who is senior."
    )
    remedy = "Give each a grade or a level_order, here or later."
    record = Record(levels[0].line, {LEVEL.name: levels[0].title})
    report.warn(Remark.NOTE, record, LEVEL.name, message, remedy, ORDER_UNKNOWN)


def warn_of_second(role: DesiredEntry, level: DesiredLevel, report: Report) -> None:
    """Warn of a level that is published beside the only one of a role."""
    message = (
        f"Nothing says whether the level “{shown(level.title)}” of the {role.in_words} is above or "
        "below the one that is there."
    )
    remedy = "Give both a level_order, or grades of one structure, here or later."
    record = Record(level.line, {LEVEL.name: level.title})
    report.warn(Remark.NOTE, record, LEVEL.name, message, remedy, ORDER_UNKNOWN)
