"""What a plan brings back that was withdrawn: never without its author's word."""

from collections.abc import Iterator
from datetime import date

from capframe.base.titles import noun_and_title
from capframe.base.withdrawal import Withdrawal
from capframe.plans.apply import model_of
from capframe.plans.changes import Change, Outcome
from capframe.plans.plan import Plan
from capframe.spreadsheets.faults import Fault, Remark, shown

REMEDY = "Confirm that it comes back; if not, remove it from the file."


def find_returning(plan: Plan) -> Iterator[Fault]:
    """A warning for each entry that is withdrawn and would not be afterwards."""
    for changes in plan.batches(Outcome.BACK):
        wholes = plan.wholes_at({change.whole for change in changes})
        for change in changes:
            title = wholes[change.whole].title
            model = model_of(change.model)
            named = noun_and_title(model, shown(title))
            message = f"The {named} was {describe_withdrawal(change)} and comes back."
            about = str(model._meta.verbose_name)
            yield Fault(change.line, "", "", message, REMEDY, Remark.BACK, about)


def describe_withdrawal(change: Change) -> str:
    """Since when it is withdrawn; of what readers have never seen only that it is."""
    since = (change.before or {}).get("withdrawn_on")
    return Withdrawal(date.fromisoformat(since)).since if since else "withdrawn"
