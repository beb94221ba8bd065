"""``manage.py loaddata``: Django's own, with a history row for whatever it adds or changes."""

from collections import defaultdict
from typing import Any

from django.core.management import CommandError, CommandParser
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializedObject
from django.db.models import Model
from django.utils.text import capfirst

from capframe.base.characters import find_problems
from capframe.base.history.rows import fill_gaps
from capframe.base.models import Entry
from capframe.base.signals import objects_loaded
from capframe.base.status import HasStatus
from capframe.base.titles import noun_and_title, title_from
from capframe.spreadsheets.faults import shown

REASON = "Transcribed from the source document"


class Command(loaddata.Command):
    """Fixtures are saved raw, which history and search pass over: both follow here, at the end."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--reason", default=REASON, help=f"why, for the history (default: “{REASON}”)"
        )

    def handle(self, *fixture_labels: str, **options: Any) -> None:
        self.reason = options["reason"]
        self.loaded: dict[type[Model], set[Any]] = defaultdict(set)
        super().handle(*fixture_labels, **options)

    def loaddata(self, fixture_labels: Any) -> None:
        """Load, in the transaction that Django has begun, and record what was loaded."""
        super().loaddata(fixture_labels)
        for model, pks in self.loaded.items():
            if issubclass(model, Entry):
                fill_gaps(model, pks, self.reason)
        objects_loaded.send(sender=type(self), loaded=self.loaded)

    def save_obj(self, obj: DeserializedObject) -> bool:
        if isinstance(obj.object, Entry):
            refuse_texts(obj.object)
        if isinstance(obj.object, HasStatus):
            obj.object.date_withdrawal()
        saved = super().save_obj(obj)
        if saved:
            self.loaded[type(obj.object)].add(obj.object.pk)
        return saved


def refuse_texts(entry: Entry) -> None:
    """Raise CommandError where a text of the entry holds what no text may hold."""
    for name, problem in find_problems(entry).items():
        model = type(entry)
        named = capfirst(noun_and_title(model, shown(title_from(model, vars(entry)))))
        raise CommandError(f"{named}, {name}: {problem} Nothing was loaded.")
