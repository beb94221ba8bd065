"""Names that a file has and the catalogue has not: new ones, or others for what is there.

A name that is nearly another's, or would get its address, is asked about; so is one that may have
been given to what the file no longer names (``rename_questions.py``). Until that is answered, it is
new.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from capframe.base.near_names import fold_nearly
from capframe.base.slugs import make_slug
from capframe.plans.files.columns import KeyColumn
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.name_index import Key, NameIndex, warn_of_new, warn_of_several
from capframe.plans.files.questions import Option, Question
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.table import Record

# The groups of the questions, and the answers; the first two with what is meant behind a colon.
NEAR_DUPLICATES, RENAMES = "near-duplicates", "renames"
EXISTING, RENAMED, NEW = "existing", "renamed", "new"
# What a new title leaves alone.
KEPT = "It keeps its history, its address and everything that refers to it."


@dataclass(frozen=True, slots=True)
class Meant:
    """The entry that a name means which the catalogue has not, and whether it is renamed so."""

    key: Key
    is_renamed: bool = False


class NewNames:
    def __init__(self, file: FileCheck, column: KeyColumn) -> None:
        self.file, self.column, self.report = file, column, file.report
        # Of each whole the addresses that new names are made into, with the key of the first.
        self._addresses: dict[tuple[Any, str], Key] = {}

    def find(self, name: str, record: Record, index: NameIndex, within: Any, address: str) -> Meant:
        """What a name means; a new one, of this address, is in the index from then on."""
        near = self._find_near(name, index, within)
        may_be_asked = near is not None or self.file.choices.answers
        key = question_key(self.column, within, name) if may_be_asked else ""
        question = self._ask_renamed(key, name, record, index, address)
        if near is not None:
            question = self._ask_near(key, name, record, index, near, address)
        answer = self.file.ask(question) if question else None
        word, _, token = str(answer or "").partition(":")
        if word in (EXISTING, RENAMED):
            return Meant(cast(Key, index.find_key_of(token)), is_renamed=word == RENAMED)
        if self.file.choices.answers.get(key) != NEW:
            self._warn(name, record, index, near)
        new = names.folded(name)
        self._addresses.setdefault((within, make_slug(name) or self.column.blank_slug), new)
        index.add(new, name)
        return Meant(new)

    def _find_near(self, name: str, index: NameIndex, within: Any) -> Key | None:
        """What has nearly the name, or the address that is made of it."""
        slug = make_slug(name) or self.column.blank_slug
        near = index.find_near_key(name) or index.find_key_at(slug)
        return near or self._addresses.get((within, slug))

    def _ask_near(
        self, key: str, name: str, record: Record, index: NameIndex, near: Key, address: str
    ) -> Question:
        noun, new, other = self.column.noun, shown(name), shown(index.titles[near])
        token, is_there = index.token_of(near), isinstance(near, int)
        options = [
            Option(NEW, f"Yes, a new {noun}", describe_address(address)),
            Option(f"{EXISTING}:{token}", f"No, it is “{other}”"),
        ]
        if is_there and not self.is_written(index.titles[near], record):
            label = f"No, it is “{other}”, which is called “{new}” from now on"
            options.append(Option(f"{RENAMED}:{token}", label, KEPT))
        where = "which the catalogue has" if is_there else "which the file has too"
        return Question(
            key=key,
            group=NEAR_DUPLICATES,
            title=f"New? The {noun} “{new}” is nearly “{other}”, {where}",
            about=f"They differ {describe_difference(name, index.titles[near])}.",
            options=tuple(options),
            rows=self.count_rows(record),
            is_required=False,
        )

    def _ask_renamed(
        self, key: str, name: str, record: Record, index: NameIndex, address: str
    ) -> Question | None:
        """The question whether an entry was renamed, if it was answered that this one was."""
        word, _, token = str(self.file.choices.answers.get(key, "")).partition(":")
        old = index.find_key_at(token) if word == RENAMED else None
        if old is None or self.is_written(index.titles[old], record):
            return None
        return self.ask_renamed((index.titles[old], name), record, key, token, address)

    def ask_renamed(
        self, titles: tuple[str, str], record: Record, key: str, slug: str, address: str
    ) -> Question:
        """The question whether the entry at an address was renamed, from and to these titles.

        A new one would get the other address.
        """
        noun, (old, new) = self.column.noun, map(shown, titles)
        return Question(
            key=key,
            group=RENAMES,
            title=f"Renamed? The file has no {noun} “{old}”, and “{new}” is new",
            options=(
                Option(f"{RENAMED}:{slug}", f"Yes, the same {noun} with a new name", KEPT),
                Option(NEW, f"No, a new {noun}", describe_address(address)),
            ),
            rows=self.count_rows(record),
            is_required=False,
        )

    def _warn(self, name: str, record: Record, index: NameIndex, near: Key | None) -> None:
        """Have a new name looked at."""
        noun, column = self.column.noun, self.column.name
        if near is not None:
            other = index.titles[near]
            difference = describe_difference(name, other)
            message = f"The new {noun} “{shown(name)}” differs from “{shown(other)}” {difference}."
            remedy = f"If it is the same, write “{shown(other)}”."
            self.report.warn(Remark.NEAR, record, column, message, remedy, NEAR_DUPLICATES)
        warn_of_several(index, name, record, column, self.report, noun)
        if self.column.is_confirmed:
            warn_of_new(name, record, column, self.report, noun)

    def is_written(self, title: str, record: Record) -> bool:
        """Whether the file names an entry by its title beside what a row names."""
        return tuple(map(names.folded, (title, *self._names_in(record)[1:]))) in self._written

    @cached_property
    def _written(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(map(names.folded, found)) for found in self._numbers)

    @cached_property
    def _numbers(self) -> Counter[tuple[str, ...]]:
        """How many rows have a name and those of what it stands in."""
        return Counter(map(self._names_in, self.file.rows))

    def count_rows(self, record: Record) -> int:
        """How many rows of the file name what a row names."""
        return self._numbers[self._names_in(record)]

    def _names_in(self, record: Record) -> tuple[str, ...]:
        found: list[str] = []
        column: KeyColumn | None = self.column
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
