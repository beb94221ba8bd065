"""Which column each heading of a file means, and what was chosen for the same headings before."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from capframe.imports.models import RememberedColumns
from capframe.plans.choices import Choices
from capframe.plans.import_kinds import ImportKind
from capframe.spreadsheets.columns import LEAVE_OUT, heading_key, match_headings

Matched = list[str | None]


def match_columns(kind: ImportKind, headings: Sequence[str]) -> Matched:
    """The column that each heading means; None where that is for somebody to say.

    What was chosen for a file of the same headings is chosen again.
    """
    remembered = RememberedColumns.objects.filter(
        kind=kind.name, headings=headings_digest(headings)
    )
    chosen = remembered.values_list("columns", flat=True).first()
    known = {LEAVE_OUT, *(column.name for column in kind.columns)}
    if chosen and len(chosen) == len(headings) and known.issuperset(chosen):
        return list(chosen)
    return match_headings(headings, kind.columns)


def remember_columns(kind: ImportKind, headings: Sequence[str], columns: Sequence[str]) -> None:
    """Keep what was chosen for the next file with these headings."""
    RememberedColumns.objects.update_or_create(
        kind=kind.name, headings=headings_digest(headings), defaults={"columns": list(columns)}
    )


def headings_digest(headings: Sequence[str]) -> str:
    """The same for the same headings, without regard to case, spaces, hyphens, underscores."""
    keys = "\n".join(map(heading_key, headings))
    return hashlib.sha256(keys.encode("utf-8", "surrogatepass")).hexdigest()


def find_problems(
    kind: ImportKind, matched: Matched, choices: Choices
) -> list[tuple[str, int | None]]:
    """What stands in the way of checking the file, each with the heading that it is about.

    Args:
        kind: what is imported.
        matched: the column of each heading.
        choices: a column that every row needs may be missing where one value is chosen for all.
    """
    found: list[tuple[str, int | None]] = [
        (f"Choose what column {place} is, or leave it out.", place - 1)
        for place, name in enumerate(matched, start=1)
        if name is None
    ]
    used = Counter(name for name in matched if name)
    for name in (name for name, times in used.items() if times > 1):
        last = len(matched) - 1 - matched[::-1].index(name)
        places = ", ".join(str(n) for n, other in enumerate(matched, start=1) if other == name)
        words = f"Columns {places} are all “{name}”: choose it for one, and leave out the others."
        found.append((words, last))
    return found + [
        (_describe_missing(kind, name), None) for name in missing_columns(kind, matched, choices)
    ]


def missing_columns(kind: ImportKind, matched: Matched, choices: Choices) -> list[str]:
    """The columns that every row needs, and that neither the file nor a choice gives."""
    return [
        column.name
        for column in kind.columns
        if column.required and column.name not in matched and column.name not in choices.defaults
    ]


def _describe_missing(kind: ImportKind, name: str) -> str:
    choice = kind.default_for(name)
    other = ", or go back and choose one value for the whole file" if choice else ""
    return f"No column is “{name}”, which every row needs: choose one for it{other}."
