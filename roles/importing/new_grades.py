"""Grades that whoever imports roles says are new, each with its place in a structure.

No file says where a new grade stands among the others, so that is part of the answer. The places
of the others stay as they are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from capframe.plans.files.choices import Choices
from capframe.plans.files.entry_planner import EntryPlanner
from capframe.plans.files.name_index import Key
from capframe.plans.files.questions import Option
from capframe.plans.files.value_columns import (
    MEANS,
    NEW,
    NOTHING,
    ValueColumn,
    WholeWithPlaces,
    is_new,
    join_new,
    split_key,
    split_new,
)
from capframe.plans.slugs import Slugs
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import shown
from grades.columns import HIGHEST_POSITION
from grades.importing.questions import STRUCTURE_QUESTION
from grades.models import Grade, GradeStructure
from roles.columns import GRADE, GRADE_STRUCTURE, ROLE
from roles.importing.known_grades import GRADE_NAMES, KnownGrades, read_known_grades

LONGEST_TITLE = 100

WRITTEN = re.compile(r"new\s*:\s*(?:(.*\S)\s*,\s*)?0*([0-9]{1,5})", re.IGNORECASE | re.DOTALL)
PLACE = re.compile(r"[1-9][0-9]{0,4}")
NOT_ALLOWED = (
    "You may not add grades. Choose a grade that is there, or ask somebody who may add them."
)
NO_PLACE = (
    "A new grade needs its grade structure and its place there: a whole number from 1, the most "
    f"junior, to {HIGHEST_POSITION:,}."
)
NO_TITLE = f"This cannot be the name of a grade: it is longer than {LONGEST_TITLE} characters."

SEVERAL_GRADES = "The structure has more than one grade of this name. Choose the one that is meant."
SEVERAL_PLACES = "Two answers give this new grade different places. Give it one."
TAKEN = (
    "Give the new grade a place that is free. If it stands between two grades, change their places "
    "first."
)


class NewGrade(NamedTuple):
    """A grade that a structure is to get, at a place there; its name as names are compared."""

    structure: Key
    name: str
    position: int


class NewGrades:
    """What the grades in a file can be that the catalogue does not have."""

    def __init__(self, known: KnownGrades, *, may_add: bool) -> None:
        self.known, self.may_add = known, may_add
        self._holders: dict[tuple[Key, int], str] = {}
        for pk, (structure, position) in known.places.items():
            self._holders[structure, position] = known.titles[structure].titles[pk]
        if known.new is not None:
            for name, position in known.new.places.items():
                self._holders[known.new.key, position] = name

    def list_wholes(self) -> Sequence[WholeWithPlaces]:
        structures = self.known.structures
        taken: dict[Key, list[tuple[int, str]]] = {}
        for (structure, position), title in sorted(
            self._holders.items(), key=lambda holder: holder[0][1]
        ):
            taken.setdefault(structure, []).append((position, title))
        return [
            WholeWithPlaces(
                structures.slugs[key], title, f"A new grade of {title}", taken.get(key, [])
            )
            for key, title in structures.titles.items()
        ]

    def _find_new(self, key: str, answer: str) -> NewGrade | None:
        """What an answer means; None where it names no structure or no place there can be."""
        address, place = split_new(answer)
        structure = self.known.structures.find_key_at(address)
        if structure is None or not PLACE.fullmatch(place) or int(place) > HIGHEST_POSITION:
            return None
        return NewGrade(structure, split_key(key)[1], int(place))

    def find_problems(self, answers: Mapping[str, Any]) -> dict[str, str]:
        given = {key: self._find_new(key, one) for key, one in answers.items() if is_new(one)}
        places: dict[tuple[Key, str], set[int]] = defaultdict(set)
        for each in filter(None, given.values()):
            places[each.structure, each.name].add(each.position)
        holders, found = dict(self._holders), {}
        for key, new in given.items():
            if new is not None and self._find_same(new) is not None:
                continue  # it has been made since
            if problem := self._find_problem(key, new):
                found[key] = problem
            elif new is not None and len(places[new.structure, new.name]) > 1:
                found[key] = SEVERAL_PLACES
            elif new is not None:
                place = new.structure, new.position
                if holders.setdefault(place, new.name) != new.name:
                    found[key] = self._say_taken(new, holders[place])
        return found

    def _find_problem(self, key: str, new: NewGrade | None) -> str:
        """What is wrong with a new grade by itself."""
        if not self.may_add:
            return NOT_ALLOWED
        if new is None:
            return NO_PLACE
        if self.known.find_keys(new.structure, new.name):
            return SEVERAL_GRADES
        return "" if len(new.name) <= LONGEST_TITLE else NO_TITLE

    def _say_taken(self, new: NewGrade, holder: str) -> str:
        structure = shown(self.known.structures.titles[new.structure])
        return f"“{shown(holder)}” has the place {new.position} in “{structure}”. {TAKEN}"

    def _find_same(self, new: NewGrade) -> Key | None:
        """The grade that the structure has by that name, if it is one."""
        found = self.known.find_keys(new.structure, new.name)
        return found[0] if len(found) == 1 else None

    def list_followed(self, answers: Mapping[str, Any]) -> dict[tuple[Key, str], int]:
        """The places of the new grades that answers make, by structure and folded name."""
        given = dict(sorted(answers.items()))
        problems = self.find_problems(given)
        found = (
            self._find_new(key, answer)
            for key, answer in given.items()
            if is_new(answer) and key not in problems
        )
        return {
            (new.structure, new.name): new.position
            for new in found
            if new is not None and self._find_same(new) is None
        }

    def find_existing(self, key: str, answer: str) -> str:
        new = self._find_new(key, answer)
        same = None if new is None else self._find_same(new)
        if new is None or same is None:
            return ""
        slug = self.known.titles[new.structure].slugs[same]
        return f"{MEANS}{self.known.structures.slugs[new.structure]}/{slug}"

    def cells_of(self, key: str, answer: str) -> Mapping[str, str]:
        if there := self.find_existing(key, answer):
            return self.known.cells_of(there.removeprefix(MEANS)) or {}
        new = self._find_new(key, answer)
        if new is None:
            return {}
        # The name stays as it is written: a new grade is called so.
        return {GRADE_STRUCTURE.name: self.known.structures.name_in_files(new.structure)}

    def describe(self, key: str, answer: str) -> Option:
        new = self._find_new(key, answer)
        if new is None:
            return Option(answer, answer)
        structure = self.known.structures.titles[new.structure]
        if (same := self._find_same(new)) is not None:
            return Option(answer, f"{self.known.titles[new.structure].titles[same]}, {structure}")
        label = f"A new grade of {structure}, place {new.position}"
        return Option(answer, label, self._describe_place(new))

    def _describe_place(self, new: NewGrade) -> str:
        """Between which grades of its structure it would stand."""
        others = {
            position: f"“{shown(title)}” ({position})"
            for (structure, position), title in self._holders.items()
            if structure == new.structure
        }
        below = max((place for place in others if place < new.position), default=None)
        above = min((place for place in others if place > new.position), default=None)
        if below is not None and above is not None:
            return f"between {others[below]} and {others[above]}"
        if below is not None:
            return f"above {others[below]}, the most senior one now"
        if above is not None:
            return f"below {others[above]}, the most junior one now"
        return "the only one there now"

    def read(self, key: str, text: str) -> str | None:
        found = WRITTEN.fullmatch(text.strip())
        if not found:
            return None
        name, place = found.groups()
        structures = self.known.structures
        if name or (name := split_key(key)[0]):
            meant = structures.find_keys(name)
        elif self.known.default is not None:
            meant = [self.known.default]
        else:
            meant = list(structures.titles)
        return join_new(structures.slugs[meant[0]], int(place)) if len(meant) == 1 else None

    def write(self, answer: str) -> str:
        address, place = split_new(answer)
        structure = self.known.structures.find_key_at(address)
        name = address if structure is None else self.known.structures.name_in_files(structure)
        return f"{NEW} {name}, {place}"


def read_new_grades(known: KnownGrades, choices: Choices) -> NewGrades:
    return NewGrades(known, may_add=GRADE_NAMES in choices.may_add)


GRADE_VALUES = ValueColumn(
    group=GRADE_NAMES,
    noun="grade",
    name=GRADE.name,
    within=GRADE_STRUCTURE.name,
    example=ROLE.name,
    read=read_known_grades,
    read_new=read_new_grades,
    adds=Grade,
    whole_question=STRUCTURE_QUESTION,
    is_shared=True,
    nothing=Option(NOTHING, "No grade", "as if the cell were empty"),
    nothing_cells={GRADE.name: "", GRADE_STRUCTURE.name: ""},
)


class NewGradePlanner:
    """Plans the new grades that role levels have, each once, and the structure that is new.

    The known grades learn the places of the new ones.
    """

    def __init__(self, known: KnownGrades, choices: Choices, planner: EntryPlanner) -> None:
        self.known, self.planner = known, planner
        self.positions = read_new_grades(known, choices).list_followed(choices.answers)
        if (new := known.new) is not None:
            self.positions |= {(new.key, name): place for name, place in new.places.items()}
        self._planned: dict[tuple[Key, str], int] = {}
        # The numbers that stand for new structures, by their keys.
        self._structures: dict[str, int] = {}
        slugs = ((key, slug) for key, one in known.titles.items() for slug in one.slugs.values())
        self._slugs = Slugs(slugs if self.positions else ())

    def find(self, structures: Iterable[Key], name: str, line: int) -> int | None:
        """The number of the new grade that a line names; None where nobody said that it is one."""
        for structure in structures:
            named = structure, names.folded(name)
            if named in self.positions:
                if named not in self._planned:
                    self._planned[named] = self._plan(structure, name, line)
                return self._planned[named]
        return None

    def _plan(self, structure: Key, name: str, line: int) -> int:
        position = self.positions[structure, names.folded(name)]
        structure_pk = self._plan_structure(structure, line)
        values = {
            "structure_id": structure_pk,
            "title": name,
            "slug": self._slugs.take(name, structure, otherwise="grade"),
            "position": position,
        }
        number = self.planner.create_apart(Grade, values, name, line)
        self.known.places[number] = structure_pk, position
        return number

    def _plan_structure(self, structure: Key, line: int) -> int:
        """The primary key of a structure; of a new one the number that stands for it."""
        if isinstance(structure, int):
            return structure
        if structure not in self._structures and (new := self.known.new) is not None:
            values = {
                "title": new.title,
                "slug": self.known.structures.slugs[structure],
                "organisation": new.organisation,
            }
            number = self.planner.create_apart(GradeStructure, values, new.title, line)
            self._structures[structure] = number
        return self._structures[structure]
