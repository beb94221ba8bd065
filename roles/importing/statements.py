"""A section's statements as a file has them, compared with those that are there."""

from collections.abc import Iterable, Sequence
from typing import Any

from capframe.plans.existing import ExistingEntry
from capframe.plans.files.ordered_parts import (
    DesiredPart,
    MatchedParts,
    find_near_texts,
    match_parts,
)
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import tidy_text
from roles.columns import STATEMENT
from roles.importing.statement_rows import StatementRow


def match_statements(
    existing: Sequence[ExistingEntry], rows: Sequence[StatementRow]
) -> MatchedParts:
    """The statements of a file, each with the one that it continues."""
    old = [tidy_text(entry.values["text"]) for entry in existing]
    return match_parts(existing, rows, (old, [row.text for row in rows]), desired_texts)


def desired_texts(entry: ExistingEntry | None, row: StatementRow) -> dict[str, Any]:
    """The texts that a statement should have; what is not said stays."""
    said = {"text": row.text, "note": row.note, "strength": row.strength}
    if entry is None:
        return said
    differing = {k: v for k, v in said.items() if v and tidy_text(entry.values[k]) != v}
    return {"text": entry.values["text"], **differing}


def is_reworded(part: DesiredPart) -> bool:
    """Whether a statement's words are not in the catalogue as they are."""
    return part.entry is None or part.entry.values["text"] != part.values["text"]


def find_near_statements(
    existing: Iterable[ExistingEntry], sections: Iterable[MatchedParts], report: Report
) -> None:
    """Warn of new words that differ from others of the role level in case, spacing or punctuation.

    Args:
        existing: every statement of the level that is there.
        sections: the statements of each of its sections, as the file has them.
        report: is told of them.
    """
    reworded = [part for matched in sections for part in matched.desired if is_reworded(part)]
    if reworded:
        find_near_texts(
            [tidy_text(entry.values["text"]) for entry in existing],
            [(part.row.text, part.row.record) for part in reworded],
            report,
            column=STATEMENT.name,
            problem="The statement differs from another of the same role level",
        )
