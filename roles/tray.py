"""The comparison tray: the role levels chosen on any page, kept in the session to be compared."""

from collections.abc import Collection, Iterable, Mapping, MutableMapping
from typing import Any, ClassVar

from django.http import HttpRequest

from roles.addresses import comparison_address
from roles.compare.comparison import FEWEST, MOST

KEY = "tray"


class TrayFull(Exception):
    """Raised where a tray would hold more role levels than can be compared.

    Args:
        number: how many it would hold.
    """

    def __init__(self, number: int) -> None:
        super().__init__(f"a tray holds at most {MOST} role levels, not {number}")
        self.number = number


class Tray:
    """The references of the chosen role levels, in the order in which they were added.

    Args:
        session: where they are kept. It is not read before something is asked of the tray, and
            not written to unless something changes.
    """

    fewest: ClassVar = FEWEST
    most: ClassVar = MOST

    def __init__(self, session: MutableMapping[str, Any]) -> None:
        self._session = session

    @property
    def references(self) -> tuple[str, ...]:
        """As ``RoleLevel.reference`` names them. Whatever else a session holds is left out."""
        stored = self._session.get(KEY)
        texts = stored if isinstance(stored, list) else ()
        return tuple(dict.fromkeys(text for text in texts if isinstance(text, str)))

    @property
    def number(self) -> int:
        return len(self.references)

    @property
    def address(self) -> str:
        """The comparison of what is chosen; while that is too few, the page that says so."""
        return comparison_address(*(self.references if self.number >= FEWEST else ()))

    def __contains__(self, reference: str) -> bool:
        return reference in self.references

    def update(self, shown: Collection[str], ticked: Iterable[str]) -> None:
        """Let what was shown be chosen where it was ticked; what was not shown stays.

        Raises TrayFull, and changes nothing, where it would come to hold too many.
        """
        before, chosen = self.references, dict.fromkeys(ticked)
        staying = [one for one in before if one in chosen or one not in shown]
        after = list(dict.fromkeys((*staying, *chosen)))
        if len(after) > max(MOST, len(staying)):
            raise TrayFull(len(after))
        if after != list(before):
            self._session[KEY] = after

    def rename(self, moved: Mapping[str, str]) -> None:
        """Keep what is named otherwise now under its new reference.

        Args:
            moved: old references, each with the new one.
        """
        self._session[KEY] = [moved.get(reference, reference) for reference in self.references]


def tray(request: HttpRequest) -> dict[str, Tray]:
    """Context processor: the reader's tray, for every template.

    A request that is refused before it has a session, for a wrong host for example, has none.
    """
    return {"tray": Tray(getattr(request, "session", {}))}
