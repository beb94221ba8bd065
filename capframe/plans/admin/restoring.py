"""“Restore this version”: an entry, with its parts, as it was after a save."""

from django.http import HttpRequest, HttpResponse

from capframe.base.site_pages import offer_page
from capframe.plans.admin.back_page import Question, ask
from capframe.plans.admin.back_rows import Wording
from capframe.plans.admin.history_rows import (
    day_of,
    find_row,
    reason_for,
    say_who,
    trail_to,
    way_back,
)
from capframe.plans.from_history import whole_of_row
from capframe.plans.versions import plan_version
from capframe.plans.wholes import name_entries


@offer_page("restore/<str:label>/<str:history_id>/", "plans_restore")
def restore(request: HttpRequest, label: str, history_id: str) -> HttpResponse:
    """What would make the entry of a history row what it was after that row's save."""
    model, row = find_row(request, label, history_id)
    whole, day = whole_of_row(model, row), day_of(row)
    question = Question(
        plan=lambda: plan_version(model, row),
        title=f"Restore the version of {day}?",
        trail=trail_to(whole, "Restore a version"),
        about=name_entries([whole])[whole],
        said=say_who(row),
        button="Restore this version",
        leave="Do not restore",
        heading="Would change",
        becomes="be made",
        way_back=lambda: way_back(whole),
        reason=reason_for("Restored the version of", row),
        done=f"The version of {day} is restored.",
        nothing="It is as it was then: there is nothing to restore.",
        wording=Wording(f"As it was on {day}", ""),
    )
    return ask(request, question)
