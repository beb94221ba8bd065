"""Queries that ask for too much: parameters without end, the same again and again, huge numbers."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count, cycle, islice
from urllib.parse import quote

from capframe.search.kinds import SEARCH_KINDS
from roles.choices import CHOICES
from roles.downloads.formats import FORMATS
from roles.filters import FIND, ORDERS
from roles.models import RoleLevel
from roles.views.compare import EARLIER_VIEWS, VIEWS

Values = Mapping[str, list[str]]

# What each part of the site reads of an address.
OF_LISTS = (*CHOICES, *(f"{FIND}{name}" for name in CHOICES), "q", "sort", "page", "format")
OF_READERS = (*OF_LISTS, "level", "from", "to", "view", "step", "section", "kind")
OF_IMPORTS = ("page", "undo", "refresh")
OF_ADMIN = ("q", "p", "o", "all", "_popup", "status__exact", "next")

PARAMETERS, MOST = 10_000, 1_000
MEGABYTE = 1_000_000


def known_values() -> Values:
    """What each parameter of the site may say; it takes a seeded catalogue."""
    levels = RoleLevel.objects.published().select_related("role").order_by("pk")[:100]
    references = [level.reference for level in levels]
    return {
        **{name: [one.value for one in those.find("", MOST)] for name, those in CHOICES.items()},
        **{f"{FIND}{name}": ["manage", "a b c d e f g h i j"] for name in CHOICES},
        "q": ["manage", "a b c d e f g h i j", "e i o a s t n r l m"],
        "sort": list(filter(None, ORDERS)),
        "page": ["1", "2"],
        "level": references,
        "from": references,
        "to": references,
        "view": [*VIEWS, *EARLIER_VIEWS],
        "step": ["1", "2"],
        "section": ["overview"],
        "format": list(FORMATS),
        "kind": list(SEARCH_KINDS),
        "next": ["/"],
        "undo": [""],
        "refresh": ["no"],
        "unknown": ["1"],
        "p": ["1"],
        "o": ["1", "-1"],
        "all": [""],
        "_popup": ["1"],
        "status__exact": ["published"],
    }


def endless_queries(values: Values) -> dict[str, str]:
    """Queries without end, and pages that no list has, by what they are."""
    names = islice(cycle(values), PARAMETERS)
    many = "&".join(f"{name}={number}" for number, name in enumerate(names))
    skill = f"skill={values['skill'][0]}"
    return {
        "a skill 400 times": "&".join([skill] * 400),
        "a skill 2,000 times": "&".join([skill] * 2000),
        "10,000 parameters": many,
        "1 MB": "q=" + "x" * MEGABYTE,
        "page 10⁹": "page=1000000000&p=1000000000",
        "page of 4,000 digits": f"page={'9' * 2000}&p={'9' * 2000}",
    }


def full_queries(values: Values, names: Iterable[str], room: int) -> Iterator[tuple[str, str]]:
    """As much of each parameter as there is room for, each with what it is.

    Args:
        values: as ``known_values`` gives them.
        names: of the parameters; one that nothing knows is added.
        room: how many characters the query may have.
    """
    for name in (*names, "unknown"):
        known = values[name]
        more = (f"x{number}" for number in count())
        yield "repeats", filled(name, cycle(known[:1]), room)
        yield "known values", filled(name, iter(known), room)
        yield "different values", filled(name, chain(known, more), room)
        yield "long value", f"{name}={'x' * (room - len(name) - 1)}"


def filled(name: str, values: Iterator[str], room: int) -> str:
    """One parameter with one value after the other until there is no room for the next."""
    parts: list[str] = []
    used = 0
    for value in values:
        part = f"{name}={quote(value, safe='/')}"
        used += len(part) + 1
        if used > room:
            break
        parts.append(part)
    return "&".join(parts)
