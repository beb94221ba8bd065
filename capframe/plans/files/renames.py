"""What a file no longer names and what it names anew: which of them may be the same.

They may be where nearly all of their words are the same, where the same entries refer to both, or
where much of that holds and their names are like each other. Only whoever imports can say.

Never is each compared with each: candidates share a rare word, a whole text or a user.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from rapidfuzz import fuzz

from capframe.base.near_names import words_of
from capframe.plans.files.name_index import Key, NameIndex

N = TypeVar("N", bound=Hashable)
# Of all words, and of all users, so many are shared where entries are nearly the same.
MOST_ALIKE = 0.8
# So many are where their names are so much alike, too.
HALF_ALIKE, NAMES_ALIKE = 0.5, 0.6
# Texts of fewer words say nothing by being the same; neither does a single user.
LEAST_WORDS, LEAST_USERS = 6, 2
# What more of those that are gone have in common tells none of them from the others.
MOST_SHARING = 50
# So many of the likeliest are looked at for each new entry.
MOST_CANDIDATES = 8


@dataclass(frozen=True)
class Traits:
    """By what an entry is known again under another name.

    Args:
        users: what refers to it.
        code: that nothing else beside it has.
    """

    title: str
    texts: tuple[str, ...] = ()
    users: frozenset[Hashable] = field(default_factory=frozenset)
    code: str = ""

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(word for text in self.texts for word in words_of(text))

    @cached_property
    def folded_texts(self) -> Counter[str]:
        return Counter(filter(None, (" ".join(words_of(text)) for text in self.texts)))

    @property
    def can_be_known(self) -> bool:
        """Whether there is enough of it to be known again by."""
        is_told = self.words.total() >= LEAST_WORDS or bool(self.code)
        return is_told or len(self.users) >= LEAST_USERS

    @property
    def clues(self) -> set[Hashable]:
        """What only few others share: users and a code in tuples, to be no texts or words."""
        users = {("user", user) for user in self.users}
        code = {(self.code,)} if self.code else ()
        return {*users, *code, *self.folded_texts, *self.words, *words_of(self.title)}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much is the same of two entries' words, users, names and codes, from 0 to 1."""

    words: float
    users: float
    names: float
    codes: float = 0

    @property
    def is_enough(self) -> bool:
        """Whether they may be the same, whatever else is there."""
        if max(self.words, self.codes) >= MOST_ALIKE:
            return True
        return max(self.words, self.users) >= HALF_ALIKE and self.names >= NAMES_ALIKE

    @property
    def total(self) -> float:
        return self.words + self.users + self.codes + self.names / 2


def compare(gone: Traits, new: Traits) -> Likeness:
    users = 0.0
    if len(both := gone.users & new.users) >= LEAST_USERS:
        users = len(both) / len(gone.users | new.users)
    return Likeness(
        words=share(gone.words, new.words),
        users=users,
        names=fuzz.token_sort_ratio(*(" ".join(words_of(one.title)) for one in (gone, new))) / 100,
        codes=float(gone.code == new.code != ""),
    )


def share(some: Counter[str], others: Counter[str]) -> float:
    """How much two texts share, counted in words; nothing where one of them is short."""
    if min(some.total(), others.total()) < LEAST_WORDS:
        return 0.0
    return 2 * (some & others).total() / (some.total() + others.total())


def pair_renamed(gone: Mapping[int, Traits], new: Mapping[N, Traits]) -> dict[N, int]:
    """Which of the new entries may be one of those that are gone; each of these is one at most."""
    found = [(compare(gone[pk], new[one]), pk, one) for pk, one in find_candidates(gone, new)]
    same_users: Counter[Hashable] = Counter()
    for likeness, *pair in found:
        same_users.update(pair if likeness.users >= MOST_ALIKE else ())
    pairs: dict[N, int] = {}
    taken: set[int] = set()
    for likeness, pk, one in sorted(found, key=lambda each: -each[0].total):
        # Users alone say nothing where several are used by the same.
        is_only = likeness.users >= MOST_ALIKE and same_users[pk] == same_users[one] == 1
        if (likeness.is_enough or is_only) and one not in pairs and pk not in taken:
            pairs[one] = pk
            taken.add(pk)
    return pairs


def find_candidates(gone: Mapping[int, Traits], new: Mapping[N, Traits]) -> Iterator[tuple[int, N]]:
    """Those of both that share the most of what few others have."""
    having: dict[Hashable, list[int]] = defaultdict(list)
    for pk, traits in gone.items():
        for clue in traits.clues:
            having[clue].append(pk)
    for one, traits in new.items():
        shared: Counter[int] = Counter()
        for clue in traits.clues & having.keys():
            if len(having[clue]) <= MOST_SHARING:
                shared.update(having[clue])
        for pk, _ in shared.most_common(MOST_CANDIDATES):
            yield pk, one


def find_gone(
    index: NameIndex, named: Collection[Key], is_there: Callable[[int], bool]
) -> set[int]:
    """The entries that a file leaves out which names at least half of the others beside them.

    What was withdrawn before is not there.
    """
    there = {key for key in index.titles if isinstance(key, int) and is_there(key)}
    gone = there.difference(named)
    return gone if 2 * (len(there) - len(gone)) >= len(there) - 1 else set()
