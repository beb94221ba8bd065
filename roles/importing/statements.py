"""A section's statements as a file has them, compared with those that are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capframe.base.alignment import align
from capframe.plans.existing import ExistingEntry
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import tidy_text
from roles.importing.desired_roles import StatementRow
from skills.importing.indicators import bare, desired_positions


@dataclass(frozen=True, slots=True)
class DesiredStatement:
    """One statement as it should be.

    Args:
        entry: the one that is there, None where it is new.
        values: those that it should have.
        row: the file's.
    """

    entry: ExistingEntry | None
    values: Mapping[str, Any]
    row: StatementRow

    @property
    def differs(self) -> bool:
        return self.entry is None or any(
            self.entry.values[name] != value for name, value in self.values.items()
        )

    @property
    def is_reworded(self) -> bool:
        """Whether its words are not in the catalogue as they are."""
        return self.entry is None or self.entry.values["text"] != self.values["text"]


@dataclass(frozen=True, slots=True)
class MatchedStatements:
    """All statements of a section.

    Args:
        desired: as they should be, in order.
        removed: those that the file leaves out.
    """

    desired: Sequence[DesiredStatement]
    removed: Sequence[ExistingEntry]

    @property
    def differ(self) -> bool:
        return bool(self.removed) or any(statement.differs for statement in self.desired)


def match_statements(
    existing: Sequence[ExistingEntry], rows: Sequence[StatementRow]
) -> MatchedStatements:
    """The statements of a file, each with the one that it continues."""
    old = [tidy_text(entry.values["text"]) for entry in existing]
    new = [row.text for row in rows]
    matches = dict(enumerate(range(len(old)))) if old == new else align(old, new)
    positions = desired_positions(
        matches, [entry.values["position"] for entry in existing], len(new)
    )
    desired = []
    for place, (row, position) in enumerate(zip(rows, positions, strict=True)):
        entry = existing[matches[place]] if place in matches else None
        desired.append(DesiredStatement(entry, desired_values(entry, row, position), row))
    left = set(range(len(old))).difference(matches.values())
    return MatchedStatements(desired, [existing[place] for place in sorted(left)])


def desired_values(entry: ExistingEntry | None, row: StatementRow, position: int) -> dict[str, Any]:
    """The values that a statement should have; what is not said stays."""
    said = {"text": row.text, "note": row.note, "strength": row.strength}
    if entry is None:
        return {"position": position, **said}
    differing = {k: v for k, v in said.items() if v and tidy_text(entry.values[k]) != v}
    return {"text": entry.values["text"], "position": position, **differing}


def find_near_statements(
    existing: Iterable[ExistingEntry], sections: Iterable[MatchedStatements], report: Report
) -> None:
    """Warn of new words that differ from others of the role level in case, spacing or punctuation.

    Args:
        existing: every statement of the level that is there.
        sections: the statements of each of its sections, as the file has them.
        report: is told of them.
    """
    desired = [statement for matched in sections for statement in matched.desired]
    if not any(statement.is_reworded for statement in desired):
        return
    first: dict[str, str] = {}
    for text in [tidy_text(entry.values["text"]) for entry in existing]:
        first.setdefault(bare(text), text)
    for statement in desired:
        text = statement.row.text
        other = first.setdefault(bare(text), text) if bare(text) else text
        if statement.is_reworded and other != text:
            report.warn(
                Remark.NEAR,
                statement.row.record,
                "statement",
                "The statement differs from another of the same role level in case, spacing or "
                "punctuation only.",
                "If it is the same, write it alike.",
            )
