"""In which grade structure the grades of a file of roles are that names none: one question."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Set
from typing import Any

from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.questions import Option, Question
from capframe.plans.files.unnamed import EACH, ENTRY, words_of
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import shown
from grades.columns import GRADE as GRADE_OF_STRUCTURE
from grades.importing.questions import (
    STRUCTURE_COMMAND,
    STRUCTURE_QUESTION,
    WHICH_STRUCTURE,
    WHOSE,
    count_grades,
    describe_structures,
)
from roles.columns import GRADE, GRADE_STRUCTURE
from roles.importing.known_grades import KnownGrades

# No structure has more grades; a staff list may have thousands of spellings.
MOST_WORDS = 100
MOST_EXAMPLES = 3
NOT_ONE = Option(
    EACH,
    "Not one structure for all of them",
    "Each grade that is not clear by itself is asked about.",
)
COMMAND = f"{STRUCTURE_COMMAND} Or say what each grade is, with --values."
ABOUT_PLACES = (
    "1 is the most junior. Leave empty what is no grade of the new structure: you are asked about "
    "it next."
)


def ask_structure(
    file: FileCheck, known: KnownGrades, nameless: Set[str], unclear: Collection[str]
) -> bool:
    """Ask which structure the grades are in for which a file names none.

    Args:
        file: is asked.
        known: the grades, with what was answered.
        nameless: these grades, as names are compared.
        unclear: those of them that the catalogue does not tell.

    Returns whether that is still to be answered.
    """
    counted = count_words(file, nameless)
    may_be_new = STRUCTURE_QUESTION in file.choices.may_add
    question = Question(
        STRUCTURE_QUESTION,
        group=STRUCTURE_QUESTION,
        title=WHICH_STRUCTURE,
        about=f"The file has {count_grades(len(counted))} for which it names no structure.",
        entries=(*list_structures(known, counted), NOT_ONE),
        rows=counted.total(),
        examples=tuple(shown(one) for one in counted if names.folded(one) in unclear)[
            :MOST_EXAMPLES
        ],
        command=COMMAND,
        words=list_words(counted) if may_be_new else (),
        about_words=describe_words(len(counted)),
        also=WHOSE,
        may_be_new=may_be_new,
        may_leave_words=True,
    )
    return file.ask(question, lambda answer: can_follow(answer, file, known, nameless)) is None


def count_words(file: FileCheck, nameless: Set[str]) -> Counter[str]:
    """How many rows have each of these grades, as the file writes it first, in its order."""
    words: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for record in file.rows:
        name = record.get(GRADE.name)
        if not record.get(GRADE_STRUCTURE.name) and (folded := names.folded(name)) in nameless:
            counted[words.setdefault(folded, name)] += 1
    return counted


def list_structures(known: KnownGrades, counted: Counter[str]) -> Iterator[Option]:
    """The structures that there are, those first that have most of the file's grades."""
    described = describe_structures()
    has = {pk: sum(bool(known.find_keys(pk, one)) for one in counted) for pk in described}
    for pk in sorted(described, key=lambda pk: -has[pk]):
        one, number = described[pk], has[pk]
        of = f"{number:,} of the file’s {count_grades(len(counted))}" if number else "none of them"
        yield Option(one.value, one.label, f"{one.effect} It has {of}.")


def list_words(counted: Counter[str]) -> tuple[Option, ...]:
    """The words that may be grades of a new structure, in the order of the file."""
    most = {word for word, _ in counted.most_common(MOST_WORDS)}
    longest = GRADE_OF_STRUCTURE.longest or 0
    return words_of(
        (word, number) for word, number in counted.items() if word in most and len(word) <= longest
    )


def describe_words(number: int) -> str:
    if number <= MOST_WORDS:
        return ABOUT_PLACES
    return f"These are the {MOST_WORDS} grades of most rows, of {number:,}. {ABOUT_PLACES}"


def can_follow(answer: Any, file: FileCheck, known: KnownGrades, nameless: Set[str]) -> bool:
    """Whether an answer says it; to somebody who cannot be asked, of all of the grades."""
    if isinstance(answer, Mapping) and answer.get(ENTRY) == EACH:
        return True
    is_partial = known.new is not None and not nameless <= known.new.places.keys()
    return known.default is not None and (file.choices.asks or not is_partial)
