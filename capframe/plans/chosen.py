"""What somebody has chosen to take back, of what could be: the plan, or what is wrong with it."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from capframe.base.titles import noun_and_title, title_from
from capframe.plans.apply import model_of
from capframe.plans.changes import Change
from capframe.plans.plan import Plan
from capframe.plans.taken import find_taken
from capframe.plans.taking_back import BackItem, Key, TakingBack, key_of, references_in


class Choice(StrEnum):
    """What becomes of an item."""

    NOW = "now"  # it stays as it is
    BACK = "back"
    LEFT = "left"  # as it was left before it was changed again


Choices = Mapping[str, Choice]


def first_choices(taking_back: TakingBack) -> dict[str, Choice]:
    """What is chosen to begin with: to take back what can be, and was not changed again since."""
    choices = {
        item.key: Choice.NOW if item.problem or item.since else Choice.BACK
        for item in taking_back.items
    }
    while loose := list(find_loose(taking_back, choices)):
        choices |= {item.key: Choice.NOW for item, _ in loose}
    return choices


def plan_chosen(taking_back: TakingBack, choices: Choices) -> Plan:
    """The plan that does what is chosen; an item of which nothing is said stays as it is."""
    merged: dict[Key, Change] = {}
    for item in taking_back.items:
        for change in _chosen_changes(item, choices):
            one = merged.get(key_of(change))
            merged[key_of(change)] = _join(one, change) if one else change
    return Plan(list(taking_back.back.wholes), merged.values())


def _chosen_changes(item: BackItem, choices: Choices) -> list[Change]:
    choice = Choice.NOW if item.problem else choices.get(item.key, Choice.NOW)
    if choice is Choice.BACK:
        return list(item.changes)
    return [item.left] if choice is Choice.LEFT and item.left else []


def _join(one: Change, other: Change) -> Change:
    """Two changes of different columns of one entry as one."""
    before, after = (
        {**(a or {}), **(b or {})}
        for a, b in ((one.before, other.before), (one.after, other.after))
    )
    return one._replace(before=before, after=after)


def find_loose(taking_back: TakingBack, choices: Choices) -> Iterator[tuple[BackItem, str]]:
    """The chosen items that need another one, which is not; each with a sentence that says so."""
    chosen = {item.key: _chosen_changes(item, choices) for item in taking_back.items}
    left = [one for item in taking_back.items if not chosen[item.key] for one in item.changes]
    not_coming = {key_of(change): change for change in left if change.before is None}
    needed = {
        target: change
        for change in left
        for _, target in references_in(change.model, change.before or {})
    }
    for item in taking_back.items:
        for change in chosen[item.key]:
            if change.after is None and key_of(change) in needed:
                yield item, _cannot_go(change, needed[key_of(change)])
                break
            targets = (key for _, key in references_in(change.model, change.after or {}))
            missing = next((key for key in targets if key in not_coming), None)
            if missing:
                yield item, _cannot_come(change, not_coming[missing])
                break


def find_problems(taking_back: TakingBack, choices: Choices) -> list[str]:
    """Why what is chosen cannot be done, in sentences that say what to do."""
    loose = [problem for _, problem in find_loose(taking_back, choices)]
    if loose:
        return loose
    return [
        f"{_named(taken.change)} cannot have its place back while another entry has it: "
        "choose both, or neither."
        for taken in find_taken(plan_chosen(taking_back, choices))
    ]


def _cannot_go(change: Change, user: Change) -> str:
    return (
        f"{_named(change)} cannot be removed while {_named(user)} stays, which needs it: "
        "choose both, or neither."
    )


def _cannot_come(change: Change, target: Change) -> str:
    return (
        f"{_named(change)} cannot come back without {_named(target)}, which it needs: "
        "choose both, or neither."
    )


def _named(change: Change) -> str:
    model = model_of(change.model)
    return f"The {noun_and_title(model, title_from(model, change.values))}"
