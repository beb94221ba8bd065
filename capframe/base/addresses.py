"""Addresses of entries, each made once: a page of many links asks for the same ones again."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=20_000)
def address(name: str, *slugs: str) -> str:
    """The path of the address with this name, for example ``address("roles:role", "auditor")``."""
    return reverse(name, args=slugs)
