"""What was answered about the values of a publisher's files, for the next file of the same one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format

from capframe.base.models import Source
from capframe.plans.files.choices import Choices
from capframe.plans.files.questions import Question
from capframe.plans.files.value_columns import ValueColumn
from capframe.spreadsheets import names
from capframe.spreadsheets.table import Record

if TYPE_CHECKING:
    from capframe.imports.models import Import

LONGEST_KEY, LONGEST_ANSWER = 600, 400


class RememberedValueQuerySet(models.QuerySet):
    def newest_first(self) -> "RememberedValueQuerySet":
        return self.select_related("by").order_by("-answered_at", "value", "pk")

    def of_publisher(self, publisher: str) -> "RememberedValueQuerySet":
        return self.filter(publisher_key=names.folded(publisher))


class RememberedValue(models.Model):
    """What a value of a publisher's files means, as somebody answered."""

    publisher = models.CharField(max_length=200)
    # The publisher as names are compared.
    publisher_key = models.CharField(max_length=400)
    # Of the question, which begins with its group.
    key = models.CharField(max_length=LONGEST_KEY)
    value = models.CharField(max_length=250)
    answer = models.CharField(max_length=LONGEST_ANSWER)
    meaning = models.CharField(max_length=LONGEST_ANSWER)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField()

    objects = RememberedValueQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["publisher_key", "key"], name="rememberedvalue_is_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.publisher}: {self.value}"

    @property
    def group(self) -> str:
        """Of the questions that it answers."""
        return self.key.partition("|")[0]


def find_publisher(choices: Choices) -> str:
    """Who published the document that a file's facts come from; empty where nobody is named."""
    if choices.source is None:
        return choices.publisher
    publisher = Source.objects.filter(pk=choices.source).values_list("publisher", flat=True)
    return publisher.first() or ""


def recall_values(
    *, imported: "Import", columns: Iterable[ValueColumn], rows: Iterable[Record]
) -> None:
    """Answer what the same publisher's files had before, each once: it may be changed since."""
    publisher = find_publisher(imported.read_choices())
    known = RememberedValue.objects.of_publisher(publisher) if publisher else ()
    remembered = {one.key: one for one in known}
    if not remembered:
        return
    keys = {
        column.key_of(record) for record in rows for column in columns if record.get(column.name)
    }
    new = {
        key: remembered[key]
        for key in remembered.keys() & keys
        if key not in imported.answers and key not in imported.recalled
    }
    if new:
        dates = {key: [one.answer, _day_of(one).isoformat()] for key, one in new.items()}
        imported.answers |= {key: one.answer for key, one in new.items()}
        imported.recalled |= dates
        imported.save(update_fields=["answers", "recalled"])


def _day_of(remembered: RememberedValue) -> date:
    return timezone.localdate(remembered.answered_at)


def find_day(recalled: Mapping[str, Any], question: Question) -> date | None:
    """The day of which a question's answer was recalled; None where it was answered since."""
    answer, day = recalled.get(question.key, (None, ""))
    return date.fromisoformat(day) if day and answer == question.answer else None


def say_when_answered(
    questions: Iterable[Question], recalled: Mapping[str, Any]
) -> Iterable[Question]:
    """The questions, those whose answer was recalled with its date."""
    for question in questions:
        if day := find_day(recalled, question):
            words = f"{question.about} As answered on {_write(day)}."
            yield replace(question, about=words.strip())
        else:
            yield question


def _write(day: date) -> str:
    return date_format(day, "j F Y")


def remember_values(
    *, imported: "Import", columns: Iterable[ValueColumn], questions: Iterable[Question]
) -> None:
    """Keep the answers that a file was checked with, but for those that were recalled."""
    publisher = names.tidy(find_publisher(imported.read_choices()))
    groups, now = {column.group for column in columns}, timezone.now()
    given = [
        RememberedValue(
            publisher=publisher,
            publisher_key=names.folded(publisher),
            key=one.key,
            value=one.title,
            answer=one.answer,
            meaning=next((o.label for o in one.options if o.value == one.answer), one.answer),
            by=imported.by,
            answered_at=now,
        )
        for one in questions
        if one.group in groups and not one.is_open and find_day(imported.recalled, one) is None
    ]
    given = [one for one in given if len(one.key) <= LONGEST_KEY]
    if not publisher or not given:
        return
    with transaction.atomic():
        same = RememberedValue.objects.of_publisher(publisher)
        _keep_first_dates(given, same)
        same.filter(key__in=[one.key for one in given]).delete()
        RememberedValue.objects.bulk_create(given, batch_size=500)


def _keep_first_dates(given: Iterable[RememberedValue], same: Iterable[RememberedValue]) -> None:
    """Leave the date and the person of an answer that was given before."""
    before = {(one.key, one.answer): one for one in same}
    for one in given:
        if first := before.get((one.key, one.answer)):
            one.answered_at, one.by_id = first.answered_at, first.by_id


def describe_recalled(
    questions: Iterable[Question], recalled: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """What was taken from earlier imports: the group of questions, and how many in words."""
    days: dict[str, list[date]] = {}
    for question in questions:
        if day := find_day(recalled, question):
            days.setdefault(question.group, []).append(day)
    return [(group, _count(sorted(found))) for group, found in days.items()]


def _count(days: Sequence[date]) -> str:
    number = "1 value is" if len(days) == 1 else f"{len(days):,} values are"
    first, last = _write(days[0]), _write(days[-1])
    when = f"on {first}" if first == last else f"between {first} and {last}"
    return f"{number} taken as answered {when}"
