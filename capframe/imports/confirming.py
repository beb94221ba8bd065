"""What somebody confirms before an import: what is new and may be a slip, what comes back."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from capframe.spreadsheets.faults import Fault, Remark

GROUP_TITLES = {
    Remark.GONE: "Taken away",
    Remark.NEAR: "Nearly the same as something else",
    Remark.REPEAT: "Repeated rows, taken once",
    Remark.NOTE: "Other remarks",
}
TO_CONFIRM = (Remark.NEW, Remark.BACK)
OTHERS = GROUP_TITLES[Remark.NOTE]
# More have a page of their own.
MOST_SHOWN = 10
# Of each kind so many are named where they are confirmed together.
MOST_NAMED = 3
LONGEST_NAMED = 80


@dataclass(frozen=True, slots=True)
class WarningGroup:
    """Warnings of one sort that need no confirming, said in one line."""

    title: str
    faults: Sequence[Fault]

    @property
    def key(self) -> str:
        """Says in an address which it is."""
        return slugify(self.title)

    @property
    def is_said(self) -> bool:
        """Whether the line says it all: a single one, of the whole file."""
        [first, *others] = self.faults
        return not (others or first.line or first.what or first.cells)

    @property
    def shown(self) -> Sequence[Fault]:
        """All of them, where they are few enough to stand below the line."""
        return self.faults if len(self.faults) <= MOST_SHOWN else ()

    @property
    def cells(self) -> int:
        """How many cells they count; 0 where each is about its own place."""
        return sum(fault.cells for fault in self.faults)

    @property
    def number(self) -> str:
        """How many they are, or how many cells they are about: “8 cells”."""
        if self.cells:
            return "1 cell" if self.cells == 1 else f"{self.cells:,} cells"
        return f"{len(self.faults):,}"

    @property
    def about(self) -> str:
        """What they are about, or where the first of them stand; of a single one what it says."""
        if found := [shown_short(what) for what in names_of(self.faults)]:
            return join_first(found, MOST_SHOWN)
        if self.is_said:
            return self.faults[0].words
        if len(self.faults) == 1 and not self.cells:
            return self.faults[0].message
        lines = [f"{line}" for line in dict.fromkeys(fault.line for fault in self.faults) if line]
        if not lines:
            return ""
        first = "first on " if self.cells > len(lines) else ""
        return f"{first}line{'s' if lines[1:] else ''} {join_first(lines, MOST_NAMED)}"


def names_of(faults: Iterable[Fault]) -> list[str]:
    return list(dict.fromkeys(fault.what for fault in faults if fault.what))


def shown_short(text: str) -> str:
    return text if len(text) <= LONGEST_NAMED else f"{text[:LONGEST_NAMED]}…"


def join_first(words: Sequence[str], most: int) -> str:
    """The first few, and how many more: “2, 3, 4 and 2,997 more”."""
    more = len(words) - most
    return ", ".join(words[:most]) + (f" and {more:,} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Something to confirm, with the key that says in a form which it is."""

    fault: Fault
    key: str
    confirmed: bool


def group_warnings(warnings: Iterable[Fault], asked: Collection[str] = ()) -> list[WarningGroup]:
    """The warnings that need no confirming, by sort; notes by what they are about.

    Args:
        warnings: of a check.
        asked: the groups of its open questions, which stand in for warnings of the same.
    """
    found: dict[str, list[Fault]] = {title: [] for title in GROUP_TITLES.values()}
    others = found.pop(OTHERS)
    for fault in warnings:
        if fault.remark is Remark.NOTE and fault.about:
            found.setdefault(fault.about, []).append(fault)
        elif fault.remark is not Remark.NEAR or fault.about not in asked:
            found.get(GROUP_TITLES.get(fault.remark, OTHERS), others).append(fault)
    return [
        WarningGroup(title, faults) for title, faults in {**found, OTHERS: others}.items() if faults
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


@dataclass(frozen=True, slots=True)
class ConfirmationKind:
    """Everything of one kind that is to be confirmed: new job families, skills that come back."""

    remark: Remark
    about: str
    confirmations: Sequence[Confirmation]

    @property
    def key(self) -> str:
        """Says in a form and an address which it is; never that of a confirmation."""
        return slugify(f"{self.remark} {self.about}")

    @property
    def title(self) -> str:
        """How many of what: “4 new skills”."""
        number = len(self.confirmations)
        noun = self.about if number == 1 else pluralise(self.about)
        if self.remark is Remark.NEW:
            return f"{number:,} new {noun}"
        return f"{number:,} {noun}, withdrawn before"

    @property
    def confirmed(self) -> bool:
        return all(one.confirmed for one in self.confirmations)

    @property
    def number_confirmed(self) -> int:
        return sum(one.confirmed for one in self.confirmations)

    @property
    def names(self) -> list[str]:
        """What the first of them are called."""
        return [one.fault.value or one.fault.message for one in self.confirmations[:MOST_NAMED]]

    @property
    def more(self) -> int:
        return len(self.confirmations) - len(self.names)


def group_by_kind(confirmations: Iterable[Confirmation]) -> list[ConfirmationKind]:
    """What is to be confirmed, by what sort of entry it is, in the order of the file."""
    kinds: dict[tuple[Remark, str], list[Confirmation]] = defaultdict(list)
    for one in confirmations:
        kinds[one.fault.remark, one.fault.about or "entry"].append(one)
    return [ConfirmationKind(*kind, found) for kind, found in kinds.items()]


def confirm_kinds(
    kinds: Iterable[ConfirmationKind], shown: Collection[str], ticked: Collection[str]
) -> tuple[set[str], set[str]]:
    """The keys of everything that a form confirms, and takes back, with the ticks of kinds.

    A kind of which some are confirmed one by one has no tick, and stays as it is without one.

    Args:
        kinds: all of them.
        shown: the keys of those that the form has.
        ticked: the keys of those that are ticked in it.
    """
    confirmed: set[str] = set()
    taken_back: set[str] = set()
    for kind in kinds:
        keys = {one.key for one in kind.confirmations}
        if kind.key in ticked:
            confirmed |= keys
        elif kind.key in shown and kind.confirmed:
            taken_back |= keys
    return confirmed, taken_back


def pluralise(noun: str) -> str:
    """Several of what a noun says: job families, types of section."""
    head, of, rest = noun.partition(" of ")
    return f"{head[:-1]}ies{of}{rest}" if head.endswith("y") else f"{head}s{of}{rest}"


def find_unconfirmed(confirmations: Iterable[Confirmation]) -> list[Confirmation]:
    return [one for one in confirmations if not one.confirmed]
