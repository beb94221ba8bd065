"""The plan that makes a seeded catalogue say what the fixtures say, but for what was edited."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from capframe.base.models import Entry, Source, Sourced, entry_models
from capframe.base.parts import tree_of, whole_field
from capframe.plans.apply import foreign_keys
from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import ExistingEntry, newest_history_versions, read_existing
from capframe.plans.plan import Plan
from capframe.seeds.edits import Edits, find_edits
from capframe.seeds.fixture_entries import FixtureEntry, Key, Reference, column_of, read_fixtures

# An entry by its model and primary key.
Named = tuple[type[Entry], int]


@dataclass(slots=True)
class SeedUpdate:
    """What the fixtures would change.

    Args:
        plan: the plan.
        left: what differs from the fixtures and was edited, so that it is left as it is.
    """

    plan: Plan
    left: list[str] = field(default_factory=list)


class Existing:
    """Everything that the catalogue holds, by model, primary key and natural key."""

    def __init__(self) -> None:
        self.entries: dict[type[Entry], dict[int, ExistingEntry]] = {}
        self.keys: dict[type[Entry], dict[int, Key]] = {}
        self.pks: dict[type[Entry], dict[Key, int]] = {}
        for model in entry_models():
            manager = model._base_manager
            self.entries[model] = read_existing(manager.order_by("pk"))
            rows = manager.order_by("pk").values_list("pk", *model.natural_key_fields)
            self.keys[model] = {pk: tuple(key) for pk, *key in rows}
            self.pks[model] = {
                tuple(_as_in_fixtures(part) for part in key): pk
                for pk, key in self.keys[model].items()
            }

    def root_of(self, model: type[Entry], pk: int) -> Named:
        """What an entry stands in, with all that stands there."""
        whole = whole_field(model)
        if whole is None:
            return model, pk
        above = cast(type[Entry], whole.related_model)
        return self.root_of(above, self.entries[model][pk].values[whole.attname])


def _as_in_fixtures(part: Any) -> Any:
    return part.isoformat() if hasattr(part, "isoformat") else part


def plan_seeds() -> SeedUpdate | None:
    """What the fixtures would change; None where the catalogue holds none of their documents.

    A file of a document that is not in the catalogue is left out.
    """
    versions = newest_history_versions(entry_models())
    existing = Existing()
    files = {
        name: entries
        for name, entries in read_fixtures().items()
        if all(entry.key in existing.pks[Source] for entry in entries if entry.model is Source)
    }
    fixtures = [entry for entries in files.values() for entry in entries]
    sources = {existing.pks[Source][entry.key] for entry in fixtures if entry.model is Source}
    if not sources:
        return None
    planning = Planning(existing, find_edits([m for m in entry_models() if not m.part_of]))
    for entry in fixtures:
        planning.plan(entry)
    planning.remove(find_unsaid(existing, fixtures, sources))
    planning.builder.plan.history_versions = versions
    return SeedUpdate(planning.builder.plan, list(planning.left))


class Planning:
    """Plans entry by entry. Each refers only to those before it."""

    def __init__(self, existing: Existing, edits: Edits) -> None:
        self.existing, self.edits = existing, edits
        self.builder = PlanBuilder()
        # What was edited and differs: a dictionary, so that each is said once and in order.
        self.left: dict[str, None] = {}
        # The primary key of each entry, or the number of a new one; of one that is left out none.
        self.pks: dict[tuple[type[Entry], Key], int] = {}
        self.root: Named | None = None

    def plan(self, entry: FixtureEntry) -> None:
        """Plan one entry as its fixture has it."""
        values = self._resolved(entry)
        if values is None:
            return
        pk = self.existing.pks[entry.model].get(entry.key)
        if pk is None:
            self._create(entry, values)
        else:
            self.pks[entry.model, entry.key] = pk
            self._change(entry, pk, values)

    def _resolved(self, entry: FixtureEntry) -> dict[str, Any] | None:
        """Its values with primary keys; None where it refers to what is left out."""
        values = dict(entry.values)
        for column, value in values.items():
            if isinstance(value, Reference):
                if (value.model, value.key) not in self.pks:
                    return None
                values[column] = self.pks[value.model, value.key]
        return values

    def _change(self, entry: FixtureEntry, pk: int, values: Mapping[str, Any]) -> None:
        there = self.existing.entries[entry.model][pk]
        differs = any(there.values[column] != value for column, value in values.items())
        if differs and self._is_edited(entry.model, pk):
            self._leave(entry.model, *self.existing.root_of(entry.model, pk))
            return
        if differs:
            self._begin(*self.existing.root_of(entry.model, pk))
        self.builder.change(entry.model, there, values)

    def _create(self, entry: FixtureEntry, values: Mapping[str, Any]) -> None:
        whole = whole_field(entry.model)
        if whole is None:
            if self._was_edited_away(entry, values):
                self.left[f"{entry.model._meta.verbose_name} {said(entry.key)}"] = None
                return
            self.builder.begin_whole(entry.model, 0, said(entry.key))
            self.root = None
        else:
            above = cast(type[Entry], whole.related_model)
            pk = values[whole.attname]
            if pk > 0:
                root = self.existing.root_of(above, pk)
                if self._parts_are_edited(entry.model, root):
                    self._leave(entry.model, *root)
                    return
                self._begin(*root)
        self.pks[entry.model, entry.key] = self.builder.create(entry.model, values)

    def _was_edited_away(self, entry: FixtureEntry, values: Mapping[str, Any]) -> bool:
        """Whether there was such an entry, and somebody removed it or changed its address."""
        names = {path.split("__")[0] for path in entry.model.natural_key_fields}
        columns = [column_of(entry.model, name) for name in names]
        rows = entry.model.history.filter(**{column: values[column] for column in columns})
        pks = set(rows.values_list("id", flat=True))
        return any(self.edits.include(entry.model, pk) for pk in pks)

    def remove(self, unsaid: Iterable[Named]) -> None:
        """Plan the removal of what the fixtures say no more, but for what was edited or is used."""
        unsaid = set(unsaid)
        users = users_in(self.existing)
        going = {one for one in unsaid if not self._is_edited(*one)}
        # What is called by something that stays, as a role's levels by the role, is still said,
        # under another key.
        while called := {one for one in going if self._keys(*one) & unsaid - going}:
            going -= called
            unsaid -= called
        going = without_used(going, users)
        for model, pk in sorted(unsaid - going, key=lambda one: (one[0]._meta.label, one[1])):
            self._leave(model, *self.existing.root_of(model, pk))
        going |= {one for one, by in users.items() if by <= going and self._only_serves(*one)}
        for model, pk in sorted(going, key=self._removal_order):
            self._begin(*self.existing.root_of(model, pk))
            self.builder.remove(model, self.existing.entries[model][pk])

    def _keys(self, model: type[Entry], pk: int) -> set[Named]:
        """The entries whose natural keys are part of an entry's own."""
        values, columns = self.existing.entries[model][pk].values, foreign_keys(model)
        names = {column_of(model, path.split("__")[0]) for path in model.natural_key_fields}
        return {
            (cast(type[Entry], columns[name].related_model), values[name])
            for name in names & columns.keys()
        }

    def _removal_order(self, one: Named) -> tuple[str, int, int, int]:
        """Entry by entry, what stands in each before it."""
        root, root_pk = self.existing.root_of(*one)
        return root._meta.label, root_pk, -list(tree_of(root)).index(one[0]), one[1]

    def _only_serves(self, model: type[Entry], pk: int) -> bool:
        """Whether it is there for what refers to it, as a section type, and no fixture has it."""
        is_helper = not issubclass(model, (Sourced, Source)) and not model.part_of
        key = self.existing.keys[model][pk]
        return is_helper and (model, key) not in self.pks and not self._is_edited(model, pk)

    def _is_edited(self, model: type[Entry], pk: int) -> bool:
        root = self.existing.root_of(model, pk)
        if not model.part_of:
            return self.edits.include(*root)
        return self._parts_are_edited(model, root)

    def _parts_are_edited(self, model: type[Entry], root: Named) -> bool:
        return self.edits.include(top_part(model), root[1])

    def _leave(self, model: type[Entry], root: type[Entry], pk: int) -> None:
        what = f"{root._meta.verbose_name} {said(self.existing.keys[root][pk])}"
        if model.part_of:
            what += f": its {top_part(model)._meta.verbose_name_plural}"
        self.left[what] = None

    def _begin(self, root: type[Entry], pk: int) -> None:
        if self.root != (root, pk):
            self.builder.begin_whole(root, pk, said(self.existing.keys[root][pk]))
            self.root = (root, pk)


