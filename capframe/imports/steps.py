"""What is done with an import: check, apply, undo, and tell search of it.

Each takes an import whose state says that the step runs (``ImportQuerySet.begin``), and leaves it
in the state that follows. They know no request: pages, the background runner and commands call
them alike.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from capframe.imports.kinds import KINDS
from capframe.imports.models import Import, ImportState
from capframe.imports.packing import packed_faults, packed_keys, packed_plan
from capframe.imports.progress import Watch
from capframe.plans.apply import Stale
from capframe.plans.apply import apply as carry_out
from capframe.plans.conflicts import Conflict, find_conflicts
from capframe.plans.import_kinds import Checked, Progress
from capframe.plans.plan import Plan
from capframe.plans.undo import invert, leave_conflicts, override_conflicts
from capframe.search.bulk_updates import reindex_changed, remove_stale
from capframe.spreadsheets.columns import records_of
from capframe.spreadsheets.faults import Fault
from capframe.spreadsheets.reading import read_table
from capframe.spreadsheets.table import Table

# So often is a plan made anew where others save meanwhile, before its author is asked again.
TIMES = 3

CHANGED_MEANWHILE = (
    "The catalogue has changed since the preview was made, and so has what this import would do. "
    "Nothing was imported: look at the preview again, then confirm."
)
TOO_BUSY = (
    "The catalogue was edited again and again while this was tried. Nothing was changed: wait "
    "a moment, then confirm again."
)
EDITED_MEANWHILE = (
    "Somebody has edited the catalogue since you looked at what undoing would do. Nothing was "
    "undone: look again, then confirm."
)

logger = logging.getLogger(__name__)


def check(*, imported: Import) -> None:
    """Find every fault of the file, and what it would change. Raises Unreadable."""
    keep(imported, find(imported))


def find(imported: Import) -> Checked:
    """What a check of the file finds now; writes nothing. Raises Unreadable."""
    watch = Watch(imported)
    watch("Reading the file", 0, 0)
    return find_in(read_table(imported.file_name, bytes(imported.content)), imported, watch)


def find_in(table: Table, imported: Import, progress: Progress) -> Checked:
    """What a check of a file that has been read finds now; writes nothing.

    Args:
        table: the file.
        imported: its kind, columns and choices; it need not be kept yet.
        progress: is told of each step.
    """
    kind = KINDS[imported.kind]
    records = records_of(table, imported.columns, kind.columns)
    checked = kind.check(records, imported.chosen, progress)
    return Checked(
        checked.plan,
        sorted([*table.faults, *checked.errors], key=_line),
        sorted([*table.warnings, *checked.warnings], key=_line),
    )


def _line(fault: Fault) -> int:
    return fault.line


def keep(imported: Import, found: Checked, problem: str = "") -> None:
    """Keep what a check found, for the pages of the import.

    Args:
        imported: the import, while it is being checked or applied.
        found: what the check found.
        problem: what its author should be told first.
    """
    plan = Plan() if found.errors else found.plan
    Import.objects.being_imported().filter(pk=imported.pk).update(
        state=Import.State.CHECKED,
        errors=packed_faults(list(found.errors)),
        number_of_errors=len(found.errors),
        warnings=packed_faults(list(found.warnings)),
        plan=packed_plan(plan),
        plan_digest=plan.digest,
        counts=plan.counts,
        problem=problem,
    )


def apply(*, imported: Import, by: Any) -> None:
    """Carry out what the preview showed, all of it or nothing.

    Where the catalogue has changed meanwhile, the file is checked again: if it would still do the
    same, that is done; if not, the import waits with its new preview.

    Args:
        imported: the import, with its file.
        by: the user for the history.
    """
    plan = imported.read_plan()
    for _ in range(TIMES):
        try:
            made = _write(imported, plan, by)
        except Stale:
            found = find(imported)
            if found.errors or found.plan.digest != imported.plan_digest:
                keep(imported, found, CHANGED_MEANWHILE)
                return
            plan = found.plan  # what is kept of the plan differs from it in nothing that is used
        else:
            if made is not None:
                tell_search(imported=imported, plan=plan, made=made)
            return
    keep(imported, found, TOO_BUSY)


def _write(imported: Import, plan: Plan, by: Any) -> Mapping[int, int] | None:
    """The primary keys of what was made; None where somebody else has applied it already."""
    with transaction.atomic():
        if not _still(imported, Import.State.APPLYING):
            return None
        made = carry_out(plan=plan, by=by, reason=imported.reason)
        remove_stale(plan=plan, made=made)
        Import.objects.filter(pk=imported.pk).update(
            state=Import.State.APPLIED,
            applied_at=timezone.now(),
            content=b"",
            counts=plan.counts,
            made=packed_keys(made),
            search_done=False,
            problem="",
        )
    return made


def _still(imported: Import, state: ImportState) -> bool:
    """Whether the import is in this state, which nobody else changes until the commit."""
    mine = Import.objects.filter(pk=imported.pk).select_for_update()
    return mine.values_list("state", flat=True).get() == state


def plan_undo(imported: Import) -> tuple[Plan, list[Conflict]]:
    """What would put everything back, and what has been edited since."""
    back = invert(imported.read_plan(), imported.read_made())
    return back, find_conflicts(back)


def digest_of(conflicts: Sequence[Conflict]) -> str:
    """The same for the same conflicts, so that nobody agrees to others than were shown."""
    shown = [(c.title, c.what, c.who, c.blocks, str(c.when)) for c in conflicts]
    return hashlib.sha256(repr(sorted(shown)).encode()).hexdigest()


def resolve_conflicts(back: Plan, conflicts: Sequence[Conflict], *, leaves: bool) -> Plan:
    """The plan that leaves what was edited since as it is, or puts it back all the same."""
    return leave_conflicts(back, conflicts) if leaves else override_conflicts(back, conflicts)


def undo(*, imported: Import, by: Any) -> None:
    """Put back what the import changed, all of it or nothing.

    What happens to entries edited since is what was chosen (``undo_leaves``). Where others were
    edited than whoever chose was told of, nothing is undone and the import says so.
    """
    for _ in range(TIMES):
        back, conflicts = plan_undo(imported)
        if digest_of(conflicts) != imported.undo_seen:
            stay_applied(imported, EDITED_MEANWHILE)
            return
        plan = resolve_conflicts(back, conflicts, leaves=imported.undo_leaves)
        try:
            made = _write_back(imported, plan, by)
        except Stale:
            continue
        if made is not None:
            tell_search(imported=imported, plan=plan, made=made)
        return
    stay_applied(imported, TOO_BUSY)


def stay_applied(imported: Import, problem: str) -> None:
    """Say why it was not undone."""
    undoing = Import.objects.filter(pk=imported.pk, state=Import.State.UNDOING)
    undoing.update(state=Import.State.APPLIED, problem=problem)


def _write_back(imported: Import, plan: Plan, by: Any) -> Mapping[int, int] | None:
    with transaction.atomic():
        if not _still(imported, Import.State.UNDOING):
            return None
        made = carry_out(plan=plan, by=by, reason=f"Undo of the import of {imported.file_name}")
        remove_stale(plan=plan, made=made)
        Import.objects.filter(pk=imported.pk).update(
            state=Import.State.UNDONE,
            undone_at=timezone.now(),
            undone_by=by,
            search_done=False,
            problem="",
        )
    return made


def tell_search(*, imported: Import, plan: Plan, made: Mapping[int, int]) -> None:
    """Bring search up to date. Where that fails, the import's page says so and offers it again."""
    try:
        reindex_changed(plan=plan, made=made)
    except Exception:
        logger.exception("Search is not up to date after import %s.", imported.pk)
    else:
        Import.objects.filter(pk=imported.pk).update(search_done=True)


def search_again(*, imported: Import) -> None:
    """Bring search up to date with an import whose telling was interrupted."""
    tell_search(imported=imported, plan=imported.read_plan(), made=imported.read_made())


STEPS: dict[str, Callable[[Import, Any], None]] = {
    Import.State.CHECKING: lambda imported, by: check(imported=imported),
    Import.State.APPLYING: lambda imported, by: apply(imported=imported, by=by),
    Import.State.UNDOING: lambda imported, by: undo(imported=imported, by=by),
}
