"""The page that shows what would be taken back, lets its reader choose, and does it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from capframe.base.actions import LONGEST_REASON
from capframe.base.admin.forms import REASON
from capframe.base.characters import refuse_characters
from capframe.plans.admin.back_rows import MOST_SHOWN, Wording, make_rows
from capframe.plans.admin.keeping import KEEP, keep_written, may_keep
from capframe.plans.admin.permissions import may
from capframe.plans.apply import Stale, model_of
from capframe.plans.carrying_out import carry_out
from capframe.plans.changes import STAYING, Outcome
from capframe.plans.chosen import Choice, find_problems, first_choices, plan_chosen
from capframe.plans.plan import Plan
from capframe.plans.taking_back import TakingBack

# What a plan does to entries, in a word of a sentence, with the permission that it needs.
NEEDED = {
    "add": (Outcome.CREATED,),
    "change": STAYING,
    "delete": (Outcome.REMOVED,),
}
CHOICES = tuple(choice.value for choice in Choice)
CHANGED_MEANWHILE = (
    "Somebody has changed some of this since you looked at it. Nothing was changed here: look "
    "again, then choose."
)
NOTHING_CHOSEN = "Nothing is chosen: choose at least one, or leave the page."


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=REASON,
        required=False,
        max_length=LONGEST_REASON,
        validators=[refuse_characters],
        widget=AdminTextInputWidget,
        help_text="Shown beside your name in the history.",
    )


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks.

    Args:
        plan: makes the plan that would take it back, as things stand now.
        title: of the page, a question.
        trail: the way down to it, each a text with its address, which may be empty.
        about: what it is about, above the title.
        said: who made what is to be taken back, and why; a sentence.
        button: what the button says that does it.
        leave: what the link says that leads away, changing nothing.
        heading: of what can be ticked.
        becomes: what can become of it: "be taken back", "come back".
        way_back: where both lead.
        reason: to begin with.
        done: said when it is done.
        nothing: said where nothing is left to do.
        wording: of the choices where something was changed again since.
        links: further ways, each a text with its address.
        counted: what can be ticked, where there are several.
    """

    plan: Callable[[], Plan]
    title: str
    trail: Sequence[tuple[str, str]]
    about: str
    said: str
    button: str
    leave: str
    heading: str
    becomes: str
    way_back: Callable[[], str]
    reason: str
    done: str
    nothing: str
    wording: Wording
    links: Sequence[tuple[str, str]] = ()
    counted: str = "changes"


def ask(request: HttpRequest, question: Question) -> HttpResponse:
    """Show what would be taken back; where that was chosen, do it and lead away."""
    plan = question.plan()
    refuse_unseen(request.user, plan)
    taking_back = TakingBack(plan)
    refused = list_refused(request.user, plan)
    choices, errors = first_choices(taking_back), []
    form = ReasonForm(request.POST or None, initial={"reason": question.reason})
    is_kept = KEEP in request.POST
    if request.method == "POST":
        if not may_keep(request) if is_kept else refused:
            raise PermissionDenied
        choices |= posted_choices(request, taking_back)
        errors = find_errors(request, taking_back, choices)
        if form.is_valid() and not errors:
            try:
                act = keep_taken_back if is_kept else take_back
                return act(request, question, plan_chosen(taking_back, choices), form)
            except Stale:
                taking_back, errors = TakingBack(question.plan()), [CHANGED_MEANWHILE]
    context = {
        **admin.site.each_context(request),
        "question": question,
        "title": question.title,
        "leave_url": question.way_back(),
        "form": form,
        "errors": [*errors, *form.errors.get("reason", ())],
        "refused": refused,
        "may_keep": may_keep(request),
        **describe(taking_back, choices, question),
    }
    status = 409 if CHANGED_MEANWHILE in errors else 200
    return TemplateResponse(request, "admin/entry/undo.html", context, status=status)


