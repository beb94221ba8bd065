"""What somebody confirms before an import: what is new and may be a slip, what comes back."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from capframe.spreadsheets.faults import Fault, Remark

GROUP_TITLES = {
    Remark.NEAR: "Nearly the same as something else",
    Remark.REPEAT: "Repeated rows, taken once",
    Remark.NOTE: "Other remarks",
}
TO_CONFIRM = (Remark.NEW, Remark.BACK)
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ConfirmationGroup:
    """Warnings of one sort that need no confirming: the first of them, and how many more."""

    title: str
    faults: Sequence[Fault]
    more: int


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Something to confirm, with the key that says in a form which it is."""

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
    """The same in every check that finds the same."""
    words = "\n".join((fault.column, fault.value, fault.message))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def find_confirmations(warnings: Iterable[Fault], confirmed: Collection[str]) -> list[Confirmation]:
    """What is new and what comes back, each once, and whether it has been confirmed."""
    found: dict[str, Confirmation] = {}
    for fault in warnings:
        if fault.remark in TO_CONFIRM:
            key = confirmation_key(fault)
            found.setdefault(key, Confirmation(fault, key, key in confirmed))
    return list(found.values())


def count_in_words(left: Sequence[Confirmation]) -> str:
    """How many things there are to confirm: “2 new entries”. Empty for none."""
    if not left:
        return ""
    number = f"{len(left):,}"
    noun = "entry" if len(left) == 1 else "entries"
    remarks = {one.fault.remark for one in left}
    if remarks == {Remark.NEW}:
        return f"{number} new {noun}"
    back = "was" if len(left) == 1 else "were"
    if remarks == {Remark.BACK}:
        return f"{number} {noun} that {back} withdrawn"
    return f"{number} entries that are new or were withdrawn"


def find_unconfirmed(confirmations: Iterable[Confirmation]) -> list[Confirmation]:
    return [one for one in confirmations if not one.confirmed]
