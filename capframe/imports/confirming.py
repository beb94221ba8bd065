"""What somebody confirms before an import: everything new that may be a slip."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from capframe.spreadsheets.faults import Fault, Remark

TITLES = {
    Remark.NEAR: "Nearly the same as something else",
    Remark.REPEAT: "Rows that stand there twice, taken once",
    Remark.NOTE: "Other remarks",
}
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Warnings of one sort.

    Args:
        title: what they are.
        shown: the first of them.
        more: how many more there are.
    """

    title: str
    shown: Sequence[Fault]
    more: int


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """One new thing, with the key that says in a form which it is."""

    fault: Fault
    key: str
    confirmed: bool


def groups_of(warnings: Iterable[Fault]) -> list[Group]:
    """The warnings that need no confirming, by sort."""
    sorts: dict[Remark, list[Fault]] = defaultdict(list)
    for fault in warnings:
        sorts[fault.remark if fault.remark in TITLES else Remark.NOTE].append(fault)
    return [
        Group(title, sorts[remark][:MOST_SHOWN], max(0, len(sorts[remark]) - MOST_SHOWN))
        for remark, title in TITLES.items()
        if sorts[remark]
    ]


def key_of(fault: Fault) -> str:
    """The same in every check that finds the same new thing."""
    words = "\n".join((fault.column, fault.value, fault.message))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def to_confirm(warnings: Iterable[Fault], confirmed: Collection[str]) -> list[ToConfirm]:
    """Everything new, each once, and whether it has been confirmed."""
    found: dict[str, ToConfirm] = {}
    for fault in warnings:
        if fault.remark == Remark.NEW:
            key = key_of(fault)
            found.setdefault(key, ToConfirm(fault, key, key in confirmed))
    return list(found.values())
