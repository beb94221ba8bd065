"""``manage.py update_seeds``: bring corrections of the transcription to a seeded catalogue."""

from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from capframe.base.titles import title_from
from capframe.plans.apply import Stale, apply, model_of
from capframe.plans.changes import Change
from capframe.plans.plan import Plan
from capframe.search.bulk_updates import reindex_changed, remove_stale
from capframe.seeds.plan_seeds import plan_seeds

REASON = "Transcription brought up to date"
# As much of a text as a line of a terminal shows.
MOST_SHOWN = 70


class Command(BaseCommand):
    help = "Show what the fixtures say otherwise than a seeded catalogue, and apply it if asked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="make the changes, all or none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show the plan, and apply it if asked. Raises CommandError where others edit meanwhile."""
        update = plan_seeds()
        if update is None:
            self.stdout.write("The catalogue was not seeded, so there is nothing to update.")
            return
        for line in lines_of(update.plan):
            self.stdout.write(line)
        for what in update.left:
            self.stdout.write(f"Left as it is, because somebody edited or uses it: {what}")
        number = len(update.plan.changes)
        what = "1 change" if number == 1 else f"{number:,} changes"
        if not number:
            self.stdout.write("There is nothing to change.")
        elif options["apply"]:
            self._apply(update.plan)
            self.stdout.write(f"Made {what}.")
        else:
            self.stdout.write(f"Nothing was changed. With --apply it makes {what}.")

    def _apply(self, plan: Plan) -> None:
        try:
            with transaction.atomic():
                made = apply(plan=plan, by=None, reason=REASON)
                remove_stale(plan=plan, made=made)
        except Stale as error:
            raise CommandError(f"{error} Nothing was changed. Run the command again.") from error
        reindex_changed(plan=plan, made=made)


def lines_of(plan: Plan) -> Iterator[str]:
    """The plan in words: each entry with what becomes of it and of its parts."""
    last = -1
    for change in plan.changes:
        if change.whole != last:
            last = change.whole
            whole = plan.wholes[last]
            yield f"{model_of(whole.model)._meta.verbose_name} {whole.title}"
        yield f"  {in_words(change)}"


def in_words(change: Change) -> str:
    """What becomes of one entry."""
    model = model_of(change.model)
    noun = model._meta.verbose_name
    if change.before is not None and change.after is not None:
        differences = (
            f"{model._meta.get_field(name).verbose_name}: {shown(change.before[name])} -> "
            f"{shown(value)}"
            for name, value in change.after.items()
        )
        return f"change {noun}: {'; '.join(differences)}"
    done = "add" if change.before is None else "remove"
    title = title_from(model, change.values)
    return f"{done} {noun} {shown(title)}" if title else f"{done} {noun}"


def shown(value: Any) -> str:
    """A value on one line, cut where it is long."""
    text = " ".join(str(value).split())
    return f"“{text[:MOST_SHOWN]}…”" if len(text) > MOST_SHOWN else f"“{text}”"
