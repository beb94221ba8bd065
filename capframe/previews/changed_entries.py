"""The entries that a plan changes, with the pages where readers would see that."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from capframe.base.addresses import address, with_query
from capframe.base.models import Addressed, Status
from capframe.plans.apply import model_of
from capframe.plans.changes import Whole
from capframe.plans.other_state import key_of
from capframe.plans.plan import Plan
from capframe.plans.titles import shorten
from grades.models import Grade
from roles.addresses import comparison_address, role_levels_address, step_up_address
from roles.careers.next_levels import load_next_levels
from roles.compare.comparison import FEWEST, MOST
from roles.models import JobFamily, Role, RoleLevel
from skills.models import Skill

# So many entries are looked at; so many of their own pages stand before the other pages.
MOST_LINKED, FIRST_LINKED = 8, 4
# Of so many of them the steps to and from are named.
MOST_WITH_STEPS = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page that shows something of what a plan changes.

    Args:
        title: what it is.
        url: its address; empty for an entry that readers would see no page of.
    """

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ChangedEntries:
    """The first entries that a plan changes.

    Args:
        own: the page of each.
        others: further pages that show them: families, lists, comparisons, steps.
        more: how many entries there are beyond these.
    """

    own: Sequence[PageLink]
    others: Sequence[PageLink] = field(default=())
    more: int = 0

    @property
    def links(self) -> list[PageLink]:
        """All pages, each once: first a few entries, then what shows them together."""
        found = [*self.own[:FIRST_LINKED], *self.others, *self.own[FIRST_LINKED:]]
        by_url: dict[str, PageLink] = {}
        for link in found:
            by_url.setdefault(link.url or link.title, link)
        return list(by_url.values())


def find_changed_entries(plan: Plan) -> ChangedEntries:
    """What a plan changes, in its order. To be asked while the plan is read."""
    places = plan.touched_wholes()
    wholes = list(plan.wholes_at(places[:MOST_LINKED]).values())
    seen = find_seen(wholes)
    own = [
        PageLink(shorten(whole.title), entry.get_absolute_url() if entry else "")
        for whole in wholes
        for entry in [seen.get((whole.model, whole.pk))]
    ]
    others = list(find_other_pages(list(seen.values())))
    return ChangedEntries(own, others, max(0, len(places) - MOST_LINKED))


def find_seen(wholes: Sequence[Whole]) -> Mapping[tuple[str, int], Any]:
    """Those of these entries whose pages readers would see; in one query a model."""
    by_model: dict[str, set[int]] = defaultdict(set)
    for whole in wholes:
        by_model[whole.model].add(whole.pk)
    found: dict[tuple[str, int], Any] = {}
    for label, pks in by_model.items():
        model: Any = model_of(label)
        if issubclass(model, Addressed):
            keys = {key_of(pk): pk for pk in pks}
            seen = model._default_manager.published_or_withdrawn().filter(pk__in=keys)
            found |= {(label, keys[entry.pk]): entry for entry in seen.select_related()}
    return found


def find_other_pages(entries: Sequence[Any]) -> Iterator[PageLink]:
    """The pages that show these entries beside others."""
    levels = [one for one in entries if isinstance(one, RoleLevel)]
    roles = {one.role for one in levels} | {one for one in entries if isinstance(one, Role)}
    families = {role.family for role in roles}
    families |= {one for one in entries if isinstance(one, JobFamily)}
    for family in sorted(families, key=str):
        yield PageLink(f"Job family {family}", family.get_absolute_url())
        listed = with_query(address("roles:list"), [("family", family.slug)])
        yield PageLink(f"Roles of {family}", listed)
    there = [one for one in levels if one.status == Status.PUBLISHED]
    if len(there) >= FEWEST:
        compared = comparison_address(*(one.reference for one in there[:MOST]))
        yield PageLink(f"Comparison of {len(there[:MOST])} role levels changed here", compared)
    for level in there[:MOST_WITH_STEPS]:
        yield from find_steps(level)
    for role in sorted(roles, key=str):
        yield PageLink(f"Role {role}", role.get_absolute_url())
    for entry in entries:
        if isinstance(entry, Skill):
            yield PageLink(f"Roles that ask for {entry}", role_levels_address(skill=entry))
        elif isinstance(entry, Grade):
            yield PageLink(f"Roles at {entry}", role_levels_address(grade=entry))


def find_steps(level: RoleLevel) -> Iterator[PageLink]:
    """The sheets of the nearest step down and up."""
    nearest = load_next_levels(level.role.slug, level.slug)
    for below in nearest.down[:1]:
        url = step_up_address(below.reference, level.reference)
        yield PageLink(f"Step up from {below.title} to {level}", url)
    for above in nearest.up[:1]:
        url = step_up_address(level.reference, above.reference)
        yield PageLink(f"Step up from {level} to {above.title}", url)
