"""What a file of grades may leave open: the structure that they are in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.questions import Option, Question
from capframe.plans.files.unnamed import ALSO, PLACES, TITLE, words_of
from capframe.spreadsheets import names
from capframe.spreadsheets.table import Record
from grades.columns import GRADE, ORGANISATION, POSITION, STRUCTURE
from grades.models import Grade, GradeStructure

STRUCTURE_QUESTION = "grade-structure"
WHICH_STRUCTURE = "Which grade structure are these grades in?"
STRUCTURE_COMMAND = (
    "Say --grade-structure and the address of one, or --new-grade-structure and its title, with "
    "--organisation, whose grades these are, and --grade-order and all of the grades, the most "
    "junior first."
)
WHOSE = "Whose grades are these, for example “Civil Service”?"


def structure_question(rows: Sequence[Record]) -> Question:
    """Which structure the grades of a file are in that names none."""
    grades = Counter(grade for record in rows if (grade := record.get(GRADE.name)))
    placed = {record.get(GRADE.name) for record in rows if record.get(POSITION.name)}
    says_whose = any(record.get(ORGANISATION.name) for record in rows)
    return Question(
        STRUCTURE_QUESTION,
        group=STRUCTURE_QUESTION,
        title=WHICH_STRUCTURE,
        about=f"The file has {names.count_things(len(grades), 'grade')} and names no structure.",
        entries=tuple(describe_structures().values()),
        rows=len(rows),
        examples=tuple(grade for grade, _ in grades.most_common(3)),
        command=STRUCTURE_COMMAND,
        words=words_of((grade, n) for grade, n in grades.items() if grade not in placed),
        about_words="1 is the most junior. A new grade cannot go in without its place.",
        also="" if says_whose else WHOSE,
    )


def describe_structures() -> dict[int, Option]:
    """The structures that there are by primary key, each with its grades."""
    titles: dict[int, list[str]] = {}
    for structure, title in Grade.objects.order_by("position").values_list("structure", "title"):
        titles.setdefault(structure, []).append(title)
    found = {}
    for pk, title in GradeStructure.objects.order_by("title", "pk").values_list("pk", "title"):
        grades = titles.get(pk, [])
        ends = " to ".join(dict.fromkeys([*grades[:1], *grades[-1:]]))
        words = ", ".join(filter(None, [names.count_things(len(grades), "grade"), ends]))
        found[pk] = Option(str(pk), title, f"{words}.")
    return found


def take_answer(file: FileCheck) -> FileCheck:
    """The file, as if its rows said what was answered of a new structure."""
    answer = file.choices.answers.get(STRUCTURE_QUESTION)
    is_named = any(record.get(STRUCTURE.name) for record in file.rows)
    if is_named or not isinstance(answer, Mapping) or TITLE not in answer:
        return file
    filled = [
        record.with_values({**_said(record, answer), **record.values}) for record in file.rows
    ]
    said = {name: name for record in filled for name in record.values}
    file.report.headings = {**said, **file.report.headings}
    return replace(file, rows=filled)


def _said(record: Record, answer: Mapping) -> dict[str, str]:
    """What the answer says of a row's grade and structure, as cells."""
    place = answer.get(PLACES, {}).get(names.folded(record.get(GRADE.name)))
    cells = {ORGANISATION.name: answer.get(ALSO, ""), POSITION.name: str(place or "")}
    return {name: text for name, text in cells.items() if text}
