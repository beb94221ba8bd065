"""``manage.py find_placeholders``: texts of the catalogue that only say that there is none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from capframe.imports.commands.options import find_user
from capframe.plans.apply import Stale, apply
from capframe.plans.conflicts import find_conflicts
from capframe.plans.from_history import read_last_plan
from capframe.plans.placeholders import StoredPlaceholder, plan_without_placeholders
from capframe.plans.plan import Plan
from capframe.plans.undo import invert, leave_conflicts
from capframe.search.bulk_updates import reindex_changed, remove_stale
from capframe.spreadsheets.faults import Unreadable, shown
from capframe.spreadsheets.names import count_things

REASON = "Placeholders taken out"
UNDO_REASON = "Undo of: placeholders taken out"


class Command(BaseCommand):
    help = "List texts such as N/A and TBC that the catalogue holds, and remove them if asked."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--apply", action="store_true", help="remove them, all or none")
        about = "put back what the last --apply removed, except what was edited since"
        what.add_argument("--undo", action="store_true", help=about)
        parser.add_argument("--by", metavar="USERNAME", help="user for the history")

    def handle(self, *args: Any, **options: Any) -> None:
        """List, take out or put back. Raises CommandError where that cannot be done."""
        try:
            user = find_user(options["by"])
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if options["undo"]:
            self._undo(user)
            return
        plan, found = plan_without_placeholders()
        for line in lines_of(found):
            self.stdout.write(line)
        what = count_things(len(plan.changes), "change")
        if not plan.changes:
            self.stdout.write("There is nothing to remove.")
        elif options["apply"]:
            self._apply(plan, user, REASON)
            self.stdout.write(f"Made {what}. With --undo they are taken back.")
        else:
            self.stdout.write(f"Nothing was changed. With --apply it makes {what}.")

    def _undo(self, user: Any) -> None:
        plan = read_last_plan(REASON)
        if plan is None:
            self.stdout.write("No placeholders were removed, so there is nothing to put back.")
            return
        back = invert(plan, {})
        conflicts = find_conflicts(back)
        for one in conflicts:
            self.stdout.write(f"Left as it is: {shown(one.title)}. {one.what}")
        back = leave_conflicts(back, conflicts)
        if back.changes:
            self._apply(back, user, UNDO_REASON)
        self.stdout.write(f"Took back {count_things(len(back.changes), 'change')}.")

    def _apply(self, plan: Plan, user: Any, reason: str) -> None:
        try:
            with transaction.atomic():
                made = apply(plan=plan, by=user, reason=reason)
                remove_stale(plan=plan, made=made)
        except Stale as error:
            raise CommandError(f"{error} Nothing was changed. Run the command again.") from error
        reindex_changed(plan=plan, made=made)


def lines_of(found: Sequence[StoredPlaceholder]) -> Iterator[str]:
    """Each placeholder with its number, and where it stands."""
    by_value: dict[str, list[StoredPlaceholder]] = defaultdict(list)
    for one in found:
        by_value[one.plain].append(one)
    for same in by_value.values():
        yield f"“{shown(same[0].value)}”: {count_things(len(same), 'text')}"
        for one in same:
            yield f"  {shown(one.whole)}, {one.field}: {one.outcome}"
