"""What stands in for a column that every row needs, where a file does not have it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from capframe.plans.files.choices import NamedChoice
from capframe.spreadsheets.part_counts import PartCounts
from capframe.spreadsheets.placeholders import NOT_IN_USE
from capframe.spreadsheets.table import Records


@dataclass(frozen=True, slots=True)
class StandIn:
    """One thing that may stand in for the column.

    Args:
        column: what it is taken from; empty where each whole has one part alone.
        describe: what it would give, in a sentence.
    """

    value: str
    label: str
    column: str
    describe: Callable[[PartCounts], str]


@dataclass(frozen=True, slots=True)
class StandInChoice(NamedChoice):
    """What whoever imports may choose to stand in for a column; its label is a question.

    Args:
        column: that is missing.
        within: the columns that name what its entries stand in.
        options: of which one is chosen.
    """

    column: str
    within: tuple[str, ...]
    options: tuple[StandIn, ...]

    def find(self, value: str) -> StandIn | None:
        return next((option for option in self.options if option.value == value), None)


def stand_in(records: Records, choice: StandInChoice, value: str) -> Records:
    """The records with the column, of what was chosen to stand in for it.

    Where that is blank, or nothing, the row is of the only part of its whole, as NOT IN USE says.
    """
    chosen = choice.find(value)
    if chosen is None or records.has(choice.column):
        return records
    shown = chosen.column or choice.within[-1]
    headings = {**records.headings, choice.column: records.headings.get(shown, shown)}
    said = (record.get(chosen.column) or NOT_IN_USE for record in records)
    return Records(
        [
            record.with_values({**record.values, choice.column: text})
            for record, text in zip(records, said, strict=True)
        ],
        headings,
    )


def given_columns(choices: Sequence[StandInChoice], values: Mapping[str, str]) -> list[str]:
    return [one.column for one in choices if one.find(values.get(one.name, ""))]
