"""Addresses of entries and of pages that ask with a query."""

import re
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from urllib.parse import quote, urlencode

from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix

SLUG = re.compile("[-a-zA-Z0-9_]+")
# What stands in a query as it is.
PLAIN = re.compile("[-a-zA-Z0-9_./~]*")


def address(name: str, *slugs: Hashable) -> str:
    """The path of the address with this name, for example ``address("roles:role", "auditor")``."""
    return f"{get_script_prefix()}{path_below(name, *slugs)}"


@contextmanager
def below(prefix: str) -> Iterator[None]:
    """Have every address that is asked for inside stand below a path that ends in a slash."""
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


# A page of many links asks for the same addresses again.
@lru_cache(maxsize=20_000)
def path_below(name: str, *slugs: Hashable) -> str:
    """The address without what all of the site's begin with."""
    template = read_template(name, len(slugs))
    if template and all(SLUG.fullmatch(str(slug)) for slug in slugs):
        return template.format(*slugs)
    with below("/"):
        return reverse(name, args=slugs)[1:]


@lru_cache
def read_template(name: str, number: int) -> str:
    """The path with a place for each of so many slugs; empty where it takes others than slugs.

    Search has the addresses of tens of thousands of entries made, and to reverse each takes ten
    times as long.
    """
    slugs = [f"slug-{place}-of-address" for place in range(number)]
    try:
        with below("/"):
            path = reverse(name, args=slugs)[1:]
    except NoReverseMatch:
        return ""
    for place, slug in enumerate(slugs):
        path = path.replace(slug, f"{{{place}}}")
    return path


def with_query(path: str, parameters: Iterable[tuple[str, object]]) -> str:
    """The path with these parameters after it in their order; alone where there are none.

    A slash stays a slash, so that ``<role>/<level>`` can be read in an address.
    """
    pairs = list(parameters)
    if all(map(is_plain, chain.from_iterable(pairs))):  # most are, and to quote takes long
        query = "&".join(f"{name}={value}" for name, value in pairs)
    else:
        query = urlencode(pairs, doseq=True, safe="/", quote_via=quote)
    return f"{path}?{query}" if query else path


def is_plain(value: object) -> bool:
    return isinstance(value, str) and bool(PLAIN.fullmatch(value))
