"""The form that puts the levels of a family's roles in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core import signing

from capframe.base.actions import LONGEST_REASON
from capframe.base.admin.forms import REASON, agreement_to, is_agreed_to
from capframe.base.characters import refuse_characters
from capframe.base.models import Status
from roles.admin.moves import as_number, can_move, move
from roles.lost_orders import lost_by_levels, place_of
from roles.models import JobFamily, Role, RoleLevel
from roles.number_levels import number_levels
from roles.ordering import OrderFrom, PlacedLevel, places_of

HIGHEST_ORDER = 32767
CHANGED_MEANWHILE = (
    "Somebody changed the levels of this family while you were ordering them. Nothing is saved: "
    "open this page again, and put in your numbers once more."
)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level with its field, if it needs a number, and the buttons that may move it."""

    level: RoleLevel
    field: Any = None
    can_go_up: bool = False
    can_go_down: bool = False

    @property
    def is_draft(self) -> bool:
        return self.level.status == Status.DRAFT


@dataclass(frozen=True, slots=True)
class RoleBlock:
    """A role with its levels, the most junior first.

    Args:
        is_ordered: whether its published levels have an order, as saved.
        who: the field that says who states it; None where grades alone do.
    """

    role: Role
    is_ordered: bool
    who: Any
    rows: tuple[LevelRow, ...]


def placed_level(level: RoleLevel) -> PlacedLevel:
    structure, position = place_of(level.grade)
    return PlacedLevel(level.pk, structure, position, level.level_order)


class RoleGroup:
    """A role's levels, and which of them need a number: those that no grade tells apart."""

    def __init__(self, role: Role, levels: Sequence[RoleLevel]) -> None:
        self.role, self.levels = role, levels
        structures = {place_of(level.grade)[0] for level in levels}
        is_graded = len(structures) == 1 and None not in structures
        grades = [level.grade_id if is_graded else None for level in levels]
        self.peers: list[list[RoleLevel]] = [
            [level for level, at in zip(levels, grades, strict=True) if at == grade]
            for grade in dict.fromkeys(grades)
        ]

    def to_number(self) -> Iterator[list[RoleLevel]]:
        """The levels that are numbered together."""
        return (peers for peers in self.peers if len(peers) > 1)

    @property
    def is_ordered(self) -> bool:
        published = [level for level in self.levels if level.status == Status.PUBLISHED]
        return places_of(map(placed_level, published)) is not None


