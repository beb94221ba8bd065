"""What has been edited since some time, as the history tells."""

from collections.abc import Mapping
from dataclasses import dataclass

from capframe.base.models import Entry, entry_models
from capframe.plans.existing import newest_history_versions


@dataclass(frozen=True, slots=True)
class Edits:
    """The primary keys of entries by the label of their model, of all models.

    Args:
        touched: those added, changed or deleted.
        deleted: those deleted.
    """

    touched: Mapping[str, set[int]]
    deleted: Mapping[str, set[int]]


def find_edits_since(versions: Mapping[str, int]) -> Edits:
    """What was edited after these history rows: one query, and one for each model that was.

    Args:
        versions: the newest history row of each model then; of one that is missing, all count.
    """
    touched: dict[str, set[int]] = {}
    deleted: dict[str, set[int]] = {}
    newest = newest_history_versions(entry_models())
    for model in entry_models():
        label = model._meta.label_lower
        if newest[label] > versions.get(label, 0):
            rows = _read_rows_since(model, versions.get(label, 0))
            touched[label] = {pk for pk, _ in rows}
            deleted[label] = {pk for pk, kind in rows if kind == "-"}
    return Edits(touched, deleted)


def _read_rows_since(model: type[Entry], version: int) -> set[tuple[int, str]]:
    """The primary key and the type of each history row after this one."""
    rows = model.history.filter(history_id__gt=version).order_by()
    return set(rows.values_list("id", "history_type").iterator(chunk_size=5000))
