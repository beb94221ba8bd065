"""Which statements stand in one row, by their places in their columns: see docs/comparison.md.

The columns of a run follow each other in order, and their statements are paired from one to the
next. Between runs only statements that are alike by themselves stand in one row.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import combinations, pairwise, product

from capframe.base.pairing import Letters, find_alike, pair
from capframe.base.words import Words
from roles.compare.asked_pairs import Asked, pair_by_qualification

# Of one row: the place of its statement in each column that has one.
Places = dict[int, int]
# Neighbouring columns that are in order; together they are all columns.
Runs = Sequence[range]
# A row of a run: the number of the run, and its own among the run's rows.
RunRow = tuple[int, int]


def places_of_rows(
    columns: Sequence[Sequence[Words]], asked: Sequence[Asked], letters: Letters | None = None
) -> list[Places]:
    """The rows in the order in which a reader meets them, from the first column on.

    A statement without a counterpart in the column before goes on in the row in which an earlier
    column, the nearest one, says the same. One without any stands above the next one of its own
    column that has one, below what is not stated there; the last ones at the end.

    Args:
        columns: the words of each column's statements.
        asked: the qualifications that these ask for.
        letters: of other rows that some of these statements are in, if there are any.
    """
    letters = Letters() if letters is None else letters
    rows: list[Places] = [{0: place} for place in range(len(columns[0]))]
    for number, (old, new) in enumerate(pairwise(columns), start=1):
        row_of = {row[number - 1]: row for row in rows if number - 1 in row}
        pairs = counterparts_of(old, new, asked[number - 1], asked[number], letters)
        counterparts = {place: row_of[other] for other, place in pairs.items()}
        counterparts |= earlier_rows(rows, columns[:number], new, counterparts)
        following = len(rows)
        for place in reversed(range(len(new))):
            row = counterparts.get(place)
            if row is None:
                rows.insert(following, {number: place})
            else:
                row[number] = place
                following = next(n for n, one in enumerate(rows) if one is row)
    return rows


def earlier_rows(
    rows: Sequence[Places],
    columns: Sequence[Sequence[Words]],
    new: Sequence[Words],
    taken: Container[int],
) -> dict[int, Places]:
    """For places in a new column that are not taken, the rows that ended before with that wording.

    Args:
        rows: made so far.
        columns: those before the new one.
        new: the new column.
        taken: places that have a counterpart in the column before.
    """
    left = [place for place in range(len(new)) if place not in taken]
    if not left or len(columns) == 1:  # no row has ended before
        return {}
    ended: dict[tuple[str, ...], list[Places]] = {}
    for row in sorted(rows, key=max):
        last = max(row)
        if last < len(columns) - 1:
            ended.setdefault(columns[last][row[last]].wording, []).append(row)
    return {
        place: ended[new[place].wording].pop() for place in left if ended.get(new[place].wording)
    }


def counterparts_of(
    old: Sequence[Words],
    new: Sequence[Words],
    old_asked: Asked,
    new_asked: Asked,
    letters: Letters,
) -> dict[int, int]:
    """Places in the old column to places in the new one, of statements that belong together.

    The only statement under a heading is the counterpart of the only one under the same heading,
    whatever its words; one that asks for a qualification, of one that asks for the same.
    """
    if len(old) == len(new) == 1:
        return {0: 0}
    asking = pair_by_qualification(old, new, old_asked, new_asked)
    if not asking:
        return pair(old, new, letters)
    old_rest = [place for place in range(len(old)) if place not in asking]
    new_rest = [place for place in range(len(new)) if place not in asking.values()]
    pairs = pair([old[place] for place in old_rest], [new[place] for place in new_rest], letters)
    return asking | {old_rest[one]: new_rest[other] for one, other in pairs.items()}


def merge_rows(
    runs: Runs, rows: Sequence[Sequence[Places]], words: Sequence[Sequence[Words]]
) -> list[Places]:
    """The rows of all columns.

    Args:
        runs: the columns of each.
        rows: of each run, by places among its own columns, the first of them counted as 0.
        words: of the statements of all columns.
    """
    placed = {
        (run, n): {runs[run].start + column: place for column, place in row.items()}
        for run, those in enumerate(rows)
        for n, row in enumerate(those)
    }
    groups = join_alike(alike_rows(runs, placed, words), placed)
    return [
        {column: place for row in sorted(group) for column, place in placed[row].items()}
        for group in in_reading_order(groups, rows)
    ]


def alike_rows(
    runs: Runs, placed: Mapping[RunRow, Places], words: Sequence[Sequence[Words]]
) -> list[tuple[RunRow, RunRow]]:
    """Rows of two runs of which any two statements are alike, the most similar first."""
    row_at = {at: row for row, places in placed.items() for at in places.items()}
    between = [pair for two in combinations(runs, 2) for pair in product(*two)]
    found = (
        (row_at[one.lists[0], one.pair.old], row_at[one.lists[1], one.pair.new])
        for one in find_alike(words, between)
    )
    return list(dict.fromkeys(found))


def join_alike(
    alike: Iterable[tuple[RunRow, RunRow]], rows: Iterable[RunRow]
) -> dict[RunRow, frozenset[RunRow]]:
    """The rows that become one, by each of them: every two of these are alike."""
    alike = list(alike)
    known = set(alike)
    groups = {row: frozenset([row]) for row in rows}
    for one, other in alike:
        both = groups[one] | groups[other]
        pairs = product(groups[one], groups[other])
        if all(tuple(sorted(pair)) in known for pair in pairs):
            groups |= dict.fromkeys(both, both)
    return groups


def in_reading_order(
    groups: Mapping[RunRow, frozenset[RunRow]], rows: Sequence[Sequence[Places]]
) -> list[frozenset[RunRow]]:
    """As a reader meets them, from the first run on.

    What only a later run states stands above the next of its rows that stands already.
    """
    ordered: list[frozenset[RunRow]] = []
    for run, those in enumerate(rows):
        following = len(ordered)
        for n in reversed(range(len(those))):
            group = groups[run, n]
            if group in ordered:
                following = ordered.index(group)
            else:
                ordered.insert(following, group)
    return ordered
