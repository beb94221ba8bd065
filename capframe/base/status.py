"""Entries with a status, and what goes with it: since when one is withdrawn, what replaces it."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import IntegerField
from django.utils.timezone import localdate

from capframe.base.addresses import with_query
from capframe.base.constraints import value_is_known
from capframe.base.models import Addressed, Entry, Status
from capframe.base.prepared import Parameter, Prepared
from capframe.base.withdrawal import AS_WITHDRAWN, Replaced, Successor, Withdrawal

# What goes with the status.
WITHDRAWAL_FIELDS = ("status", "withdrawn_on", "successor", "is_merged")


class HasStatus(Addressed):
    """An entry of its own that is a draft, published or withdrawn."""

    not_copied: ClassVar[tuple[str, ...]] = WITHDRAWAL_FIELDS

    status: Any
    successor_id: Any
    withdrawn_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="Since when it is withdrawn. Empty for what readers have never seen: that is "
        "hidden from them, not withdrawn.",
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text="What replaces it, where something does. Only for what is withdrawn: its page "
        "stays and leads readers there.",
    )
    is_merged = models.BooleanField(
        "merged",
        default=False,
        editable=False,
        help_text="Whether its successor was made of both: then its address leads there.",
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.date_withdrawal()
        super().save(*args, **kwargs)

    def date_withdrawal(self) -> None:
        """Say since when it is withdrawn, if readers saw it until today; if it is not, say nothing.

        Whoever saves past ``save`` calls it first.
        """
        if self.status != Status.WITHDRAWN:
            forget_withdrawal(self)
        elif self.withdrawn_on is None and self.pk:
            stored = self._stored(self.pk).values_list("status", "withdrawn_on").first()
            status, since = stored or (None, None)
            if status not in (None, Status.WITHDRAWN):
                since = localdate() if find_once_published(type(self), [self.pk]) else None
            self.withdrawn_on = since

    @property
    def withdrawal(self) -> Withdrawal | None:
        """What readers are told: that it is withdrawn, by itself or with what it stands in.

        None where it is not. Asks for what replaces it, where something does.
        """
        for lookup in self.published_lookups:
            holder: Any = self
            *path, _ = lookup.split("__")
            for step in path:
                holder = getattr(holder, step)
            if holder.withdrawn_on:
                successor = find_successors(type(holder), [holder.successor_id]).get(
                    holder.successor_id
                )
                noun = str(holder._meta.verbose_name) if path else ""
                is_merged = holder.is_merged and bool(successor) and not noun
                return Withdrawal(holder.withdrawn_on, successor, noun, is_merged)
        return None

    def find_merged_into(self) -> Any:
        """The entry whose page its address leads to: what it was merged into, at once or in turn.

        None where its address leads to its own page, since it was not merged, or readers do not
        see that entry, or these lead in a circle.
        """
        passed, entry = {self.pk}, cast(Any, self)
        while entry.is_merged and entry.successor_id:
            if entry.successor_id in passed:
                return None
            visible = type(self).objects.published_or_withdrawn()
            entry = visible.select_related().filter(pk=entry.successor_id).first()
            if entry is None:
                return None
            passed.add(entry.pk)
        return entry if entry is not self else None

    def clean(self) -> None:
        """Refuse a successor of what is not withdrawn, and one that leads back here."""
        super().clean()
        if self.successor_id and self.status != Status.WITHDRAWN:
            problem = "Only what is withdrawn is replaced: withdraw it, or leave this empty."
            raise ValidationError({"successor": problem})
        if self.pk and self.pk in self._keys_of_successors():
            problem = "This leads back to the entry itself: choose another, or leave this empty."
            raise ValidationError({"successor": problem})

    def _keys_of_successors(self) -> list[int]:
        """What replaces it, what replaces that, and so on; each once, itself too if it is there."""
        found: list[int] = []
        pk = self.successor_id
        while pk and pk not in found:
            found.append(pk)
            stored = self._stored(pk).values_list("successor_id", flat=True)
            pk = None if pk == self.pk else stored.first()
        return found

    def _stored(self, pk: int) -> Any:
        """The entry of this model with a primary key, as a queryset."""
        return type(self)._base_manager.filter(pk=pk)


def status_constraints(model: str) -> tuple[models.CheckConstraint, ...]:
    """The database's own checks of what goes with a status.

    Args:
        model: its name in lower case.
    """
    not_withdrawn = models.Q(withdrawn_on=None, successor=None, is_merged=False)
    return (
        value_is_known(model, "status", Status),
        models.CheckConstraint(
            condition=models.Q(status=Status.WITHDRAWN) | not_withdrawn,
            name=f"{model}_is_withdrawn_where_it_says_since_when",
        ),
        models.CheckConstraint(
            condition=~models.Q(successor=models.F("pk")),
            name=f"{model}_does_not_replace_itself",
            violation_error_message="It cannot replace itself: choose another, or none.",
        ),
    )


def date_withdrawals(entries: Iterable[Any], before: Mapping[int, Any]) -> None:
    """As ``date_withdrawal`` of each of many entries of one model, with one query for all.

    Args:
        entries: as they are to be saved.
        before: the status of each as it is stored, by primary key.
    """
    dated = []
    for entry in entries:
        if entry.status != Status.WITHDRAWN:
            forget_withdrawal(entry)
        elif before[entry.pk] != Status.WITHDRAWN:
            dated.append(entry)
    if dated:
        once = find_once_published(type(dated[0]), [entry.pk for entry in dated])
        for entry in dated:
            entry.withdrawn_on = localdate() if entry.pk in once else None


def find_replaced(model: Any, pk: int) -> list[Replaced]:
    """What readers once saw and an entry of this model replaces, newest first."""
    if not predecessors_query(model).rows({"pk": pk}):
        return []
    found = model.objects.published_or_withdrawn().filter(successor=pk)
    return [
        Replaced(
            str(one),
            one.withdrawn_on,
            with_query(one.get_absolute_url(), [AS_WITHDRAWN] if one.is_merged else []),
        )
        for one in found.select_related().order_by("-withdrawn_on", "pk")
    ]


@cache
def predecessors_query(model: Any) -> Prepared:
    """Asked on every page of what may replace something, which few do."""
    predecessors = model._base_manager.filter(successor=Parameter("pk", IntegerField()))
    return Prepared(predecessors.order_by().values_list("pk")[:1])


def forget_withdrawal(entry: Any) -> None:
    entry.withdrawn_on, entry.successor, entry.is_merged = None, None, False


def find_once_published(model: type[Entry], pks: Iterable[int]) -> set[int]:
    """Which of these entries were published at some time, as their history says."""
    rows = model.history.filter(id__in=pks, status=Status.PUBLISHED)
    return set(rows.order_by().values_list("id", flat=True))


def find_successors(model: Any, pks: Iterable[int | None]) -> Mapping[int | None, Successor]:
    """Those of these entries that readers may see, by primary key. No query where none is named."""
    if not (named := set(pks) - {None}):
        return {}
    entries = model.objects.published_or_withdrawn().filter(pk__in=named).select_related()
    return {entry.pk: Successor(str(entry), entry.get_absolute_url()) for entry in entries}
