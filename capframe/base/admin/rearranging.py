"""Buttons that only rearrange a form: it comes back as it was typed, and nothing is saved."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import QueryDict

# The name of all these buttons; their values say what each does.
REARRANGE = "_rearrange"
UP, DOWN, ADD, OPEN, FILL = "up", "down", "add", "open", "fill"
MOVE = re.compile(rf"(?P<part>(?P<prefix>\w+)-(?P<index>\d{{1,4}}))-(?P<way>{UP}|{DOWN})", re.ASCII)
WHOLE = re.compile(rf"(?P<prefix>\w+)-({ADD}|{OPEN}|{FILL})", re.ASCII)


class Row(NamedTuple):
    """One part among those of its kind: which form of them, and the number typed in it."""

    index: int
    number: int | None

    @property
    def place(self) -> tuple[bool, int, int]:
        """What rows are sorted by: the number; those without one come last."""
        return self.number is None, self.number or 0, self.index


def is_rearranged(data: Mapping[str, Any]) -> bool:
    """Whether a form was sent only to be rearranged: then it is neither judged nor saved."""
    return REARRANGE in data


def read_number(typed: Any) -> int | None:
    """The place in a list that was typed; None where it is none."""
    text = str(typed).strip() if typed is not None else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def pressed_prefix(data: Mapping[str, Any]) -> str:
    """The prefix of the parts that a button rearranges; empty if none was pressed."""
    value = data.get(REARRANGE, "")
    press = MOVE.fullmatch(value) or WHOLE.fullmatch(value)
    return press["prefix"] if press else ""


def pressed_part(data: Mapping[str, Any]) -> str:
    """The prefix of the one part that a button moves; empty if none was pressed."""
    press = MOVE.fullmatch(data.get(REARRANGE, ""))
    return press["part"] if press else ""


def is_added(data: Mapping[str, Any], prefix: str) -> bool:
    """Whether one more empty part of these is asked for."""
    return bool(data.get(REARRANGE) == f"{prefix}-{ADD}")


def are_opened(data: Mapping[str, Any], prefix: str) -> bool:
    """Whether all of these parts are to be unfolded."""
    return bool(data.get(REARRANGE) == f"{prefix}-{OPEN}")


def are_filled(data: Mapping[str, Any], prefix: str) -> bool:
    """Whether what was pasted is to be filled into parts of these."""
    return bool(data.get(REARRANGE) == f"{prefix}-{FILL}")


def rearranged(data: QueryDict, prefix: str, total: int) -> QueryDict:
    """What was sent of these parts, with the numbers that the pressed button gives them.

    Args:
        data: of the whole form.
        prefix: of the parts.
        total: how many parts were sent.
    """
    press = MOVE.fullmatch(data.get(REARRANGE, ""))
    if is_added(data, prefix):
        data = data.copy()
        data[f"{prefix}-TOTAL_FORMS"] = str(total + 1)
    elif press and press["prefix"] == prefix:
        rows = [Row(i, read_number(data.get(f"{prefix}-{i}-position"))) for i in range(total)]
        data = data.copy()
        for index, number in moved(rows, int(press["index"]), up=press["way"] == UP).items():
            data[f"{prefix}-{index}-position"] = str(number)
    return data


def moved(rows: list[Row], index: int, *, up: bool) -> dict[int, int]:
    """The numbers of the rows, once one of them changed places with its neighbour.

    Those without a number keep none, unless it is the one that moves. Numbers are given anew from
    1 on where two rows have the same.
    """
    placed = sorted((row for row in rows if row.number is not None), key=lambda row: row.place)
    placed += [row for row in rows if row.number is None and row.index == index]
    order = [row.index for row in placed]
    here = order.index(index) if index in order else 0
    there = here - 1 if up else here + 1
    if index not in order or not 0 <= there < len(order):
        return {}
    order[here], order[there] = order[there], order[here]
    numbers = [row.number for row in placed if row.number is not None]
    if len(numbers) < len(placed):
        numbers.append(max(numbers, default=0) + 1)
    if len(set(numbers)) < len(numbers):
        numbers = list(range(1, len(order) + 1))
    return dict(zip(order, numbers, strict=True))
