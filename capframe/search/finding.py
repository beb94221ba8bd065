"""What is found for a query: with all its words, with other spellings of them, or with some."""

from collections.abc import Collection
from dataclasses import dataclass

from capframe.search.fulltext import KindMatches, match_all, match_any
from capframe.search.kinds import SearchKind
from capframe.search.queries import Query
from capframe.search.spellings import find_nearest
from capframe.search.words import WORD, fold, spelled_words, stems_of

# Other spellings that are tried before giving up.
MOST_TRIED = 3


@dataclass(frozen=True, slots=True)
class SearchResults:
    # Those with the words in a title first, then those that have them as they were typed or near
    # each other, otherwise in the order of SEARCH_KINDS.
    by_kind: list[KindMatches]
    query: Query  # what these are the results of
    missing: tuple[str, ...] = ()  # words that nothing has, in whose place others were looked for
    of_some_words: bool = False  # nothing has all the words, and these have some of them

    @property
    def number(self) -> str:
        """How many there are: "12", or "more than 112" where they were not all counted."""
        number = sum(len(matches.groups) for matches in self.by_kind)
        capped = any(matches.capped for matches in self.by_kind)
        return f"more than {number}" if capped else str(number)


def find(query: Query, kinds: Collection[SearchKind]) -> SearchResults:
    """What readers may see that has all the words, or nearly these words, or else some."""
    if found := match_all(query, kinds):
        return SearchResults(in_order(found), query)
    some = match_any(query, kinds) if len(query.terms) > 1 else []
    answered = frozenset().union(*(matches.answered for matches in some))
    missing = [term.word for number, term in enumerate(query.terms) if number not in answered]
    corrected = find_corrected(query, missing, kinds, has_some=bool(some)) if missing else None
    return corrected or SearchResults(in_order(some), query, of_some_words=bool(some))


def in_order(found: list[KindMatches]) -> list[KindMatches]:
    return sorted(found, key=lambda matches: (not matches.in_title, matches.nearness))


def find_corrected(
    query: Query, missing: list[str], kinds: Collection[SearchKind], *, has_some: bool
) -> SearchResults | None:
    """What has the nearest words in the place of those that nothing has; None where nothing does.

    Readers may see all that is found, and of a word only how it is written there: a word that
    only hidden entries have is never suggested.

    Where some words have results as they are (``has_some``), only what has all is as good.
    """
    nearest = find_nearest(missing)
    for choice in range(MOST_TRIED if nearest else 0):
        chosen = {word: those[min(choice, len(those) - 1)] for word, those in nearest.items()}
        other = with_words(query, chosen)
        of_some = not (found := match_all(other, kinds)) and not has_some
        if of_some:
            found = match_any(other, kinds)
        if found and (seen := with_seen_words(query, chosen, found)):
            return SearchResults(in_order(found), seen, tuple(chosen), of_some_words=of_some)
    return None


def with_words(query: Query, chosen: dict[str, str]) -> Query:
    """The query with other words in the place of some, by these as they are folded."""
    return Query.parse(WORD.sub(lambda word: chosen.get(fold(word[0]), word[0]), query.text))


def with_seen_words(query: Query, chosen: dict[str, str], found: list[KindMatches]) -> Query | None:
    """The query with the chosen words as entries found have them; None where none has one."""
    first = [matches.groups[0][0] for matches in found]
    texts = (f"{entry.title} {entry.detail} {entry.text}" for entry in first)
    seen = sorted(set().union(*map(spelled_words, texts)))
    as_seen = {}
    for word, other in chosen.items():
        alike = [one for one in seen if set(stems_of(one)) & set(stems_of(other))]
        if alike:
            as_seen[word] = other if other in alike else alike[0]
    return with_words(query, as_seen) if as_seen else None
