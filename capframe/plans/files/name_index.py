"""What the names in a file mean: entries of the catalogue, and those that the file creates."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from capframe.base.aliases import ALIASES, list_aliases
from capframe.base.near_names import fold_nearly
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import Remark, shown
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record

# The primary key of an entry of the catalogue; the folded name of one that the file creates.
Key = int | str

SEVERAL = "Several names stand in one cell"
SEVERAL_NAMES = (
    "If they are meant, give each a row of its own, or import the file again and have cells of "
    "several names taken apart."
)


class NameIndex:
    """Entries by title, by slug and by their other names."""

    def __init__(self, entries: Iterable[tuple[Key, str, str]] = ()) -> None:
        self.titles: dict[Key, str] = {}
        self.slugs: dict[Key, str] = {}
        self._as_written: dict[str, list[Key]] = defaultdict(list)
        self._folded: dict[str, list[Key]] = defaultdict(list)
        self._slugs: dict[str, list[Key]] = defaultdict(list)
        self._aliases: dict[str, list[Key]] = defaultdict(list)
        # Made when the first new name is looked for: most files have none.
        self._nearly: dict[str, Key] | None = None
        for key, title, slug in entries:
            self.add(key, title, slug)

    def add(self, key: Key, title: str, slug: str = "") -> None:
        """One more entry; one that the file creates has no slug yet."""
        self.titles[key], self.slugs[key] = title, slug
        self._as_written[title].append(key)
        self._folded[names.folded(title)].append(key)
        if self._nearly is not None:
            self._nearly.setdefault(fold_nearly(title), key)
        if slug:
            self._slugs[slug].append(key)

    def add_aliases(self, key: Key, aliases: str) -> None:
        for alias in list_aliases(aliases):
            self._aliases[names.folded(alias)].append(key)

    def find_keys(self, name: str) -> list[Key]:
        """Which entries a name means, more than one where several have the same title.

        By the title as it is written, else whatever its case and spacing, else by the slug, else
        by another name.
        """
        if found := self._as_written.get(name):
            return found
        folded = names.folded(name)
        for found_by in (self._folded, self._slugs, self._aliases):
            if folded in found_by:
                return found_by[folded]
        return []

    def find_near_key(self, name: str) -> Key | None:
        """The first entry whose name is nearly a new one, None where there is none."""
        if self._nearly is None:
            self._nearly = {}
            for key, title in self.titles.items():
                self._nearly.setdefault(fold_nearly(title), key)
        nearly = fold_nearly(name)
        return self._nearly.get(nearly) if nearly else None

    def find_key_at(self, slug: str) -> Key | None:
        """The entry of an address, None where none has it."""
        return next(iter(self._slugs.get(slug, ())), None)

    def token_of(self, key: Key) -> str:
        """What stands for an entry in a kept answer: its address; the folded name of a new one."""
        return self.slugs[key] or str(key)

    def find_key_of(self, token: str) -> Key | None:
        """The entry that ``token_of`` stands for, None where it is no more."""
        at = self.find_key_at(token)
        return token if at is None and token in self.titles else at

    def name_in_files(self, key: Key) -> str:
        """The name by which a file should call an entry: its title, or its slug if others share it.

        Shared means the same but for case and spacing, or the slug of another.
        """
        title = names.tidy(self.titles[key])
        folded = names.folded(title)
        same = {*self._folded[folded], *self._slugs.get(folded, ())}
        return self.slugs[key] if same - {key} else title


def index_within(entries: QuerySet, whole: str) -> dict[int, NameIndex]:
    """The names of entries that have others, by the whole that a column holds."""
    found: dict[int, NameIndex] = defaultdict(NameIndex)
    for pk, title, slug, aliases, key in entries.values_list("pk", "title", "slug", ALIASES, whole):
        found[key].add(pk, title, slug)
        found[key].add_aliases(pk, aliases)
    return found


def names_in_files(entries: Iterable[tuple[Key, str, str]]) -> dict[int, str]:
    """What a file should call each entry, by primary key, from key, title and slug."""
    index = NameIndex(entries)
    return {int(key): index.name_in_files(key) for key in index.titles}


def find_key(
    index: NameIndex, name: str, record: Record, column: str, report: Report, noun: str
) -> Key | None:
    """Which entry a row names; None where none is called so, or several are: a fault."""
    found = index.find_keys(name)
    if len(found) > 1:
        slugs = " or ".join(f"“{index.slugs[key]}”" for key in found)
        message = f"More than one {noun} is called “{shown(name)}”."
        report.fault(record, column, message, f"Write the address of one: {slugs}.")
        return None
    return found[0] if found else None


def warn_of_several(
    index: NameIndex, name: str, record: Record, column: str, report: Report, noun: str
) -> None:
    """Warn of a new name that holds several known ones."""
    if several := names.find_several(name, lambda one: bool(index.find_keys(one))):
        known = shown(names.list_quoted(several))
        message = f"The new {noun} “{shown(name)}” is called like several others: {known}."
        report.warn(Remark.NOTE, record, column, message, SEVERAL_NAMES, SEVERAL)


def warn_of_new(name: str, record: Record, column: str, report: Report, noun: str) -> None:
    """Have a new entry confirmed: its name may be a slip."""
    message = f"The file makes a new {noun}, “{shown(name)}”."
    remedy = "Confirm that it is new; if it is not, write the name that the catalogue has."
    report.warn(Remark.NEW, record, column, message, remedy, about=noun)
