"""What is done with an import: check, apply, undo, and bring search up to date.

Each takes an import whose state says that the step runs (``ImportQuerySet.begin``), and leaves it
in the state that follows. They know no request: pages, the background runner and commands call
them alike.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from time import monotonic
from typing import Any

from django.db import Error, transaction
from django.utils import timezone

from capframe.base.models import entry_models
from capframe.base.saves import one_save
from capframe.imports.kept_files import remove_kept
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.models import NO_PROBLEM, Import, ImportState, says_problem
from capframe.imports.packing import pack_faults
from capframe.imports.questions.remembered import recall_values, remember_values
from capframe.imports.reading import check_rows, open_rows, read_once
from capframe.plans.apply import Stale
from capframe.plans.apply import apply as apply_plan
from capframe.plans.bulk import pause_garbage_collection
from capframe.plans.conflicts import Conflict, find_conflicts
from capframe.plans.edits import find_edits_since
from capframe.plans.existing import newest_history_versions
from capframe.plans.files.import_kinds import Checked
from capframe.plans.files.questions import pack_questions
from capframe.plans.holding import Busy, hold_catalogue
from capframe.plans.keeping import about_plan
from capframe.plans.new_keys import NewKeys
from capframe.plans.plan import Plan
from capframe.plans.undo import invert, leave_conflicts, override_conflicts
from capframe.search.bulk_updates import reindex_changed, remove_stale

# So often is a plan tried where others save meanwhile: as it is, made anew, and the last time made
# anew while nobody else may save, unless that would keep them waiting for longer than this.
MOST_TRIES = 3
LONGEST_HOLD_SECONDS = 15.0
SECONDS_BETWEEN_WRITES = 1.0

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


class ImportProgress:
    """A progress that writes to the import at most once a second, and at each new step."""

    def __init__(self, imported: Import) -> None:
        self.imported = imported
        self.step = ""
        self.written = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = monotonic()
        if step == self.step and now - self.written < SECONDS_BETWEEN_WRITES:
            return
        self.step, self.written = step, now
        # While somebody else holds SQLite's only write lock, this can be said later.
        with suppress(Error):
            Import.objects.filter(pk=self.imported.pk).update(
                step=step[:100],
                done=max(0, min(done, total)),
                total=max(0, total),
                heartbeat=timezone.now(),
            )


@pause_garbage_collection()
def check(*, imported: Import) -> None:
    """Find every fault of the file, and what it would change.

    A file that has not been read yet is read first. Where nobody has said what its columns are,
    and their headings do not tell it, the import waits for that.

    Raises Unreadable.
    """
    progress = ImportProgress(imported)
    table = read_once(imported, progress)
    if imported.columns:
        rows = open_rows(imported, progress, table)
        del table  # what is in it is in the rows by now
        columns = IMPORT_KINDS[imported.kind].value_columns
        recall_values(imported=imported, columns=columns, rows=rows.records)
        found = check_rows(rows, imported, progress)
        save_check(imported, found)
        remember_values(imported=imported, columns=columns, questions=found.questions)
    else:
        Import.objects.being_imported().filter(pk=imported.pk).update(state=Import.State.UPLOADED)


def save_check(imported: Import, found: Checked, problem: str = "") -> None:
    """Keep what a check found, for the pages of the import; they show the problem first."""
    plan = Plan() if found.errors else found.plan
    values = {
        "errors": pack_faults(list(found.errors)),
        "number_of_errors": len(found.errors),
        "warnings": pack_faults(list(found.warnings)),
        "questions": pack_questions(found.questions),
        **about_plan(plan),
        **says_problem(problem),
    }
    with transaction.atomic():
        mine = Import.objects.being_imported().filter(pk=imported.pk)
        if mine.update(state=Import.State.CHECKED, **values):
            imported.keep_pieces(plan)


def apply(*, imported: Import, by: Any) -> None:
    """Carry out what the preview showed, all of it or nothing.

    Where the catalogue has changed meanwhile, the file is checked again: if it would still do the
    same, that is done; if not, the import waits with its new preview.
    """
    plan = imported.read_plan()
    try:
        made = _apply_plan(imported, plan, by)
    except Stale:
        # What is kept of the plan differs from the one made anew in nothing that is used.
        plan, made = _apply_anew(imported, by)
    if made is not None:
        update_search(imported=imported, plan=plan, made=made)


def _apply_anew(imported: Import, by: Any) -> tuple[Plan, NewKeys | None]:
    """Check the file again and apply it at once, in the end while nobody else may save.

    Returns the plan, and the primary keys of what was made; None where the import waits again.
    """
    progress, seconds = ImportProgress(imported), 0.0
    rows = open_rows(imported, progress)
    for number in range(2, MOST_TRIES + 1):
        holds = number == MOST_TRIES and seconds <= LONGEST_HOLD_SECONDS
        try:
            with hold_catalogue() if holds else nullcontext():
                started = monotonic()
                found = check_rows(rows, imported, progress)
                seconds = monotonic() - started
                if found.errors or found.plan.digest != imported.plan_digest:
                    save_check(imported, found, CHANGED_MEANWHILE)
                    return found.plan, None
                return found.plan, _apply_plan(imported, found.plan, by)
        except (Stale, Busy):
            logger.info("Import %s has met edits %s times.", imported.pk, number, exc_info=True)
    save_check(imported, found, TOO_BUSY)
    return found.plan, None


def _apply_plan(imported: Import, plan: Plan, by: Any) -> NewKeys | None:
    """The primary keys of what was made; None where somebody else has applied it already."""
    with transaction.atomic():
        if not _is_still(imported, Import.State.APPLYING):
            return None
        with one_save() as number:
            made = apply_plan(plan=plan, by=by, reason=imported.reason)
        remove_stale(plan=plan, made=made)
        Import.objects.filter(pk=imported.pk).update(
            state=Import.State.APPLIED,
            applied_at=timezone.now(),
            save_number=number,
            counts=plan.counts,
            made=made.pack(),
            versions_applied=newest_history_versions(entry_models()),
            search_done=False,
            **NO_PROBLEM,
        )
        remove_kept([imported.pk])
    return made


def _is_still(imported: Import, state: ImportState) -> bool:
    """Whether the import is in this state, which nobody else changes until the commit."""
    mine = Import.objects.filter(pk=imported.pk).select_for_update()
    return mine.values_list("state", flat=True).get() == state


def plan_undo(imported: Import) -> tuple[Plan, list[Conflict]]:
    """What would put everything back, and what has been edited since."""
    back = invert(imported.read_plan(), imported.read_made())
    # Imports of before it was kept when they were applied do not say it.
    since = imported.versions_applied
    return back, find_conflicts(back, find_edits_since(since) if since else None)


def conflicts_digest(conflicts: Sequence[Conflict]) -> str:
    """The same for the same conflicts, so that nobody agrees to others than were shown."""
    shown = [(c.title, c.what, c.who, c.blocks, str(c.when)) for c in conflicts]
    return hashlib.sha256(repr(sorted(shown)).encode()).hexdigest()


def resolve_conflicts(back: Plan, conflicts: Sequence[Conflict], *, keeps_edits: bool) -> Plan:
    """The plan that leaves what was edited since as it is, or puts it back all the same."""
    return leave_conflicts(back, conflicts) if keeps_edits else override_conflicts(back, conflicts)


def undo(*, imported: Import, by: Any) -> None:
    """Put back what the import changed, all of it or nothing.

    What happens to entries edited since is what was chosen (``undo_keeps_edits``). Where others
    were edited than whoever chose was shown, nothing is undone and the import says so.
    """
    for number in range(1, MOST_TRIES + 1):
        try:
            with hold_catalogue() if number == MOST_TRIES else nullcontext():
                back, conflicts = plan_undo(imported)
                if conflicts_digest(conflicts) != imported.undo_digest:
                    stay_applied(imported, EDITED_MEANWHILE)
                    return
                plan = resolve_conflicts(back, conflicts, keeps_edits=imported.undo_keeps_edits)
                made = _apply_undo(imported, plan, by)
        except (Stale, Busy):
            logger.info("Undo of %s has met edits %s times.", imported.pk, number, exc_info=True)
        else:
            if made is not None:
                update_search(imported=imported, plan=plan, made=made)
            return
    stay_applied(imported, TOO_BUSY)


def stay_applied(imported: Import, problem: str) -> None:
    """Say why it was not undone."""
    undoing = Import.objects.filter(pk=imported.pk, state=Import.State.UNDOING)
    undoing.update(state=Import.State.APPLIED, **says_problem(problem))


def _apply_undo(imported: Import, plan: Plan, by: Any) -> NewKeys | None:
    with transaction.atomic():
        if not _is_still(imported, Import.State.UNDOING):
            return None
        with one_save() as number:
            reason = f"Undo of the import of {imported.file_name}"
            made = apply_plan(plan=plan, by=by, reason=reason)
        remove_stale(plan=plan, made=made)
        Import.objects.filter(pk=imported.pk).update(
            state=Import.State.UNDONE,
            undone_at=timezone.now(),
            undo_save_number=number,
            undone_by=by,
            search_done=False,
            **NO_PROBLEM,
        )
    return made


def update_search(*, imported: Import, plan: Plan, made: Mapping[int, int]) -> None:
    """Bring search up to date. Where that fails, the import's page says so and offers it again."""
    try:
        with pause_garbage_collection():
            reindex_changed(plan=plan, made=made)
    except Exception:
        logger.exception("Search is not up to date after import %s.", imported.pk)
    else:
        Import.objects.filter(pk=imported.pk).update(search_done=True)


def update_search_again(*, imported: Import) -> None:
    """Bring search up to date with an import where that was interrupted."""
    update_search(imported=imported, plan=imported.read_plan(), made=imported.read_made())


STEPS: dict[str, Callable[[Import, Any], None]] = {
    Import.State.CHECKING: lambda imported, by: check(imported=imported),
    Import.State.APPLYING: lambda imported, by: apply(imported=imported, by=by),
    Import.State.UNDOING: lambda imported, by: undo(imported=imported, by=by),
}