def describe(
    taking_back: TakingBack, choices: Mapping[str, Choice], question: Question
) -> dict[str, Any]:
    """What the page's template needs of it."""
    rows = make_rows(taking_back, choices, question.wording)
    more = max(0, len(taking_back.items) - MOST_SHOWN)
    return {
        "blocked": [row for row in rows if row.problem],
        "asked": [row for row in rows if row.options],
        "ready": [row for row in rows if not row.problem and not row.options],
        "summary": summarise(taking_back, question.counted, question.becomes),
        "more": more,
        "digest": taking_back.digest,
    }


def summarise(taking_back: TakingBack, counted: str, becomes: str) -> str:
    """How much can be taken back, in sentences; empty where nothing is left to do."""
    number = len(taking_back.items)
    blocked = sum(bool(item.problem) for item in taking_back.items)
    asked = sum(bool(item.since and not item.problem) for item in taking_back.items)
    if number > 1:
        return _summarise_many(number, blocked, asked, f"{counted} can {becomes}.")
    if asked:
        return "It has been changed again since: choose below."
    return (f"It cannot {becomes}." if blocked else f"It can {becomes}.") if number else ""


def _summarise_many(number: int, blocked: int, asked: int, can: str) -> str:
    ready = number - blocked - asked
    if ready == number:
        return f"Both {can}" if number == 2 else f"All {number:,} {can}"
    said = [f"{f'{ready:,}' if ready else 'None'} of the {number:,} {can}"]
    if asked:
        have = "has" if asked == 1 else "have"
        said.append(f"{asked:,} {have} been changed again since: choose below.")
    if blocked and (ready or asked):
        said.append(f"{blocked:,} cannot.")
    return " ".join(said)


def posted_choices(request: HttpRequest, taking_back: TakingBack) -> dict[str, Choice]:
    """What was chosen of the items that were shown; of what was changed again, as it is now."""
    ticked = set(request.POST.getlist("take"))
    choices = {}
    for item in taking_back.items[:MOST_SHOWN]:
        if item.since:
            chosen = request.POST.get(f"choice:{item.key}", "")
            choices[item.key] = Choice(chosen) if chosen in CHOICES else Choice.NOW
        else:
            choices[item.key] = Choice.BACK if item.key in ticked else Choice.NOW
    return choices


def find_errors(
    request: HttpRequest, taking_back: TakingBack, choices: Mapping[str, Choice]
) -> list[str]:
    """Why what was chosen cannot be done."""
    if request.POST.get("digest") != taking_back.digest:
        return [CHANGED_MEANWHILE]
    if all(choice is Choice.NOW for choice in choices.values()):
        return [NOTHING_CHOSEN]
    return find_problems(taking_back, choices)


def take_back(
    request: HttpRequest, question: Question, plan: Plan, form: ReasonForm
) -> HttpResponse:
    """Carry the plan out and lead away. Raises Stale, and changes nothing, where that cannot be."""
    carry_out(plan=plan, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, question.done)
    return HttpResponseRedirect(question.way_back())


def keep_taken_back(
    request: HttpRequest, question: Question, plan: Plan, form: ReasonForm
) -> HttpResponse:
    """Keep unpublished what carrying the plan out would do. Raises Stale where that cannot be."""
    reason = form.cleaned_data["reason"]
    write = partial(carry_out, plan=plan, by=request.user, reason=reason)
    return keep_written(request, write, title=reason)


def refuse_unseen(user: Any, plan: Plan) -> None:
    """Raise PermissionDenied where the plan is about entries of which somebody may see nothing."""
    for label in {label for outcome in Outcome for label in plan.keys(outcome)}:
        if not may(user, "view", model_of(label)):
            raise PermissionDenied


def list_refused(user: Any, plan: Plan) -> list[str]:
    """What the plan does that somebody may not do: "delete role levels"."""
    return sorted(set(_refused(user, plan)))


def _refused(user: Any, plan: Plan) -> Iterator[str]:
    for action, outcomes in NEEDED.items():
        for label in plan.keys(*outcomes):
            model = model_of(label)
            if not may(user, action, model):
                yield f"{action} {model._meta.verbose_name_plural}"
