"""What an import left open, and a small file of another kind would say."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.models import Import
from capframe.plans.changes import Outcome
from capframe.plans.files.import_kinds import OpenQuestion
from capframe.plans.plan import Plan


def find_left_open(imported: Import) -> tuple[OpenQuestion | None, Sequence[int]]:
    """The question of the import's kind, if it has one, and what is open of it today."""
    question = IMPORT_KINDS[imported.kind].question
    if question is None or imported.state != Import.State.APPLIED:
        return question, ()
    return question, question.find(touched_keys(imported.read_plan(), imported.read_made()))


def touched_keys(plan: Plan, made: Mapping[int, int]) -> dict[str, set[int]]:
    """The primary keys of what a plan that was applied has touched, by the label of its model."""
    touched: dict[str, set[int]] = defaultdict(set)
    for label, pks in plan.keys(*Outcome).items():
        touched[label] = {made.get(pk, pk) for pk in pks}
    return touched
