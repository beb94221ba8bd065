"""Which column each heading of a file means, and what was chosen for the same headings before."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from capframe.imports.models import RememberedColumns
from capframe.plans.files.choices import Choices
from capframe.plans.files.import_kinds import ImportKind
from capframe.plans.files.stand_ins import given_columns
from capframe.plans.files.wide_tables import TableHead
from capframe.spreadsheets.columns import LEAVE_OUT, heading_key, match_headings
from capframe.spreadsheets.wide import HeadingColumn, JointColumn, find_heading_column

Matched = list[str | None]


def match_columns(
    kind: ImportKind,
    headings: Sequence[str],
    samples: Sequence[Sequence[str]] = (),
    choices: Choices | None = None,
    *,
    is_guessing: bool = False,
) -> Matched:
    """The column that each heading means; None where that is for somebody to say.

    What was chosen for a file of the same headings is chosen again.

    Args:
        kind: of the file.
        headings: of the file.
        samples: the first different values under each; without them no wide table is known.
        choices: of whoever imports it.
        is_guessing: whether columns are matched, too, that are only likely.
    """
    remembered = RememberedColumns.objects.filter(
        kind=kind.name, headings=headings_digest(headings)
    )
    chosen = remembered.values_list("columns", flat=True).first()
    known = {LEAVE_OUT, *(column.name for column in kind.all_columns)}
    if chosen and len(chosen) == len(headings) and known.issuperset(chosen):
        return list(chosen)
    matched = match_by_name(kind, headings)
    matched = match_values(kind, headings, matched, samples, choices, is_guessing=is_guessing)
    return list(leave_repeats_open(headings, matched))


def leave_repeats_open(headings: Sequence[str], matched: Matched) -> Iterator[str | None]:
    """The columns, without those of headings that an earlier one is like."""
    seen: set[str] = set()
    for heading, name in zip(headings, matched, strict=True):
        key = heading_key(heading)
        yield None if key in seen and name != LEAVE_OUT else name
        seen.update(filter(None, [key]))


def match_by_name(kind: ImportKind, headings: Sequence[str]) -> Matched:
    """The column of each heading that is the name or an alias of one, None for each other."""
    by_name = [one for one in kind.all_columns if not isinstance(one, HeadingColumn)]
    return match_headings(headings, by_name)


def match_values(
    kind: ImportKind,
    headings: Sequence[str],
    matched: Matched,
    samples: Sequence[Sequence[str]],
    choices: Choices | None,
    *,
    is_guessing: bool,
) -> Matched:
    """The columns, with those of a wide table."""
    if kind.match_wide is None or None not in matched or not samples:
        return matched
    defaults = choices.defaults if choices else {}
    return list(kind.match_wide(TableHead(headings, matched, samples, defaults, is_guessing)))


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
    wide = find_heading_column(matched, kind.all_columns)
    used = Counter(name for name in matched if name and (wide is None or name != wide.name))
    for name in (name for name, times in used.items() if times > 1):
        last = len(matched) - 1 - matched[::-1].index(name)
        places = ", ".join(str(n) for n, other in enumerate(matched, start=1) if other == name)
        words = f"Columns {places} are all “{name}”: choose it for one, and leave out the others."
        found.append((words, last))
    found += find_clashes(kind, matched)
    return found + [
        (describe_missing(kind, name), None) for name in missing_columns(kind, matched, choices)
    ]


def find_clashes(kind: ImportKind, matched: Matched) -> list[tuple[str, int | None]]:
    """The columns that cannot stand beside one whose names stand for several, each once."""
    used = [name for name in matched if name]
    found: list[tuple[str, int | None]] = []
    for column in joint_columns(kind, matched):
        allowed = column.beside if isinstance(column, HeadingColumn) else ()
        out = [
            name
            for name in dict.fromkeys(used)
            if name != column.name and (name in column.gives or (allowed and name not in allowed))
        ]
        for name in out:
            words = (
                f"“{name}” cannot stand beside “{column.name}”: choose another, or leave it out."
            )
            found.append((words, matched.index(name)))
    return found


def joint_columns(kind: ImportKind, matched: Matched) -> list[JointColumn]:
    """The columns that are used and stand for several."""
    names = set(matched)
    return [one for one in kind.all_columns if isinstance(one, JointColumn) and one.name in names]


def missing_columns(kind: ImportKind, matched: Matched, choices: Choices) -> list[str]:
    """The columns that every row needs, and that the file does not give, nor a choice or answer."""
    joint = (one.gives for one in joint_columns(kind, matched))
    asked = (one.name for one in kind.defaults if one.is_asked)
    stood_in = given_columns(kind.stand_ins, choices.values)
    given = {*matched, *choices.defaults, *chain.from_iterable(joint), *asked, *stood_in}
    return [one.name for one in kind.columns if one.required and one.name not in given]


def describe_missing(kind: ImportKind, name: str) -> str:
    other = ""
    if any(choice.column == name for choice in kind.stand_ins):
        other = ", or say what stands in for it"
    elif kind.default_for(name):
        other = ", or go back and choose one value for the whole file"
    return f"No column is “{name}”, which every row needs: choose one for it{other}."
