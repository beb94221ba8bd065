"""The entries that a file names, found by name, with what its rows say of each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic

from django.db.models import QuerySet

from capframe.base.aliases import ALIASES, HasAliases
from capframe.plans.existing import ExistingEntry, read_among, read_existing
from capframe.plans.files.columns import FieldColumn, KeyColumn, Misread, fields_of
from capframe.plans.files.desired import D, DesiredEntry, in_batches
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.name_index import Key, NameIndex, find_key
from capframe.plans.files.new_names import NewNames
from capframe.plans.same_names import find_same_names
from capframe.plans.slugs import Slugs
from capframe.spreadsheets import names
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.columns import NotInUse
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.placeholders import is_not_in_use
from capframe.spreadsheets.table import Record

Rows = Iterable[tuple[Any, Record]]


class DesiredEntries(Generic[D]):
    """The entries of one model that a file names.

    Args:
        within: what they stand in, as the file names it; find those first.
        refusal: why a file makes no new one, as the end of a sentence; empty where it does.
    """

    def __init__(
        self,
        column: KeyColumn,
        file: FileCheck,
        make: type[D],
        within: "DesiredEntries | None" = None,
        refusal: str = "",
    ) -> None:
        self.column, self.file, self.make, self.within = column, file, make, within
        self.refusal, self.report = refusal, file.report
        self.fields = fields_of(column.model, file.columns)
        self.column_values = ColumnValues(self.report.headings)
        self.said_columns = [one for one in self.fields if one.name in self.report.headings]
        self._spellings: dict[str, str] = {}
        self._misread: set[tuple[str, str]] = set()
        # In the order in which the file names them first.
        self.found: list[D] = []
        self.slugs = Slugs()
        self.new_names = NewNames(file, column)
        # What is there, by primary key: as far as it was asked for.
        self.existing: dict[int, Mapping[str, Any]] = {}
        self._indexes: dict[DesiredEntry | None, NameIndex] = defaultdict(NameIndex)
        self._by_name: dict[tuple[DesiredEntry | None, str], D | None] = {}
        self._by_key: dict[tuple[DesiredEntry | None, Key], D] = {}
        self._entries: dict[int, ExistingEntry] = {}

    def index(self, within: DesiredEntry | None = None) -> NameIndex:
        """The names that are taken there, those that the file makes among them."""
        return self._indexes[within]

    def read_names(self, *also: str) -> None:
        """Read the names in the wholes that the file names; all, where addresses need it."""
        column, model = self.column, self.column.model
        wholes: dict[int | None, DesiredEntry | None] = {None: None}
        entries: Any = model._base_manager.order_by("pk")
        if self.within is not None:
            wholes = {one.pk: one for one in self.within.found if not one.is_new}
            if column.is_slug_unique_within:
                entries = entries.filter(**{f"{column.within_field}__in": [*wholes]})
        whole_column = f"{column.within_field}_id" if self.within is not None else None
        for pk, one in self._read(entries, whole_column, also):
            self.existing[pk] = one
            whole = one[whole_column] if whole_column else None
            self.slugs.add(one["slug"], whole if column.is_slug_unique_within else None)
            if whole in wholes:
                index = self._indexes[wholes[whole]]
                index.add(pk, one["title"], one["slug"])
                if one.get(ALIASES):
                    index.add_aliases(pk, one[ALIASES])

    def _read(
        self, entries: QuerySet, whole: str | None, also: Iterable[str]
    ) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Primary key and values of entries: all values, where there are few."""
        if self.column.are_few:
            self._entries = read_existing(entries)
            yield from ((pk, entry.values) for pk, entry in self._entries.items())
            return
        model = self.column.model
        named = [*model.named_by, ALIASES] if issubclass(model, HasAliases) else []
        columns = list(dict.fromkeys(filter(None, ["title", "slug", whole, *named, *also])))
        for pk, *values in entries.values_list("pk", *columns).iterator(chunk_size=5000):
            yield pk, dict(zip(columns, values, strict=True))

    def find(self, record: Record, within: DesiredEntry | None = None) -> D | None:
        """The entry that a row names; None where it names none, or one of several.

        The first row that names one of several is told of it, and of a new one.
        """
        name = record.values.get(self.column.name)
        if not name:
            return None
        named = within, name
        if named not in self._by_name:
            self._by_name[named] = self._match(name, record, within)
        return self._by_name[named]

    def get(self, key: Key, record: Record, within: DesiredEntry | None = None) -> D:
        """The entry of a key, which the index has; ``record`` names it first, if none did so."""
        known = within, key
        if known not in self._by_key:
            index = self._indexes[within]
            made = self.make(key, index.titles[key], record, within, index.slugs[key])
            made.entry = self._entries.get(made.pk)
            if made.is_new:
                made.slug = self.slugs.take(*self._address_from(made.title, within))
            made.in_words = f"{self.column.noun} “{shown(made.full_title)}”"
            self._by_key[known] = made
            self.found.append(made)
        return self._by_key[known]

    def _match(self, name: str, record: Record, within: DesiredEntry | None) -> D | None:
        column, index = self.column, self._indexes[within]
        if column.not_in_use is NotInUse.MEANT and within is not None and is_not_in_use(name):
            name = within.title
        if not index.find_keys(name):
            return self._match_new(name, record, within)
        key = find_key(index, name, record, column.name, self.report, column.noun)
        return None if key is None else self.get(key, record, within)

    def _match_new(self, name: str, record: Record, within: DesiredEntry | None) -> D | None:
        """What is meant by a name that nothing is called: a new entry, if nobody said otherwise."""
        index = self._indexes[within]
        if self.refusal:
            self._refuse_new(name, record, index)
            return None
        slug = self.slugs.find_free(*self._address_from(name, within))
        meant = self.new_names.find(name, record, index, within, slug)
        one = self.get(meant.key, record, within)
        if meant.is_renamed:
            self._rename(one, name, record)
        return one

    def _rename(self, one: D, name: str, record: Record) -> None:
        """Let an entry be called so; a second name that was said to be its new one is a fault."""
        if one.is_renamed:
            message = f"The {one.in_words} would be called “{shown(name)}”, too."
            remedy = "Answer of one of the two names alone that it was renamed."
            self.report.fault(record, self.column.name, message, remedy)
        one.rename(name)
        one.in_words = f"{self.column.noun} “{shown(one.full_title)}”"

    def _address_from(self, title: str, within: DesiredEntry | None) -> tuple[str, Any, str]:
        """What an address is made of, within what it must be the only one, what it is else.

        Where that is the whole catalogue and another one has it, the address of what the entry
        stands in is behind it.
        """
        column = self.column
        if column.is_slug_unique_within or within is None:
            return title, (within.pk or within) if within else None, column.blank_slug
        if self.slugs.is_taken(title, otherwise=column.blank_slug):
            title = f"{title} {within.slug or within.title}"
        return title, None, column.blank_slug

    def _refuse_new(self, name: str, record: Record, index: NameIndex) -> None:
        message = f"There is no {self.column.noun} “{shown(name)}” here: {self.refusal}."
        meant = names.did_you_mean(name, index.titles.values())
        remedy = meant or "Write the name as the catalogue has it, or leave the row out."
        self.report.fault(record, self.column.name, message, remedy)

    def match_rows(self, rows: Iterable[Record]) -> list[tuple[D, Record]]:
        """Each row with what it names; a row that names nothing with what was chosen for the file.

        Where nothing was chosen either, it is a fault.
        """
        column, chosen = self.column, self.file.choices.defaults.get(self.column.name)
        default = chosen if chosen in self.index().titles else None
        if default is None and column.name not in self.report.headings:
            message = f"The file does not say which {column.noun}."
            self._fault_nameless(Record(0, {}), message)
            return []
        found = []
        for record in rows:
            if (one := self.find_or(default, record)) is not None:
                found.append((one, record))
            elif default is None and not record.get(column.name):
                self._fault_nameless(record, f"The row names no {column.noun}.")
        return found

    def find_or(self, chosen: Key | None, record: Record) -> D | None:
        """The entry that a row names; where it names none, the one that was chosen, if any."""
        if record.values.get(self.column.name):
            return self.find(record)
        return None if chosen is None else self.get(chosen, record)

    def _fault_nameless(self, record: Record, message: str) -> None:
        name = self.column.name
        remedy = f"Fill in the column {name}, or choose one for the whole file when you import it."
        self.report.fault(record, name, message, remedy)

    def match_within(self, rows: Rows) -> list[tuple[D, Record]]:
        """Of rows, each with what it stands in, those that name an entry there, with that entry."""
        column, known, found = self.column.name, self._by_name, []
        for within, record in rows:
            # A row that names what an earlier one does, as most do, costs two look-ups.
            named = within, record.values.get(column, "")
            one = known[named] if named in known else self.find(record, within)
            if one is not None:
                found.append((one, record))
        return found

    def take(self, desired: D, record: Record) -> None:
        """Take what a row says of an entry. A row that says something else makes a fault."""
        for column in self.said_columns:
            text = record.values.get(column.name)
            if text and text != self.column_values.of(desired, column.name):
                row = self._spelt_alike(column, text, record)
                self.column_values.add(desired, desired.in_words, row, [column.name])

    def _spelt_alike(self, column: FieldColumn, text: str, record: Record) -> Record:
        """The row with a text as it is written first, or as it is understood."""
        same = text
        if column.in_any_case:
            same = self._spellings.setdefault(names.folded(text), text)
        elif column.parse is not None:
            try:
                same = str(column.parse(text))
            except Misread as error:
                self._misread.add((column.name, text))
                self.report.fault(record, column.name, error.problem, error.remedy)
        return record if same == text else record.with_values({**record.values, column.name: same})

    def said(self, desired: D, column: FieldColumn) -> str:
        """What the file says of an entry under a column, empty where it says nothing."""
        text = self.column_values.of(desired, column.name)
        return "" if (column.name, text) in self._misread else text

    def desired_values(self, desired: D) -> dict[str, Any]:
        """The values that the file gives; those that are there, where it says the same."""
        before = desired.entry.values if desired.entry else {}
        return {
            column.field_name: column.desired_value(before.get(column.field_name, ""), text)
            for column in self.said_columns
            if column.field_name and (text := self.said(desired, column))
        }

    def report_disagreements(self) -> None:
        """Tell of rows that disagree, when all are taken."""
        self.report.errors += self.column_values.faults

    def find_incomplete(self) -> None:
        """Find what a new entry cannot be without."""
        needed = [column for column in self.fields if column.needed]
        for one in self.found if needed else ():
            for column in needed:
                if one.is_new and not self.column_values.line(one, column.name):
                    message = f"The new {one.in_words} has no {column.name}."
                    self.report.fault(one.record, column.name, message, column.needed)

    def find_same_names(self) -> None:
        """Find other names that an entry cannot have beside the others of its whole."""
        model: Any = self.column.model
        fields = {"title": self.column.name} | {one.field_name: one.name for one in self.fields}
        columns = {name: fields.get(name, name) for name in (*model.named_by, ALIASES)}
        groups: dict[DesiredEntry | None, list[D]] = defaultdict(list)
        for one in self.found:
            groups[one.within].append(one)
        for within, named in groups.items():
            titles = self._indexes[within].titles
            existing = {key: self.existing[key] for key in titles if isinstance(key, int)}
            find_same_names(model, existing, named, columns, self.column_values, self.report)


def read_entries(entries: DesiredEntries[D], some: Iterable[D]) -> None:
    """Read those of some entries that are there."""
    there = {one.pk: one for one in some if not one.is_new}
    for pk, entry in read_among(entries.column.model, there).items():
        there[pk].entry = entry


def read_in_batches(entries: DesiredEntries[D], step: str = "") -> Iterator[Sequence[D]]:
    """The entries with what is there of each, some at once; a step that is named is told of."""
    done = 0
    for batch in in_batches(entries.found):
        read_entries(entries, batch)
        yield batch
        done += len(batch)
        if step:
            entries.file.progress(step, done, len(entries.found))
