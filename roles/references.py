"""How addresses, forms and the session name a role level: ``<role>/<level>``."""

import re
from collections.abc import Collection, Iterable

from django.contrib.redirects.models import Redirect
from django.urls import resolve

from capframe.base.addresses import address
from capframe.base.http import Refused, quoted
from roles.loading import load_profiles
from roles.profiles import Profile

SLUGS = re.compile(r"[-\w]+/[-\w]+", re.ASCII)


def parse_reference(text: str) -> tuple[str, str]:
    """The slugs of the role and the level. Raises Refused (400) for any other text."""
    role, slash, level = text.partition("/")
    if not (role and slash and level) or "/" in level or "\0" in text:
        raise Refused(
            f"{quoted([text])} does not name a role level.",
            "Name each as role/level, for example hr-business-partner/grade-7.",
        )
    return role, level


def find_by_reference(references: Collection[str]) -> dict[str, Profile]:
    """The role levels that readers can see at these references, each by the one asked for.

    One that has moved to another address since is found where it is now. Three queries, and seven
    where one has moved; one more each time where several are of one role.

    Raises Refused (400) for what is no reference.
    """
    found = load_by_reference(references)
    moved = find_renamed(text for text in references if text not in found)
    if moved:
        there = load_by_reference(set(moved.values()))
        found |= {old: there[new] for old, new in moved.items() if new in there}
    return found


def load_by_reference(references: Collection[str]) -> dict[str, Profile]:
    profiles = load_profiles([parse_reference(text) for text in references])
    return {profile.reference: profile for profile in profiles}


def find_renamed(references: Iterable[str]) -> dict[str, str]:
    """The references whose address has changed, each with the one that it has now.

    Whether readers see what is there or not: whoever asks keeps only what is seen.
    """
    paths = {
        address("roles:level", *reference.split("/")): reference
        for reference in references
        if SLUGS.fullmatch(reference)
    }
    if not paths:
        return {}
    found = Redirect.objects.filter(old_path__in=paths).values_list("old_path", "new_path")
    return {paths[old]: "/".join(resolve(new).kwargs.values()) for old, new in found}


def refuse_missing(references: Iterable[str], found: Iterable[str]) -> None:
    """Raise Refused (404) where readers cannot see some of the role levels that were asked for."""
    missing = set(references).difference(found)
    if missing:
        raise Refused(
            f"There is no role level at {quoted(missing)}.",
            "It may have been renamed or withdrawn. Choose role levels from a job family’s page.",
            status=404,
        )
