"""Keeps plans in the database, in pieces: what a model inherits that holds one.

A model that holds a plan inherits ``KeptPlan``, and has a table of pieces: a model that inherits
``KeptPiece``, with a foreign key ``holder`` to it whose related name is ``pieces``.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db import models, transaction

from capframe.plans.changes import Change
from capframe.plans.kept import FittedPiece
from capframe.plans.new_keys import NewKeys
from capframe.plans.pieces import (
    PieceHead,
    PieceIndex,
    dump_changes,
    pack_piece,
    unpack_changes,
    unpack_index,
)
from capframe.plans.plan import Plan

PIECES_AT_ONCE = 20


class PlanGone(Exception):
    """Raised where another plan has taken the place of the one that is being read."""


class KeptPlan(models.Model):
    """What holds a plan, and what is known of it without its pieces."""

    plan_digest = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    # The newest history row of each model when the plan was made; when it had been applied.
    history_versions = models.JSONField(default=dict)
    versions_applied = models.JSONField(default=dict)
    made = models.BinaryField(default=b"")

    pieces: Any

    class Meta:
        abstract = True

    @transaction.atomic
    def keep_pieces(self, plan: Plan) -> None:
        """Keep the pieces of this plan in place of what is there."""
        self.pieces.all().delete()
        model = self.pieces.model
        model.objects.bulk_create(_rows_of(plan, model, self), batch_size=PIECES_AT_ONCE)

    def read_plan(self) -> Plan:
        """The plan as today's models have it; nothing but its numbers is read yet.

        What is asked of it later raises PlanGone where ``keep_pieces`` has been called meanwhile.
        """
        stored = StoredPieces(self.pieces)
        return Plan(
            unchanged=self.counts.get("unchanged"),
            history_versions=self.history_versions,
            pieces=[FittedPiece(StoredPiece(stored, *row)) for row in stored.heads()],
        )

    def read_made(self) -> NewKeys:
        """The primary keys of what it made, by their numbers in the plan."""
        return NewKeys.unpack(bytes(self.made))


class KeptPiece(models.Model):
    """A piece of a plan: see ``capframe.plans.pieces``."""

    number = models.PositiveIntegerField()
    head = models.JSONField()
    index = models.BinaryField()
    changes = models.BinaryField()

    class Meta:
        abstract = True


def about_plan(plan: Plan) -> dict[str, Any]:
    """What a ``KeptPlan`` knows of a plan that was just made, by its fields."""
    return {
        "plan_digest": plan.digest,
        "counts": plan.counts,
        "history_versions": plan.history_versions,
    }


def _rows_of(plan: Plan, model: Any, holder: Any) -> Iterator[Any]:
    for number, piece in enumerate(map(pack_piece, plan.pieces)):
        yield model(
            holder=holder,
            number=number,
            head=piece.head.as_json(),
            index=piece.packed_index,
            changes=piece.packed_changes,
        )


class StoredPieces:
    """The rows of a plan's pieces, read as far as they are asked for.

    Args:
        rows: the related manager of what holds the plan.
    """

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def heads(self) -> list[tuple[int, list[Any]]]:
        """The primary key and the head of each, in order."""
        return list(self.rows.order_by("number").values_list("pk", "head"))

    @cached_property
    def indexes(self) -> dict[int, bytes]:
        """The indexes of all by primary key, still compressed."""
        return {pk: bytes(index) for pk, index in self.rows.values_list("pk", "index")}

    def index(self, pk: int) -> bytes:
        if pk not in self.indexes:
            raise PlanGone
        return self.indexes[pk]

    def changes(self, pk: int) -> bytes:
        found = self.rows.filter(pk=pk).values_list("changes", flat=True).first()
        if found is None:
            raise PlanGone
        return bytes(found)


class StoredPiece:
    """A piece that is in the database."""

    def __init__(self, stored: StoredPieces, pk: int, head: list[Any]) -> None:
        self.stored, self.pk = stored, pk
        self.head = PieceHead.from_json(head)

    @property
    def index(self) -> PieceIndex:
        return unpack_index(self.stored.index(self.pk))

    def read(self) -> list[Change]:
        return unpack_changes(self.stored.changes(self.pk))

    def dump(self) -> bytes:
        return dump_changes(self.read())
