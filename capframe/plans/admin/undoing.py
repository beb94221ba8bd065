"""“Undo this change”: what a save did, taken back as a new change."""

from django.http import HttpRequest, HttpResponse

from capframe.base.history.origins import find_origins
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
from capframe.plans.from_history import narrow, read_save_of, whole_of_row
from capframe.plans.plan import Plan
from capframe.plans.undo import invert
from capframe.plans.wholes import EntryKey, name_entries

# Asked for with ``?only=entry``, the page is about the entry of the row alone.
ONLY, ENTRY = "only", "entry"


@offer_page("undo/<str:label>/<str:history_id>/", "plans_undo")
def undo(request: HttpRequest, label: str, history_id: str) -> HttpResponse:
    """What the save of a history row did: ticked, what can go back."""
    model, row = find_row(request, label, history_id)
    whole = whole_of_row(model, row)
    done, day = read_save_of(model, row), day_of(row)
    nothing = "All of this has been changed back already."
    links: list[tuple[str, str]] = []
    if request.GET.get(ONLY) == ENTRY:
        done = narrow(done, whole)
    else:
        origin = find_origins([row.history_save], request).get(row.history_save)
        here = f"Undo it in “{name_entries([whole])[whole]}” only"
        if origin or len(done.touched_wholes()) > 1:
            links = [(here, f"?{ONLY}={ENTRY}")]
        if origin:
            # It is undone where more is known of it than what it changed.
            done, nothing = Plan(), f"This belongs to more: {origin.title}."
            if origin.undo_url:
                links = [("Undo all of it", origin.undo_url), *links]
    question = Question(
        plan=lambda: invert(done, {}),
        title=f"Undo the change of {day}?",
        trail=trail_to(whole, "Undo a change"),
        about=_describe(done, whole),
        said=say_who(row),
        button="Undo this change",
        leave="Do not undo",
        heading="Would be taken back",
        becomes="be taken back",
        way_back=lambda: way_back(whole),
        reason=reason_for("Undid the change of", row),
        done="The change is undone.",
        nothing=nothing,
        wording=Wording(
            f"Back to before {day}", f"As {row.history_user_name or 'that change'} left it"
        ),
        links=links,
    )
    return ask(request, question)


def _describe(done: Plan, whole: EntryKey) -> str:
    """What the change is about: the entry, or how many there are."""
    number = len(done.touched_wholes())
    return f"{number:,} entries" if number > 1 else name_entries([whole])[whole]
