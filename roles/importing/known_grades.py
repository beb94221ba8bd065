"""The grades of the catalogue by name, which of them a row means, and a structure to be made."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Any, NamedTuple

from capframe.plans.files.choices import Choices
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.name_index import Key, NameIndex
from capframe.plans.files.questions import Option, Question
from capframe.plans.files.unnamed import ALSO, EACH, ENTRY, PLACES, TITLE, words_of
from capframe.plans.files.value_columns import MEANS
from capframe.plans.slugs import Slugs
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.table import Record
from grades.columns import GRADE as GRADE_OF_STRUCTURE
from grades.columns import HIGHEST_POSITION, ORGANISATION, STRUCTURE
from grades.importing.questions import (
    STRUCTURE_COMMAND,
    STRUCTURE_QUESTION,
    WHICH_STRUCTURE,
    WHOSE,
    describe_structures,
)
from grades.models import Grade, GradeStructure
from roles.columns import GRADE, GRADE_STRUCTURE

GRADE_NAMES = "grade-names"
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


class NewStructure(NamedTuple):
    """A grade structure to be made, with the places of its grades by their folded names."""

    title: str
    organisation: str
    places: Mapping[str, int]

    @property
    def key(self) -> str:
        """What stands for it until it has a primary key."""
        return names.folded(self.title)


def read_new_structure(answer: Mapping[str, Any]) -> NewStructure | None:
    """The new structure that an answer says in full; None where it does not."""
    title, organisation = (names.tidy(str(answer.get(name, ""))) for name in (TITLE, ALSO))
    places = answer.get(PLACES)
    if not fits(title, STRUCTURE.longest) or not fits(organisation, ORGANISATION.longest):
        return None
    if not isinstance(places, Mapping) or not are_places([*places.values()]):
        return None
    return NewStructure(title, organisation, places)


def fits(text: str, longest: int | None) -> bool:
    return 0 < len(text) <= (longest or 0)


def are_places(given: Sequence[object]) -> bool:
    """Whether these can be the places of grades of one structure, of one at least."""
    are_numbers = all(isinstance(one, int) and 1 <= one <= HIGHEST_POSITION for one in given)
    return are_numbers and len(set(given)) == len(given) > 0


class KnownGrades:
    """All grades, read in two queries, and the structure of rows that name none."""

    def __init__(self, default: Key | None = None) -> None:
        self.default = default
        # What is to be made for these rows, if it was answered so.
        self.new: NewStructure | None = None
        structures = GradeStructure.objects.order_by("title", "pk")
        self.structures = NameIndex(structures.values_list("pk", "title", "slug"))
        self.titles: dict[Key, NameIndex] = defaultdict(NameIndex)
        self._full_titles: dict[Key, NameIndex] = defaultdict(NameIndex)
        # The structure of each grade, and its position there.
        self.places: dict[int, tuple[int, int]] = {}
        columns = ("pk", "structure_id", "position", "title", "full_title", "slug", "aliases")
        grades = Grade.objects.order_by("position").values_list(*columns)
        for pk, structure, position, title, full, slug, aliases in grades:
            self.places[pk] = structure, position
            self.titles[structure].add(pk, title, slug)
            self.titles[structure].add_aliases(pk, aliases)
            if full:
                self._full_titles[structure].add(pk, full)

    def take_answer(self, answer: Any, *, may_add: bool) -> None:
        """Take what was answered of rows that name no structure, as far as it can be followed."""
        if not isinstance(answer, Mapping):
            return
        title = names.tidy(str(answer.get(TITLE, "")))
        if ENTRY in answer:
            there = [key for key in self.structures.titles if key == answer[ENTRY]]
        else:
            there = self.structures.find_keys(title)
        if there:
            self.default = there[0]
        elif may_add and (new := read_new_structure(answer)):
            self.new, self.default = new, new.key
            slugs = Slugs((None, slug) for slug in self.structures.slugs.values())
            slug = slugs.take(new.title, otherwise=STRUCTURE.blank_slug)
            self.structures.add(new.key, new.title, slug)

    def find_keys(self, structure: Key, name: str) -> list[Key]:
        return self.titles[structure].find_keys(name) or self._full_titles[structure].find_keys(
            name
        )

    def find_in(self, structures: Iterable[Key], name: str) -> dict[Key, list[Key]]:
        """The grades that a name means, by structure; of those structures alone that have one."""
        return {key: found for key in structures if (found := self.find_keys(key, name))}

    def is_known(self, record: Record) -> bool:
        """Whether a row's grade is one and no other, as far as the row itself tells."""
        structures: Sequence[Key] = list(self.structures.titles)
        if name := record.get(GRADE_STRUCTURE.name):
            structures = self.structures.find_keys(name)
        elif self.default is not None:
            structures = [self.default]
        found = self.find_in(structures, record.get(GRADE.name)).values()
        return sum(map(len, found)) == 1

    def cells_of(self, meant: str) -> Mapping[str, str] | None:
        """The cells of a row with the grade of this address: civil-service/grade-7."""
        return self._cells.get(meant)

    @cached_property
    def _cells(self) -> dict[str, dict[str, str]]:
        return {
            f"{self.structures.slugs[structure]}/{self.titles[structure].slugs[pk]}": {
                GRADE_STRUCTURE.name: self.structures.name_in_files(structure),
                GRADE.name: self.titles[structure].name_in_files(pk),
            }
            for pk, (structure, _) in self.places.items()
        }

    def list_options(self, record: Record | None = None) -> list[Option]:
        """Each grade with its structure, structure by structure from the most junior."""
        return [
            Option(
                f"{MEANS}{self.structures.slugs[structure]}/{index.slugs[pk]}",
                f"{index.titles[pk]}, {title}",
            )
            for structure, title in self.structures.titles.items()
            for index in [self.titles[structure]]
            for pk in index.titles
        ]


def read_known_grades(choices: Choices) -> KnownGrades:
    """The grades, with the structure that was chosen or answered for rows that name none."""
    known = KnownGrades(choices.defaults.get(GRADE_STRUCTURE.name))
    if known.default is None:
        may_add = STRUCTURE_QUESTION in choices.may_add
        known.take_answer(choices.answers.get(STRUCTURE_QUESTION), may_add=may_add)
    return known


def ask_structure(
    file: FileCheck, known: KnownGrades, nameless: Set[str], unclear: Collection[str]
) -> bool:
    """Ask which structure the grades are in for which a file names none.

    ``unclear`` are those of them that the catalogue does not tell. Returns whether that is still to
    be answered.
    """
    counted = count_words(file, nameless)
    number = names.count_things(len(counted), "grade")
    may_be_new = STRUCTURE_QUESTION in file.choices.may_add
    question = Question(
        STRUCTURE_QUESTION,
        group=STRUCTURE_QUESTION,
        title=WHICH_STRUCTURE,
        about=f"The file has {number} for which it names no structure.",
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
        grades = names.count_things(len(counted), "grade")
        of = f"{number:,} of the file’s {grades}" if number else "none of them"
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
