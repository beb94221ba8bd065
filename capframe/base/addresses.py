"""Addresses of entries and of pages that ask with a query."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urlencode

from django.urls import reverse


# A page of many links asks for the same addresses again.
@lru_cache(maxsize=20_000)
def address(name: str, *slugs: str) -> str:
    """The path of the address with this name, for example ``address("roles:role", "auditor")``."""
    return reverse(name, args=slugs)


def with_query(path: str, parameters: Iterable[tuple[str, object]]) -> str:
    """The path with these parameters after it in their order; alone where there are none.

    A slash stays a slash, so that ``<role>/<level>`` can be read in an address.
    """
    query = urlencode(list(parameters), doseq=True, safe="/", quote_via=quote)
    return f"{path}?{query}" if query else path