class OrderForm(forms.Form):
    """A number for each level that needs one, and for each role who states the order.

    Args:
        family: the job family.
        levels: its role levels that are not withdrawn, by role and in order, with role and grade.
        version: which history they are of, as the form is shown and sent.
    """

    # The version that the form was loaded with, and the consequences that were agreed to.
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=REASON,
        required=False,
        max_length=LONGEST_REASON,
        validators=[refuse_characters],
        widget=AdminTextInputWidget,
    )

    def __init__(
        self,
        family: JobFamily,
        levels: Iterable[RoleLevel],
        version: Sequence[int],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.now = family, list(version)
        self.consequences: list[str] = []
        groups = groupby(levels, key=lambda level: level.role_id)
        roles = [RoleGroup(first.role, (first, *rest)) for _, (first, *rest) in groups]
        # What is to be ordered comes first.
        several = (role for role in roles if len(role.levels) > 1)
        self.groups = sorted(several, key=lambda group: (group.is_ordered, group.role.title))
        self.initial.setdefault("version", signing.dumps(self.now))
        for group in self.groups:
            self._add_fields(group)

    def _add_fields(self, group: RoleGroup) -> None:
        numbered = [level for peers in group.to_number() for level in peers]
        if numbered:
            has_numbers = any(level.level_order for level in numbered)
            self.fields[who_name(group.role)] = who_field(group.role, has_numbers=has_numbers)
        for level in numbered:
            self.fields[number_name(level)] = forms.IntegerField(
                label=level.title,
                required=False,
                min_value=1,
                max_value=HIGHEST_ORDER,
                initial=level.level_order,
                widget=forms.NumberInput(attrs={"class": "vIntegerField", "min": 1}),
                error_messages={"invalid": "Write a whole number from 1, the most junior."},
            )

    def blocks(self) -> list[RoleBlock]:
        return [self._block(group) for group in self.groups]

    def _block(self, group: RoleGroup) -> RoleBlock:
        who = who_name(group.role)
        rows = [row for peers in group.peers for row in self._rows(peers)]
        field = self[who] if who in self.fields else None
        return RoleBlock(group.role, group.is_ordered, field, tuple(rows))

    def _rows(self, peers: Sequence[RoleLevel]) -> Iterator[LevelRow]:
        """Levels in the order of the numbers in the form; those without one by title."""
        if len(peers) == 1:
            yield LevelRow(peers[0])
            return
        numbers = self._typed(peers)
        for level in sorted(peers, key=lambda one: sort_key(numbers[one.pk], one)):
            yield LevelRow(
                level,
                self[number_name(level)],
                can_go_up=can_move(numbers, level.pk, up=True),
                can_go_down=can_move(numbers, level.pk, up=False),
            )

    def _typed(self, peers: Sequence[RoleLevel]) -> dict[int, int | None]:
        return {level.pk: as_number(self[number_name(level)].value()) for level in peers}

    def moved(self, pk: int, *, up: bool) -> dict[str, Any]:
        """What the form would hold once a level has gone up or down; nothing else is changed."""
        held = {name: self[name].value() for name in self.fields}
        for peers in (peers for group in self.groups for peers in group.to_number()):
            if any(level.pk == pk for level in peers):
                for one, number in move(self._typed(peers), pk, up=up).items():
                    held[f"number-{one}"] = number
        return held

    def clean(self) -> None:
        changed = [group for group in self.groups if self._is_changed(group)]
        for group in changed:
            self._refuse_half(group)
        if read_version(self.data.get("version", "")) != self.now:
            self.add_error(None, CHANGED_MEANWHILE)
        if not self.errors:
            self._ask(changed)

    def _is_changed(self, group: RoleGroup) -> bool:
        names = [number_name(level) for peers in group.to_number() for level in peers]
        return bool({who_name(group.role), *names}.intersection(self.changed_data))

    def _refuse_half(self, group: RoleGroup) -> None:
        """Refuse an order that leaves out a published level, or that nobody states."""
        for peers in group.to_number():
            given = [level for level in peers if self._number(level) is not None]
            left = [one for one in peers if one not in given and one.status == Status.PUBLISHED]
            if given and left and number_name(left[0]) not in self.errors:
                words = (
                    "Give each published level a number, or none of them: without this one the "
                    "order stays unknown."
                )
                self.add_error(number_name(left[0]), words)
            who = who_name(group.role)
            if given and who not in self.errors and not self.cleaned_data.get(who):
                self.add_error(who, "Say who states this order.")

    def _number(self, level: RoleLevel) -> int | None:
        return self.cleaned_data.get(number_name(level))

    def _ask(self, changed: Iterable[RoleGroup]) -> None:
        """Ask before an order is taken away."""
        levels = [level for group in changed for peers in group.to_number() for level in peers]
        before = {level.pk: level.level_order for level in levels}
        for level in levels:
            level.level_order = self._number(level)
        self.consequences = lost_by_levels(levels)
        if self.consequences and not is_agreed_to(
            self.consequences, self.data.get("agreed_to", "")
        ):
            self.agreement = agreement_to(self.consequences)
            self.add_error(None, "Nothing is saved yet: look at what it would do first.")
            for level in levels:
                level.level_order = before[level.pk]

    def save(self, *, by: Any) -> int:
        """Number the levels of the roles in which something was changed. Returns how many roles."""
        changed = [group for group in self.groups if self._is_changed(group)]
        return sum(
            number_levels(
                role=group.role,
                numbers={
                    level.pk: self._number(level) for peers in group.to_number() for level in peers
                },
                order_from=self.cleaned_data[who_name(group.role)],
                by=by,
                reason=self.cleaned_data["reason"],
            )
            > 0
            for group in changed
        )


def who_name(role: Role) -> str:
    return f"who-{role.pk}"


def number_name(level: RoleLevel) -> str:
    return f"number-{level.pk}"


def who_field(role: Role, *, has_numbers: bool) -> forms.Field:
    """Asks who states a role's order: its source, with the place in it, or editors.

    Who numbers levels that have no numbers yet is an editor, unless they say otherwise.
    """
    source = f"The source: {role.source.title}, {role.place}"
    return forms.ChoiceField(
        label="Who states the order",
        required=False,
        initial=role.order_from or ("" if has_numbers else OrderFrom.EDITORS.value),
        choices=[
            ("", "Not said yet"),
            (OrderFrom.EDITORS.value, "Editors: no source states it"),
            (OrderFrom.SOURCE.value, source),
        ],
    )


def sort_key(number: int | None, level: RoleLevel) -> tuple:
    return number is None, number or 0, level.title


def read_version(token: str) -> Any:
    try:
        return signing.loads(token)
    except signing.BadSignature:
        return None
