"""Addresses of entries and of pages that ask with a query."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import NoReverseMatch, reverse

SLUG = re.compile("[-a-zA-Z0-9_]+")


# A page of many links asks for the same addresses again.
@lru_cache(maxsize=20_000)
def address(name: str, *slugs: str) -> str:
    """The path of the address with this name, for example ``address("roles:role", "auditor")``."""
    template = read_template(name, len(slugs))
    if template and all(SLUG.fullmatch(str(slug)) for slug in slugs):
        return template.format(*slugs)
    return reverse(name, args=slugs)


@lru_cache
def read_template(name: str, number: int) -> str:
    """The path with a place for each of so many slugs; empty where it takes others than slugs.

    Search has the addresses of tens of thousands of entries made, and to reverse each takes ten
    times as long.
    """
    slugs = [f"slug-{place}-of-address" for place in range(number)]
    try:
        path = reverse(name, args=slugs)
    except NoReverseMatch:
        return ""
    for place, slug in enumerate(slugs):
        path = path.replace(slug, f"{{{place}}}")
    return path


def with_query(path: str, parameters: Iterable[tuple[str, object]]) -> str:
    """The path with these parameters after it in their order; alone where there are none.

    A slash stays a slash, so that ``<role>/<level>`` can be read in an address.
    """
    query = urlencode(list(parameters), doseq=True, safe="/", quote_via=quote)
    return f"{path}?{query}" if query else path
