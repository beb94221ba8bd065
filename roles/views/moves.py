"""Where readers choose the two role levels of a move."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from roles.careers.family_numbers import load_counted_families
from roles.step_up.moves import LABELS, MOST_LISTED, load_move

NOT_CHOSEN = {
    "from": "Choose the role that you are in now.",
    "to": "Choose the role that you want to become.",
}


def move_page(request: HttpRequest) -> HttpResponse:
    """The form of ``/step-up/``; with what is missing (400) where it was sent without a start."""
    # Each of them has role levels: of more than are listed, nobody need count those.
    families = load_counted_families(counted=0, all_up_to=MOST_LISTED)
    move = load_move(families, request.GET.dict())
    is_sent = any(name in request.GET for name in LABELS)
    missing = [name for name in LABELS if is_sent and not request.GET.get(name)]
    context = {
        "move": move,
        "errors": [(NOT_CHOSEN[name], f"#move-{name}") for name in missing],
        "trail": [("Job families", reverse("families:list"))],
    }
    return render(request, "step_up/move.html", context, status=400 if missing else 200)
