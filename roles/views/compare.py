"""Two to eight role levels side by side; the address alone reproduces the page."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from capframe.base.refusals import Refused
from roles.comparison import FEWEST, MOST, compare
from roles.loading import load_profiles
from roles.profiles import Profile

LONGEST_SHOWN = 100


def comparison(request: HttpRequest) -> HttpResponse:
    """The role levels that ``?level=<role>/<level>&level=…`` names, in grade order."""
    asked = request.GET.getlist("level")
    if not asked:
        return render(request, "compare/start.html", {"fewest": FEWEST, "most": MOST})
    profiles = profiles_named(asked)
    return render(request, "compare/comparison.html", {"comparison": compare(profiles)})


def profiles_named(asked: list[str]) -> list[Profile]:
    """The role levels that an address names.

    Raises Refused (400) for too few, too many, one named twice or one that is no reference,
    (404) for one that readers cannot see.
    """
    refuse_wrong_number(asked)
    profiles = load_profiles([reference_of(text) for text in asked])
    missing = set(asked) - {profile.reference for profile in profiles}
    if missing:
        raise Refused(
            f"There is no role level at {quoted(missing)}.",
            "It may have been renamed or withdrawn. Choose role levels from a job family’s page.",
            status=404,
        )
    return profiles


def refuse_wrong_number(asked: list[str]) -> None:
    """Raise Refused (400) where the address names too few, too many, or one twice."""
    twice = [text for text, times in Counter(asked).items() if times > 1]
    if twice:
        raise Refused(
            f"The address names {quoted(twice)} more than once.",
            f"Name {FEWEST} to {MOST} different role levels.",
        )
    if not FEWEST <= len(asked) <= MOST:
        number = "one role level" if len(asked) == 1 else f"{len(asked)} role levels"
        raise Refused(
            f"The address names {number}: {FEWEST} to {MOST} can be compared.",
            f"Choose {FEWEST} to {MOST} role levels on a job family’s page, then compare.",
        )


def reference_of(text: str) -> tuple[str, str]:
    """The slugs of the role and the level. Raises Refused (400) for any other text."""
    role, slash, level = text.partition("/")
    if not (role and slash and level) or "/" in level or "\0" in text:
        raise Refused(
            f"{quoted([text])} does not name a role level.",
            "Name each as role/level, for example level=hr-business-partner/grade-7.",
        )
    return role, level


def quoted(texts) -> str:
    """The texts in quotation marks, shortened, without control characters."""
    shown = ("".join(c for c in text if c.isprintable())[:LONGEST_SHOWN] for text in sorted(texts))
    return ", ".join(f"“{text}”" for text in shown)