def top_part(model: type[Entry]) -> type[Entry]:
    """The model of parts that stand in an entry of its own: of a statement, its section."""
    whole = whole_field(model)
    above = cast(type[Entry], whole.related_model) if whole else model
    return top_part(above) if above.part_of else model


def said(key: Key) -> str:
    """A natural key as addresses and tables write it: role/level."""
    return "/".join(map(str, key))


def find_unsaid(
    existing: Existing, fixtures: Iterable[FixtureEntry], sources: set[int]
) -> Iterator[Named]:
    """The entries from the seeds' sources that no fixture has, and what stands in such entries."""
    in_fixtures = {(entry.model, entry.key) for entry in fixtures}
    for model, pks in existing.pks.items():
        for key, pk in pks.items():
            if (model, key) not in in_fixtures and is_from(existing, model, pk, sources):
                yield model, pk


def is_from(existing: Existing, model: type[Entry], pk: int, sources: set[int]) -> bool:
    """Whether the entry, or else what it stands in, came from one of these sources."""
    values = existing.entries[model][pk].values
    if issubclass(model, Sourced):
        return values["source_id"] in sources
    whole = whole_field(model)
    if whole is None:
        return False
    above = cast(type[Entry], whole.related_model)
    return is_from(existing, above, values[whole.attname], sources)


def without_used(going: set[Named], users: Mapping[Named, set[Named]]) -> set[Named]:
    """Of the entries that are to go, those to which nothing refers that stays."""
    while used := {one for one in going if users.get(one, set()) - going}:
        going = going - used
    return going


def users_in(existing: Existing) -> dict[Named, set[Named]]:
    """What refers to each entry."""
    users: dict[Named, set[Named]] = defaultdict(set)
    for model, entries in existing.entries.items():
        for column, key in foreign_keys(model).items():
            related = cast(type[Entry], key.related_model)
            for pk, entry in entries.items():
                if entry.values[column] is not None:
                    users[related, entry.values[column]].add((model, pk))
    return users
