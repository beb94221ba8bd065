"""Names that a file has and the catalogue has not: new ones, or others for what is there.

A name that is nearly another's, or would get its address, is asked about. Until that is answered,
it is new.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from capframe.base.near_names import fold_nearly
from capframe.base.slugs import make_slug
from capframe.plans.columns import KeyColumn
from capframe.plans.import_kinds import FileCheck
from capframe.plans.name_index import Key, NameIndex, warn_of_new, warn_of_several
from capframe.plans.questions import Option, Question
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.table import Record

# The group of the questions, and the answers; the first two with what is meant behind a colon.
NEAR_DUPLICATES = "near-duplicates"
EXISTING, RENAMED, NEW = "existing", "renamed", "new"
# What a new title leaves alone.
KEPT = "It keeps its history, its address and everything that refers to it."


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name means that the catalogue has not.

    Args:
        key: of the entry; the folded name where it is new.
        is_renamed: whether the entry is called so from now on.
    """

    key: Key
    is_renamed: bool = False


class NewNames:
    """Finds out what is meant by names of a column that nothing is called.

    Args:
        file: that has them.
        column: in which they stand.
    """

    def __init__(self, file: FileCheck, column: KeyColumn) -> None:
        self.file, self.column, self.report = file, column, file.report
        # Of each whole the addresses that new names are made into, with the key of the first.
        self._addresses: dict[tuple[Any, str], Key] = {}

    def find(self, name: str, record: Record, index: NameIndex, within: Any, address: str) -> Meant:
        """What a name means; a new one is in the index from then on.

        Args:
            name: that the index has not.
            record: the first row that has it.
            index: the names beside which it would stand.
            within: what it stands in, as the file names it.
            address: that it would get.
        """
        near, answer = self._find_near(name, index, within), None
        if near is not None:
            question = Question(
                key=question_key(self.column, within, name),
                group=NEAR_DUPLICATES,
                rows=self.count_rows(record),
                is_required=False,
                **self._ask(name, index, near, address),
            )
            answer = self.file.ask(question)
            if answer not in (None, NEW):
                return Meant(near, is_renamed=answer.startswith(RENAMED))
        if answer is None:
            self._warn(name, record, index, near)
        key = names.folded(name)
        self._addresses.setdefault((within, make_slug(name)), key)
        index.add(key, name)
        return Meant(key)

    def _find_near(self, name: str, index: NameIndex, within: Any) -> Key | None:
        """What has nearly the name, or the address that is made of it."""
        slug = make_slug(name)
        near = index.find_near_key(name) or index.find_key_at(slug)
        return near or self._addresses.get((within, slug))

    def _ask(self, name: str, index: NameIndex, near: Key, address: str) -> dict[str, Any]:
        """The question whether a name means what is nearly called so."""
        noun, new, other = self.column.noun, shown(name), shown(index.titles[near])
        token, is_there = index.token_of(near), isinstance(near, int)
        options = [
            Option(NEW, f"Yes, a new {noun}", describe_address(address)),
            Option(f"{EXISTING}:{token}", f"No, it is “{other}”"),
        ]
        if is_there and names.folded(index.titles[near]) not in self._written:
            label = f"No, it is “{other}”, which is called “{new}” from now on"
            options.append(Option(f"{RENAMED}:{token}", label, KEPT))
        where = "which the catalogue has" if is_there else "which the file has too"
        return {
            "title": f"New? The {noun} “{new}” is nearly “{other}”, {where}",
            "about": f"They differ {describe_difference(name, index.titles[near])}.",
            "options": tuple(options),
        }

    def _warn(self, name: str, record: Record, index: NameIndex, near: Key | None) -> None:
        """Have a new name looked at."""
        noun, column = self.column.noun, self.column.name
        if near is not None:
            other = index.titles[near]
            difference = describe_difference(name, other)
            message = f"The new {noun} “{shown(name)}” differs from “{shown(other)}” {difference}."
            remedy = f"If it is the same, write “{shown(other)}”."
            self.report.warn(Remark.NEAR, record, column, message, remedy)
        warn_of_several(index, name, record, column, self.report, noun)
        if self.column.is_confirmed:
            warn_of_new(name, record, column, self.report, noun)

    @cached_property
    def _written(self) -> frozenset[str]:
        """The folded names that the file has in the column."""
        column = self.column.name
        return frozenset({names.folded(record.get(column)) for record in self.file.rows})

    @cached_property
    def _numbers(self) -> Counter[tuple[str, ...]]:
        return Counter(map(self._names_in, self.file.rows))

    def count_rows(self, record: Record) -> int:
        """How many rows of the file name what a row names."""
        return self._numbers[self._names_in(record)]

    def _names_in(self, record: Record) -> tuple[str, ...]:
        found, column = [], self.column
        while column is not None:
            found.append(record.get(column.name))
            column = column.within
        return tuple(found)


def question_key(column: KeyColumn, within: Any, name: str) -> str:
    """The key of the question what a new name means, whatever it is asked for."""
    words = [column.model._meta.label_lower, names.folded(name)]
    while within is not None:
        words.append(repr(within.key))
        within = None if isinstance(within.key, int) else within.within
    digest = hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()
    return f"name-{digest[:16]}"


def describe_difference(name: str, other: str) -> str:
    """In what two names differ that are nearly the same, as the end of a sentence."""
    if names.bare(name) == names.bare(other) != "":
        return "in case, spacing or punctuation only"
    if fold_nearly(name) == fold_nearly(other) != "":
        return "only in how it is written: “&” for “and”, a plural or an accent"
    return "in signs that no address has"


def describe_address(address: str) -> str:
    return f"Its address would end in “{address}”."
