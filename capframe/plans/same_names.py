"""Other names that entries may not share: found in files, and refused in whatever a plan makes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from capframe.base.aliases import ALIASES, HasAliases, NamesInUse, called_by, tidy_aliases
from capframe.plans import bulk
from capframe.plans.files.desired import DesiredEntry
from capframe.spreadsheets.column_values import ColumnValues
from capframe.spreadsheets.report import Report


def find_same_names(
    model: type[HasAliases],
    existing: Mapping[int, Mapping[str, Any]],
    named: Sequence[DesiredEntry],
    columns: Mapping[str, str],
    column_values: ColumnValues,
    report: Report,
) -> None:
    """Find names that an entry cannot have beside the others of its structure, framework or family.

    Args:
        model: of the entries.
        existing: what is called there so today, of each entry by its primary key.
        named: all that the file names there.
        columns: what the file calls the fields that hold names; ``title`` is that of the entry.
        column_values: what the file says of each entry.
        report: is told of them.
    """
    if not any(values[ALIASES] for values in existing.values()) and not any(
        column_values.of(one, columns[ALIASES]) for one in named
    ):
        return  # titles alone are told apart by whoever matches them
    in_use, changed = NamesInUse(), []
    for pk in existing.keys() - {one.key for one in named}:
        in_use.add(called_by(model, existing[pk]))
    for one in named:
        was = existing.get(one.key, {}) if isinstance(one.key, int) else {}
        said = {name: column_values.of(one, columns[name]) for name in columns}
        said[ALIASES] = tidy_aliases(said.get(ALIASES, ""))
        values = {**was, **{name: text for name, text in said.items() if text}, "title": one.title}
        called = called_by(model, values)
        if was and called == called_by(model, was):
            in_use.add(called)
        else:
            changed.append((one, called))
    for one, called in changed:
        for problem in in_use.find_problems(called):
            column = columns[problem.field]
            row = column_values.row(one, column)
            record = row if row.line else one.record
            report.fault(record, column, problem.problem, problem.remedy)
        in_use.add(called)


def find_names_taken(model: type[HasAliases], pks: Collection[int]) -> Iterator[str]:
    """What is wrong with the names of these entries as they stand, each in a sentence."""
    within = f"{model.names_unique_in}_id"
    wholes = {whole for (whole,) in bulk.read_rows(model, [within], pks).values()}
    beside: Any = model._base_manager.filter(**{f"{within}__in": wholes}).order_by("pk")
    groups: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for values in beside.values("pk", within, *model.named_by, ALIASES):
        groups[values[within]].append(values)
    for group in groups.values():
        if not any(values[ALIASES] for values in group):
            continue  # titles alone stand in nobody's way here
        in_use = NamesInUse()
        for values in sorted(group, key=lambda values: values["pk"] in pks):
            called = called_by(model, values)
            if values["pk"] in pks:
                yield from (one.problem for one in in_use.find_problems(called))
            in_use.add(called)
