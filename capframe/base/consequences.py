"""What changing entries would cost readers elsewhere, to be said before it is done.

A room that knows of such a cost says so in its app's ``ready``; rooms below it, whose entries are
changed, need not know it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

# From entries of one model as they would be saved, a sentence for each cost.
Find = Callable[[Sequence[Any]], Iterable[str]]

_finders: dict[type, list[Find]] = defaultdict(list)


def say_before(model: type, find: Find) -> None:
    """Have the costs that ``find`` finds said before entries of a model are changed."""
    if find not in _finders[model]:
        _finders[model].append(find)


def consequences_of(entries: Sequence[Any]) -> list[str]:
    """What saving these entries of one model as they stand would cost; nothing is written."""
    if not entries:
        return []
    return [words for find in _finders[type(entries[0])] for words in find(entries)]
