"""The grades of the catalogue, by name: which of them a row of a file means."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from capframe.plans.files.choices import Choices
from capframe.plans.files.name_index import Key, NameIndex
from capframe.plans.files.questions import Option
from capframe.plans.files.unnamed import ENTRY, TITLE
from capframe.plans.files.value_columns import MEANS
from capframe.plans.slugs import Slugs
from capframe.spreadsheets import names
from capframe.spreadsheets.table import Record
from grades.columns import STRUCTURE
from grades.importing.questions import STRUCTURE_QUESTION
from grades.models import Grade, GradeStructure
from roles.columns import GRADE, GRADE_STRUCTURE
from roles.importing.new_structures import NewStructure, read_new_structure

GRADE_NAMES = "grade-names"


class KnownGrades:
    """All grades of the catalogue, read in two queries.

    Args:
        default: the structure chosen for rows that name none, by primary key.
    """

    def __init__(self, default: Key | None = None) -> None:
        self.default = default
        # What is to be made for these rows, if it was answered so.
        self.new: NewStructure | None = None
        structures = GradeStructure.objects.order_by("title", "pk")
        self.structures = NameIndex(structures.values_list("pk", "title", "slug"))
        self.titles: dict[Key, NameIndex] = defaultdict(NameIndex)
        self._full_titles: dict[Key, NameIndex] = defaultdict(NameIndex)
        self.structure_of: dict[int, int] = {}
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
            self.structure_of[pk] = structure

    def take_answer(self, answer: Any, *, may_add: bool) -> None:
        """Take what was answered about rows that name no structure, as far as it can be followed.

        Args:
            answer: which structure it is, by primary key or by the title of a new one.
            may_add: whether whoever imports may add one.
        """
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
        """The grades of a structure that a name means."""
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
            for pk, structure in self.structure_of.items()
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
        answer = choices.answers.get(STRUCTURE_QUESTION)
        known.take_answer(answer, may_add=STRUCTURE_QUESTION in choices.may_add)
    return known
