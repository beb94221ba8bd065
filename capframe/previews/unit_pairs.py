"""Which part of a page as it is today each part of its preview was."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rapidfuzz.distance import Indel

from capframe.previews.page_units import Unit

# Two that are as like as this are one that was changed; among more pairs they are not looked for.
LIKE, MOST_PAIRS = 0.5, 20_000
# What may stand beside others of its kind, and is told apart by where it leads.
ITEMS = {"tr", "li"}


def pair_units(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """Which of today's units each of the new page's was, by their numbers; of new ones nothing."""
    found: dict[int, int] = {}
    steps = Indel.opcodes([one.key for one in old], [one.key for one in new])
    for is_same, run in groupby(steps, key=lambda step: step.tag == "equal"):
        those = list(run)
        gone = range(those[0].src_start, those[-1].src_end)
        came = range(those[0].dest_start, those[-1].dest_end)
        if is_same:
            found |= dict(zip(came, gone, strict=True))
        else:
            found |= pair_changed(old, new, gone, came)
    return found


def pair_changed(
    old: Sequence[Unit], new: Sequence[Unit], gone: Sequence[int], came: Sequence[int]
) -> dict[int, int]:
    """The pairs among what went and what came: the likest first, then the only ones of a kind."""
    if len(gone) * len(came) > MOST_PAIRS:
        pairs = zip(came, gone, strict=False)
        return {now: was for now, was in pairs if likeness(old[was], new[now]) >= LIKE}
    found: dict[int, int] = {}
    left, right = set(gone), set(came)
    for like, _, now, was in sorted(rated_pairs(old, new, gone, came), reverse=True):
        if like >= LIKE and now in right and was in left:
            found[now] = was
            left.discard(was)
            right.discard(now)
    for name in {new[now].name for now in right} - {"tr"}:
        those = [now for now in right if new[now].name == name]
        these = [was for was in left if old[was].name == name]
        if len(those) == len(these) == 1 and not are_two(old[these[0]], new[those[0]]):
            found[those[0]] = these[0]
    return found


def rated_pairs(
    old: Sequence[Unit], new: Sequence[Unit], gone: Sequence[int], came: Sequence[int]
) -> Iterator[tuple[float, int, int, int]]:
    """All pairs, each with how like it is, then how near."""
    words = {now: new[now].words.split() for now in came}
    for was in gone:
        before = old[was].words.split()
        for now in came:
            like = likeness(old[was], new[now], before, words[now])
            yield like, -abs(now - was), now, was


def likeness(
    old: Unit, new: Unit, before: list[str] | None = None, after: list[str] | None = None
) -> float:
    """From 0 to 1, by their words in order; what leads to one entry is that entry changed."""
    if old.name != new.name or are_two(old, new):
        return 0
    if old.name in ITEMS and old.link and old.link == new.link:
        return 1
    return alike(before or old.words.split(), after or new.words.split())


def are_two(old: Unit, new: Unit) -> bool:
    """Whether these lead to two entries: neither is the other one renamed."""
    return old.name in ITEMS and bool(old.link and new.link) and old.link != new.link


def alike(old: list[str], new: list[str]) -> float:
    return Indel.normalized_similarity(old, new)


def gone_behind(number: int, pairs: Mapping[int, int]) -> dict[int, list[int]]:
    """Those of so many of today's units that are no more, by what each stood behind; -1 is none."""
    now_of = {was: now for now, was in pairs.items()}
    found: dict[int, list[int]] = defaultdict(list)
    behind = -1
    for was in range(number):
        if was in now_of:
            behind = now_of[was]
        else:
            found[behind].append(was)
    return found
