"""What a heading that no column is called by may mean, if the values below it allow it."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from capframe.imports.columns.matching import Matched
from capframe.plans.files.columns import FieldColumn, KeyColumn, Misread
from capframe.plans.files.import_kinds import ImportKind
from capframe.spreadsheets.column_survey import ColumnSurvey
from capframe.spreadsheets.columns import LEAVE_OUT, Column, heading_key

WORD = re.compile(r"[^\W\d_]+")
LEAST_LIKE = 85
LONGEST_NAME = 200
# The mean length from which differing values may be statements rather than names.
SHORTEST_STATEMENT = 15


def suggest_columns(
    kind: ImportKind, headings: Sequence[str], matched: Matched, surveys: Sequence[ColumnSurvey]
) -> dict[int, str]:
    """What the headings that are not matched may mean, by their number; each column once."""
    known = {column.name: column for column in kind.all_columns}
    taken = set(filter(None, matched))
    found: dict[int, str] = {}
    for index, (heading, name, survey) in enumerate(zip(headings, matched, surveys, strict=True)):
        if name is not None:
            continue
        if not heading:
            if is_running_number(survey):
                found[index] = LEAVE_OUT
            continue
        for meant in find_meanings(kind, heading):
            if meant not in taken and allows(known[meant], survey):
                found[index] = meant
                taken.add(meant)
                break
    return found


def find_meanings(kind: ImportKind, heading: str) -> Iterable[str]:
    """The columns that a heading may mean by its words, the likeliest first."""
    words, key = words_of(heading), heading_key(heading)
    for column in kind.all_columns:
        for other in (column.plain_name, *column.suggested_by):
            wanted = words_of(other)
            if heading_key(other) == key or (len(wanted) > 1 and wanted <= words):
                yield column.name
                break
    for column in kind.columns:
        titles = (column.name, *column.aliases)
        if any(fuzz.ratio(heading_key(title), key) >= LEAST_LIKE for title in titles):
            yield column.name


def words_of(heading: str) -> set[str]:
    return set(WORD.findall(heading.casefold()))


def allows(column: Column, survey: ColumnSurvey) -> bool:
    """Whether the values are such as the column holds."""
    if not survey.stated:
        return False
    if isinstance(column, FieldColumn) and column.parse is not None:
        return all(can_be_parsed(column, value) for value in survey.values)
    if column.is_name:
        are_names = 2 * survey.texts < survey.stated
        are_numbers = isinstance(column, KeyColumn) and 2 * survey.numbers > survey.stated
        return are_names and not are_numbers and survey.longest <= (column.longest or LONGEST_NAME)
    return may_be_statements(survey)


def can_be_parsed(column: FieldColumn, value: str) -> bool:
    try:
        column.desired_value(None, value)
    except Misread:
        return False
    return True


def may_be_statements(survey: ColumnSurvey) -> bool:
    """Whether they are sentences, or so long and so different that they may be."""
    if 2 * survey.numbers > survey.stated:
        return False
    is_long = survey.characters >= SHORTEST_STATEMENT * survey.stated
    return 3 * survey.texts > survey.stated or (is_long and 2 * survey.different > survey.stated)


def is_running_number(survey: ColumnSurvey) -> bool:
    """Whether the values number the rows: 1, 2, 3; or 0, 1, 2."""
    first = survey.values[:1]
    if not first or not first[0].isdecimal() or survey.numbers < survey.rows:
        return False
    expected = [str(int(first[0]) + step) for step in range(len(survey.values))]
    return survey.values == expected and survey.different > min(survey.rows, 100) - 1
