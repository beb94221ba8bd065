"""In which entry the rows of a file stand that names none: it is asked once for all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from capframe.plans.files.desired import D
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.questions import Option, Question
from capframe.spreadsheets import names
from capframe.spreadsheets.table import Record

# What an answer says: the primary key of an entry; or the title of a new one, what else it must
# say, and the place of each word of its order, by the folded word: none where that is not known.
ENTRY, TITLE, ALSO, PLACES = "entry", "title", "also", "places"
# In place of a primary key: it is not one for the whole file, and each word is asked about.
EACH = "each"

Ask = Callable[[Sequence[Record]], Question]


def match_or_ask(
    entries: DesiredEntries[D], rows: Sequence[Record], part: str, ask: Ask
) -> list[tuple[D, Record]]:
    """Each row with what it names, or was chosen or answered for a file that names none.

    Where no row has the column of what stands in the entries, nothing is asked.
    """
    chosen, column = entries.file.choices.defaults, entries.column.name
    is_said = column in chosen or any(record.get(column) for record in rows)
    if is_said or not any(record.get(part) for record in rows):
        return entries.match_rows(rows)
    one = find_answered(entries, rows, ask(rows))
    return [(one, record) for record in rows] if one else []


def find_answered(
    entries: DesiredEntries[D], rows: Sequence[Record], question: Question
) -> D | None:
    """The entry that was answered, for rows that name none. Asks; None while that is open."""
    titles = entries.index().titles
    answer = entries.file.ask(question, lambda given: says_entry(given, titles))
    if answer is None:
        return None
    key = answer.get(ENTRY) or _find_or_add(entries, names.tidy(answer[TITLE]))
    return entries.get(key, rows[0])


def says_entry(answer: Any, known: Mapping[Any, str]) -> bool:
    """Whether an answer names an entry that is there, or a new one."""
    if not isinstance(answer, Mapping):
        return False
    return answer.get(ENTRY) in known or bool(names.tidy(str(answer.get(TITLE, ""))))


def _find_or_add(entries: DesiredEntries, title: str) -> Any:
    """The key of the entry with this title, a new one unless there is one by now."""
    index = entries.index()
    if found := index.find_keys(title):
        return found[0]
    key = names.folded(title)
    index.add(key, title)
    return key


def find_places(file: FileCheck, key: str, title: str) -> Mapping[str, int] | None:
    """The places that an answer gives the words of the new entry of this title.

    None where that question was not answered, or with another entry.
    """
    answer = file.choices.answers.get(key)
    if not isinstance(answer, Mapping) or ENTRY in answer:
        return None
    is_it = names.folded(str(answer.get(TITLE, ""))) == names.folded(title)
    return answer.get(PLACES, {}) if is_it else None


def words_of(counted: Iterable[tuple[str, int]]) -> tuple[Option, ...]:
    """Words of a file, each with how many rows have it."""
    return tuple(
        Option(names.folded(word), word, names.count_things(number, "row"))
        for word, number in counted
    )
