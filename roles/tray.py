"""The reader’s own comparison: role levels chosen on any page, kept in the session."""

from collections.abc import Collection, Iterable, Mapping, MutableMapping
from typing import Any, ClassVar

from django.http import HttpRequest
from django.template.defaultfilters import pluralize
from django.utils.html import format_html
from django.utils.safestring import SafeString

from roles.compare.comparison import FEWEST, MOST

KEY = "tray"
# Behind “Compare” in the header of a page for everybody, where the number of a reader’s own goes.
NO_NUMBER = SafeString("<!--number-->")


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
    def shown_number(self) -> SafeString:
        """As the header of every page shows it, behind “Compare”."""
        return show_number(self.number)

    def add(self, references: Iterable[str]) -> list[str]:
        """Add those that are not there yet, and say which. Nothing is ever taken out.

        Raises TrayFull, and changes nothing, where it would come to hold too many.
        """
        before = self.references
        new = [one for one in dict.fromkeys(references) if one not in before]
        if new and len(before) + len(new) > MOST:
            raise TrayFull(len(before) + len(new))
        if new:
            self._session[KEY] = [*before, *new]
        return new

    def remove(self, references: Collection[str]) -> list[str]:
        """Take out those that are there, and say which."""
        before = self.references
        gone = [one for one in before if one in references]
        if gone:
            self._session[KEY] = [one for one in before if one not in gone]
        return gone

    def rename(self, moved: Mapping[str, str]) -> None:
        """Keep what is named otherwise now under its new reference.

        Args:
            moved: old references, each with the new one.
        """
        self._session[KEY] = [moved.get(reference, reference) for reference in self.references]


def show_number(number: int) -> SafeString:
    """How many role levels are chosen, as the header shows it."""
    if not number:
        return NO_NUMBER
    words = f"role{pluralize(number)} chosen"
    return format_html(' ({}<span class="govuk-visually-hidden"> {}</span>)', number, words)


def tray(request: HttpRequest) -> dict[str, Tray]:
    """Context processor: the reader's tray, for the number in the header of every page.

    A request that is refused before it has a session, for a wrong host for example, has none.
    """
    return {"tray": Tray(getattr(request, "session", {}))}
