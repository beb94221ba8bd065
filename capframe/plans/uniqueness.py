"""Lets the entries of a plan exchange values that must differ: codes, positions, titles, skills."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Model

from capframe.base.uniqueness import find_in_the_way, find_unique, placeholders_for
from capframe.plans import bulk
from capframe.plans.existing import read_values
from capframe.plans.plan import Change


def step_aside(model: type[Model], changes: Sequence[Change]) -> Sequence[Change]:
    """Put placeholders where one entry is to get what another one still has.

    Args:
        model: of all these changes.
        changes: of entries that are there, all that a plan changes of the model.

    Returns the changes; those of entries that stepped aside put everything back that they do not
    change. Nothing is read or written where no two entries change what must be unique.
    """
    aside: dict[int, dict[str, Any]] = defaultdict(dict)
    for unique in find_unique(model):
        moving = [c for c in changes if unique.watched & (c.after or {}).keys()]
        if unique.spare and len(moving) > 1:
            now = read_values(model, unique.columns, [change.pk for change in moving])
            after = {change.pk: {**now[change.pk], **(change.after or {})} for change in moving}
            for pk in find_in_the_way(unique, now, after):
                aside[pk][unique.spare] = now[pk][unique.spare]
    for column, rows in placeholders_for(model, aside).items():
        bulk.update_rows(model, [column], rows)
    return [
        replace(change, after={**aside[change.pk], **(change.after or {})})
        if change.pk in aside
        else change
        for change in changes
    ]
