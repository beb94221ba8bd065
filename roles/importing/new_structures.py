"""The grade structure that whoever imports roles says is new, for a file that names none."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from capframe.plans.files.unnamed import ALSO, PLACES, TITLE
from capframe.spreadsheets import names
from grades.columns import HIGHEST_POSITION, ORGANISATION, STRUCTURE


class NewStructure(NamedTuple):
    """A grade structure that is to be made.

    Args:
        title: of it.
        organisation: whose grades these are.
        places: of its grades, each by its name as names are compared.
    """

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
