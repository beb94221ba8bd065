"""Slugs for what a plan creates, told apart from those that are taken."""

from collections.abc import Hashable, Iterable

from capframe.base.slugs import LONGEST_SLUG, make_slug


class Slugs:
    """The slugs taken so far, each within whatever must hold it once: a framework, or nothing.

    Args:
        taken: pairs of what holds a slug (None where it is unique in the whole catalogue) and the
            slug.
    """

    def __init__(self, taken: Iterable[tuple[Hashable, str]] = ()) -> None:
        self._taken = set(taken)
        self._tried: dict[tuple[Hashable, str], int] = {}

    def add(self, slug: str, within: Hashable = None) -> None:
        """One more slug that is taken."""
        self._taken.add((within, slug))

    def take(self, title: str, within: Hashable = None, otherwise: str = "entry") -> str:
        """The title's slug, with a number behind it if it is taken; from now on it is taken too.

        Args:
            title: what the slug is made of.
            within: what must hold it once.
            otherwise: the slug of a title without any letter or figure that an address can have.
        """
        slug = self.find_free(title, within, otherwise)
        self._taken.add((within, slug))
        return slug

    def find_free(self, title: str, within: Hashable = None, otherwise: str = "entry") -> str:
        """The slug that ``take`` would give."""
        base = make_slug(title) or otherwise
        number = self._tried.get((within, base), 1)
        while (within, slug := numbered(base, number)) in self._taken:
            number += 1
        self._tried[within, base] = number
        return slug

    def is_taken(self, title: str, within: Hashable = None, otherwise: str = "entry") -> bool:
        """Whether the title's slug needs a number."""
        return (within, make_slug(title) or otherwise) in self._taken


def numbered(slug: str, number: int) -> str:
    """The slug with "-2", "-3" and so on behind it, cut so that it fits; 1 is the slug itself."""
    end = f"-{number}" if number > 1 else ""
    return slug[: LONGEST_SLUG - len(end)] + end
