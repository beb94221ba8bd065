"""Columns that say what they are about: imports and exports are made of their declaration.

A kind of file is a table of columns. Those that name entries (``KeyColumn``) and those that say
something of one (``FieldColumn``) need no code of the kind's own: rows are brought together,
compared with the catalogue, planned and written again from what stands here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import ForeignKey, QuerySet, TextChoices

from capframe.base.aliases import ALIASES, tidy_aliases
from capframe.base.models import Entry
from capframe.plans.files.name_index import names_in_files
from capframe.spreadsheets import names
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record
from capframe.spreadsheets.texts import desired_text, tidy_text, without_blanks

V = TypeVar("V")
Row = dict[str, str]


class Misread(Exception):
    """Raised for a cell that cannot be read: what is wrong, and what would be right."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyColumn(Column):
    """A column by which rows name entries of a model: by title or by address.

    Where NOT IN USE is meant in it, an entry is named like what it stands in.

    Args:
        within: the column that names what they stand in, within which their names are told apart;
            None where that is the whole catalogue.
        blank_slug: the address of one whose name has no letter or figure that an address can have.
        is_confirmed: whether whoever imports confirms each new one: its name may be a slip.
        are_few: whether all of a whole are read at once; else those alone that a file names.
    """

    is_name: bool = True
    model: type[Entry]
    within: "KeyColumn | None" = None
    blank_slug: str
    is_confirmed: bool = True
    are_few: bool = False

    @property
    def noun(self) -> str:
        """What the model calls one of its entries, for example “job family”."""
        return str(self.model._meta.verbose_name)

    @property
    def within_field(self) -> str:
        """The model's foreign key to what its entries stand in; empty where it has none."""
        if self.within is None:
            return ""
        fields = self.model._meta.concrete_fields
        return next(
            field.name
            for field in reversed(fields)
            if isinstance(field, ForeignKey) and field.related_model is self.within.model
        )

    @property
    def is_slug_unique_within(self) -> bool:
        """Whether two entries of one address may stand in different wholes."""
        return len(self.model.natural_key_fields) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldColumn(Column):
    """A column that says one thing of an entry, on any of its rows, and is written once.

    Args:
        field: of the model, that holds it; the column's name, where nothing is said. Empty where
            the kind itself makes of the text what it means.
        parse: what makes the field's value of a text and raises Misread; None where the text is it.
        write: what makes a text of the field's value; None where it needs nothing but tidying.
        in_any_case: whether two texts that differ in case alone are one.
        needed: what to do where a new entry lacks it, one sentence; empty where it may.
    """

    model: type[Entry]
    field: str | None = None
    parse: Callable[[str], Any] | None = None
    write: Callable[[Any], str] | None = None
    in_any_case: bool = False
    needed: str = ""

    @property
    def field_name(self) -> str:
        return self.name if self.field is None else self.field

    def desired_value(self, existing: Any, text: str) -> Any:
        """The value that a file gives; the existing one, where the file says the same."""
        if self.parse is not None:
            return self.parse(text)
        if self.field_name == ALIASES:
            return tidy_aliases(text) or existing
        if self.in_any_case:
            return existing if names.folded(existing) == names.folded(text) else text
        if self.is_name and names.tidy(existing) == text:
            return existing
        return desired_text(existing, text)

    def written(self, value: Any) -> str:
        """The value as a file has it."""
        if self.write is not None:
            return self.write(value)
        if not isinstance(value, str):
            return "" if value is None else str(value)
        if self.field_name == ALIASES:
            return tidy_aliases(value)
        return names.tidy(value) if self.is_name else tidy_text(value)


def parse_cell(
    record: Record, column: Column, parse: Callable[[str], V], report: Report
) -> V | None:
    """What a cell says, None where it is blank or cannot be read, which is a fault."""
    text = record.get(column.name)
    try:
        return parse(text) if text else None
    except Misread as error:
        report.fault(record, column.name, error.problem, error.remedy)
        return None


def find_choice(choices: type[TextChoices], text: str) -> str | None:
    """The choice that a text names by its value or its label, however it is written."""
    for choice in choices:
        if names.bare(text) in map(names.bare, (choice.value, choice.label)):
            return str(choice.value)
    return None


def fields_of(model: type[Entry], columns: Iterable[Column]) -> tuple[FieldColumn, ...]:
    return tuple(one for one in columns if isinstance(one, FieldColumn) and one.model is model)


class WrittenFields:
    """What the fields of a model are called in files, for an export.

    Args:
        lookup: what leads to the model from the one that is read, for example “role__”.
    """

    def __init__(self, model: type[Entry], columns: Iterable[Column], lookup: str = "") -> None:
        # The column of each field, by what a query calls the field.
        self.by_lookup = {
            f"{lookup}{one.field_name}": one for one in fields_of(model, columns) if one.field_name
        }

    def cells(self, values: Mapping[str, Any]) -> Row:
        return {one.name: one.written(values[name]) for name, one in self.by_lookup.items()}

    def read(self, entries: QuerySet, whole: str, *also: str) -> Mapping[int, list[tuple]]:
        """What else is named of each entry, and its cells last; in order, by what it stands in."""
        found = defaultdict(list)
        for values in entries.values(*dict.fromkeys((whole, *also, *self.by_lookup))):
            found[values[whole]].append((*(values[name] for name in also), self.cells(values)))
        return found


def spread(named: Row, once: Row, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with what names their entry; what is said once stands on the first, or alone."""
    for row in list(rows) or [{}]:
        yield without_blanks({**named, **once, **row})
        once = {}


def names_of(column: KeyColumn, entries: QuerySet | None = None) -> dict[int, str]:
    """What a file calls each of a model's entries, or of some, by primary key."""
    found: Any = column.model._base_manager.order_by("pk") if entries is None else entries
    groups: dict[Any, list[tuple]] = {}
    for pk, title, slug, *within in found.values_list(
        "pk", "title", "slug", *filter(None, [column.within_field])
    ):
        groups.setdefault(tuple(within), []).append((pk, title, slug))
    return {pk: name for group in groups.values() for pk, name in names_in_files(group).items()}
