"""What somebody has edited since it was transcribed, told by the history.

The history rows that migrations, ``loaddata`` and ``update_seeds`` write are nobody's, and say why.
Those of an import by nobody are edits all the same, and so are those without a reason.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from capframe.base.models import Entry
from capframe.base.parts import parts_of, whole_field
from capframe.imports.models import Import


@dataclass(frozen=True, slots=True)
class Edits:
    """Which entries were edited.

    What stands in an entry counts as one for each kind of part: the sections of a role level with
    all their statements, its skills.

    Args:
        by_model: of each model of entries of their own, the primary keys of those edited
            themselves; of each model of parts, those of the wholes whose parts were.
    """

    by_model: dict[type[Entry], set[int]]

    def include(self, model: type[Entry], pk: int) -> bool:
        """Whether the entry, or the parts of this model in the whole with this key, were edited."""
        return pk in self.by_model.get(model, ())


def find_edits(models: list[type[Entry]]) -> Edits:
    """What was edited of these models and of what stands in their entries.

    Args:
        models: of entries of their own.
    """
    is_edit = edits_query()
    found: dict[type[Entry], set[int]] = {}
    for model in models:
        found[model] = set(_edited(model, is_edit).values_list("id", flat=True))
        for part, _ in parts_of(model):
            found[part] = edited_wholes(part, is_edit)
    return Edits(found)


def edits_query() -> Q:
    """What tells the history row of an edit."""
    reasons = set(Import.objects.values_list("reason", flat=True)) - {""}
    return (
        Q(history_user__isnull=False)
        | ~Q(history_user_name="")
        | Q(history_change_reason__isnull=True)
        | Q(history_change_reason="")
        | Q(history_change_reason__in=reasons)
        | Q(history_change_reason__startswith="Undo of the import of ")
    )


def edited_wholes(part: type[Entry], is_edit: Q) -> set[int]:
    """The wholes in which entries of this model, or anything in these, were edited."""
    whole: Any = whole_field(part)
    edited = set(_edited(part, is_edit).values_list("id", flat=True))
    for deeper, _ in parts_of(part):
        edited |= edited_wholes(deeper, is_edit)
    rows = part.history.filter(id__in=edited)
    return set(rows.values_list(whole.attname, flat=True)) - {None}


def _edited(model: type[Entry], is_edit: Q) -> QuerySet:
    return model.history.filter(is_edit).order_by().distinct()
