"""What setting the status of many entries would do, and what each page of it asks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.utils.formats import date_format
from django.utils.timezone import localtime

from capframe.base.actions import reasons_hidden
from capframe.base.admin.bulk.page import BulkPage
from capframe.base.admin.bulk.rows import BulkGroup, BulkRow, Cell, with_rows
from capframe.base.admin.bulk.successors import LABEL, SuccessorChoices
from capframe.base.history.lines import counted
from capframe.base.models import Status
from capframe.base.withdrawn_before import EarlierWithdrawal, find_earlier_withdrawals

DISAPPEAR = "Would disappear from readers"
NOTHING_CHANGES = "Would change nothing for readers"


class StatusPage(BulkPage):
    """Sets one status for all."""

    status: Status

    def values_of(self, entry: Any) -> dict[str, Any]:
        return {"status": self.status}

    def say_done(self, changed: Sequence[int]) -> None:
        text = f"{counted(self.model, len(changed))} changed to {self.status.label}."
        self.model_admin.say_done_to_many(self.request, text, changed)

    @cached_property
    def seen(self) -> set[int]:
        """Those that readers find now."""
        found = self.model.objects.published().filter(pk__in=self.keys)
        return set(found.order_by().values_list("pk", flat=True))

    @cached_property
    def withdrawals(self) -> Mapping[int, EarlierWithdrawal]:
        pks = [one.pk for one in self.entries if one.status == Status.WITHDRAWN]
        return find_earlier_withdrawals(self.model, pks) if pks else {}

    @cached_property
    def seen_on(self) -> Mapping[int, str]:
        return self.model_admin.seen_on(self.keys)

    @property
    def withdrawn(self) -> list[Any]:
        return [entry for entry in self.entries if entry.status == Status.WITHDRAWN]

    def met(self, entry: Any) -> list[Cell]:
        """What tells the entry from others, and where else readers meet it."""
        seen_on = Cell("Also seen on", self.seen_on.get(entry.pk, "Nothing else"))
        return [*self.told_apart(entry), seen_on]

    def said_of(self, entry: Any, words: str, ticked: bool | None = True) -> BulkRow:
        return BulkRow(entry, ticked, [Cell("What it is now", words)])

    def withdrawn_before(self, entry: Any) -> str:
        """Who withdrew it, when and why: Withdrawn on 2 March 2027 by Editor B, “No post left”."""
        earlier = self.withdrawals.get(entry.pk)
        if earlier is None:
            return "Withdrawn; by whom is not recorded"
        day = date_format(localtime(earlier.when), "j F Y")
        by = f" by {earlier.who}" if earlier.who else ""
        why = f"“{earlier.reason}”" if earlier.reason else "no reason given"
        return f"Withdrawn on {day}{by}, {why}"

    def as_it_is(self, entry: Any) -> str:
        """What readers see of it now, in words: “Draft”, “Published, but the role is a draft”."""
        if entry.status == Status.DRAFT:
            return "Draft"
        return f"Published, but {', and '.join(reasons_hidden(entry))}"


class TakingAwayPage(StatusPage):
    """Takes what readers see away from them."""

    @property
    def is_loss(self) -> bool:
        return bool(self.lost or self.costs)

    @property
    def lost(self) -> list[Any]:
        """Those that are ticked and that readers find now."""
        return [entry for entry in self.ticked if entry.pk in self.seen]

    def disappearing(self) -> list[Any]:
        return [entry for entry in self.entries if entry.pk in self.seen]

    def hidden(self) -> list[Any]:
        """Those that readers do not find, though they are not withdrawn."""
        return [
            entry
            for entry in self.entries
            if entry.pk not in self.seen and entry.status != Status.WITHDRAWN
        ]

    def describe(self) -> list[str]:
        lost = len(self.disappearing())
        hidden = len(self.hidden())
        sentences = [f"{lost:,} would disappear from readers." if lost else NOTHING_LOST]
        if hidden:
            sentences.append(f"{hidden:,} {are(hidden)} not seen by readers now.")
        if withdrawn := len(self.withdrawn):
            sentences.append(self.say_withdrawn(withdrawn))
        return [*sentences, *self.costs]

    def say_withdrawn(self, number: int) -> str:
        raise NotImplementedError


NOTHING_LOST = "Nothing would change for readers."


class WithdrawPage(TakingAwayPage):
    verb, status = "Withdraw", Status.WITHDRAWN

    @cached_property
    def successors(self) -> SuccessorChoices:
        return SuccessorChoices(
            self.model_admin.get_queryset(self.request),
            self.disappearing(),
            self.model_admin.replaced_within,
            self.request.POST,
        )

    def values_of(self, entry: Any) -> dict[str, Any]:
        chosen = self.successors.chosen(entry) if entry.pk in self.seen else None
        return {"status": self.status, "successor": chosen}

    def find_row_errors(self) -> Mapping[int, Sequence[str]]:
        return self.successors.find_errors(self.lost)

    def find_groups(self) -> list[BulkGroup]:
        disappearing = [
            BulkRow(
                *(entry, True, self.met(entry)),
                field=self.successors.field(entry),
                field_label=LABEL,
            )
            for entry in self.disappearing()
        ]
        unchanged = [
            *(
                self.said_of(one, f"{self.as_it_is(one)}: becomes withdrawn")
                for one in self.hidden()
            ),
            *(
                self.said_of(one, f"{self.withdrawn_before(one)}: left as it is", ticked=None)
                for one in self.withdrawn
            ),
        ]
        return with_rows(
            BulkGroup(DISAPPEAR, disappearing, "more that would disappear"),
            BulkGroup(NOTHING_CHANGES, unchanged, "more that would change nothing"),
        )

    def say_withdrawn(self, number: int) -> str:
        return f"{number:,} {was(number)} withdrawn before and {stays(number)}."

    def describe(self) -> list[str]:
        sentences = super().describe()
        if self.disappearing():
            sentences.append(
                "Their pages stay, say “withdrawn” with the date, and lead to what comes instead. "
                "What stands elsewhere can be chosen as a successor on an entry’s own page."
            )
        return sentences


class DraftPage(TakingAwayPage):
    verb, status = "Take back to draft", Status.DRAFT

    @property
    def question(self) -> str:
        return f"Take {counted(self.model, len(self.entries))} back to draft?"

    def find_groups(self) -> list[BulkGroup]:
        withdrawn = [
            self.said_of(one, f"{self.withdrawn_before(one)}: its page would be gone", ticked=False)
            for one in self.withdrawn
        ]
        disappearing = [BulkRow(entry, True, self.met(entry)) for entry in self.disappearing()]
        drafts = [
            self.said_of(one, "Draft: left as it is", ticked=None)
            if one.status == Status.DRAFT
            else self.said_of(one, f"{self.as_it_is(one)}: becomes a draft")
            for one in self.hidden()
        ]
        return with_rows(
            BulkGroup(ON_PURPOSE, withdrawn),
            BulkGroup(DISAPPEAR, disappearing, "more that would disappear"),
            BulkGroup(NOTHING_CHANGES, drafts, "more that would change nothing"),
        )

    def say_withdrawn(self, number: int) -> str:
        return f"{number:,} {was(number)} withdrawn on purpose and {stays(number)}, unless ticked."


ON_PURPOSE = "Withdrawn on purpose: tick what is to come back all the same"


class PublishPage(StatusPage):
    verb, status = "Publish", Status.PUBLISHED

    @cached_property
    def still_hidden(self) -> Mapping[int, str]:
        """Why readers would not find those that stay hidden, in words, by primary key."""
        reasons = {
            entry.pk: ", and ".join(reasons_hidden(self.as_changed(entry)))
            for entry in self.entries
            if entry.pk not in self.seen
        }
        return {pk: words for pk, words in reasons.items() if words}

    def find_groups(self) -> list[BulkGroup]:
        """What was withdrawn on purpose first: nobody publishes it unawares."""
        drafts = [entry for entry in self.entries if entry.status == Status.DRAFT]
        appearing = [one for one in drafts if one.pk not in self.still_hidden]
        hidden = [
            self.said_of(one, f"Draft, and {self.still_hidden[one.pk]}")
            for one in drafts
            if one.pk in self.still_hidden
        ]
        return with_rows(
            BulkGroup(ON_PURPOSE, [self._withdrawn_row(one) for one in self.withdrawn]),
            BulkGroup(
                "Readers would find them",
                [BulkRow(one, True, self.met(one)) for one in appearing],
                "more that readers would find",
            ),
            BulkGroup("Readers would still not find them", hidden),
            BulkGroup(
                NOTHING_CHANGES,
                [
                    self.said_of(one, "Published: left as it is", ticked=None)
                    for one in self.entries
                    if one.status == Status.PUBLISHED
                ],
                "more that would change nothing",
            ),
        )

    def _withdrawn_row(self, entry: Any) -> BulkRow:
        hidden = self.still_hidden.get(entry.pk, "")
        words = self.withdrawn_before(entry) + (f". Would stay hidden: {hidden}" if hidden else "")
        return self.said_of(entry, words, ticked=False)

    def describe(self) -> list[str]:
        appearing = sum(
            one.status == Status.DRAFT and one.pk not in self.still_hidden for one in self.entries
        )
        sentences = [f"Readers would find {appearing:,} that they do not find now."]
        if withdrawn := len(self.withdrawn):
            sentences.append(
                f"{withdrawn:,} {was(withdrawn)} withdrawn on purpose and "
                f"{stays(withdrawn)}, unless ticked."
            )
        if hidden := sum(one.status == Status.DRAFT for one in self._hidden_entries()):
            sentences.append(f"{hidden:,} would still be hidden.")
        return [*sentences, *self.costs]

    def _hidden_entries(self) -> list[Any]:
        return [entry for entry in self.entries if entry.pk in self.still_hidden]

    def say_done(self, changed: Sequence[int]) -> None:
        """Say how many, and of how many readers still do not see and why."""
        super().say_done(changed)
        hidden = Counter(self.still_hidden[pk] for pk in changed if pk in self.still_hidden)
        for reasons, number in hidden.items():
            text = f"Readers still do not see {number} of them: {reasons}."
            self.model_admin.message_user(self.request, text, messages.WARNING)


def are(number: int) -> str:
    return "is" if number == 1 else "are"


def was(number: int) -> str:
    return "was" if number == 1 else "were"


def stays(number: int) -> str:
    return "stays as it is" if number == 1 else "stay as they are"
