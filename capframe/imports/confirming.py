"""What somebody confirms before an import: everything new that may be a slip."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from capframe.spreadsheets.faults import Fault, Remark

GROUP_TITLES = {
    Remark.NEAR: "Nearly the same as something else",
    Remark.REPEAT: "Rows that stand there twice, taken once",
    Remark.NOTE: "Other remarks",
}
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ConfirmationGroup:
    """Warnings of one sort that need no confirming: the first of them, and how many more."""

    title: str
    faults: Sequence[Fault]
    more: int


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One new thing, with the key that says in a form which it is."""

    fault: Fault
    key: str
    confirmed: bool


def group_warnings(warnings: Iterable[Fault]) -> list[ConfirmationGroup]:
    """The warnings that need no confirming, by sort."""
    by_remark: dict[Remark, list[Fault]] = defaultdict(list)
    for fault in warnings:
        by_remark[fault.remark if fault.remark in GROUP_TITLES else Remark.NOTE].append(fault)
    return [
        ConfirmationGroup(title, faults[:MOST_SHOWN], max(0, len(faults) - MOST_SHOWN))
        for remark, title in GROUP_TITLES.items()
        if (faults := by_remark[remark])
    ]


def confirmation_key(fault: Fault) -> str:
    """The same in every check that finds the same new thing."""
    words = "\n".join((fault.column, fault.value, fault.message))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def find_confirmations(warnings: Iterable[Fault], confirmed: Collection[str]) -> list[Confirmation]:
    """Everything new, each once, and whether it has been confirmed."""
    found: dict[str, Confirmation] = {}
    for fault in warnings:
        if fault.remark == Remark.NEW:
            key = confirmation_key(fault)
            found.setdefault(key, Confirmation(fault, key, key in confirmed))
    return list(found.values())
