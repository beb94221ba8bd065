"""The page that publishes an unpublished change."""

from typing import Any, NamedTuple, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from capframe.base.actions import LONGEST_REASON
from capframe.base.admin.forms import REASON
from capframe.base.characters import refuse_characters
from capframe.base.site_pages import offer_page
from capframe.plans.admin.deleted_since import show_deletions
from capframe.plans.admin.unpublished import (
    CHANGED_MEANWHILE,
    find_change,
    form_address,
    render_page,
)
from capframe.plans.apply import Stale, model_of
from capframe.plans.models import UnpublishedChange
from capframe.plans.plan import Plan
from capframe.plans.preview import compare_texts, describe_value
from capframe.plans.publishing import NOW, OURS, Choice, Fault, NotPublishable, Publication, publish
from capframe.plans.titles import PlanTitles, Titles
from capframe.plans.unpublished import find_forbidden

NOT_ASKED_FOR = "Put back what was deleted, or tick that this is published without it."
UNANSWERED = "Choose which of the two stands."
STALE = "Somebody edited the catalogue at this moment. Nothing was published: try again."


class PublishForm(forms.Form):
    """The reason, and an answer to every choice."""

    version = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=REASON,
        required=False,
        max_length=LONGEST_REASON,
        validators=[refuse_characters],
        widget=AdminTextInputWidget,
        help_text="Shown beside your name in the history of every entry that it changes.",
    )

    def __init__(self, publication: Publication, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in publication.choices:
            self.fields[choice.name] = forms.ChoiceField(
                label=label_of(choice),
                choices=options_of(choice),
                widget=forms.RadioSelect,
                error_messages={"required": UNANSWERED, "invalid_choice": UNANSWERED},
            )
        if publication.deletions:
            self.fields[publication.without] = forms.BooleanField(
                label="Publish without it: what this change says of it is lost",
                error_messages={"required": NOT_ASKED_FOR},
            )

    @property
    def chosen(self) -> dict[str, str]:
        """The answers, by the names of the choices."""
        return {name: str(value) for name, value in self.cleaned_data.items()}


def label_of(choice: Choice) -> str:
    if not choice.column:
        return choice.title
    field = model_of(choice.change.model)._meta.get_field(choice.column)
    return f"{choice.title}: {field.verbose_name}"


def options_of(choice: Choice) -> list[tuple[str, str]]:
    if not choice.column:
        return [(NOW, "It stays as it is now"), (OURS, "It is deleted")]
    return [(NOW, "As it is now"), (OURS, "As in this change")]


class Asked(NamedTuple):
    """A choice as the page shows it: its field, and the text now with what would differ."""

    choice: Choice
    field: Any
    text: SafeString


class Wrong(NamedTuple):
    """A fault, with the address of the form that puts it right."""

    fault: Fault
    address: str


@offer_page("unpublished/<int:pk>/publish/", "plans_unpublished_publish")
def publish_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason and about what was edited since, and publishes the change."""
    if request.method != "POST":
        change = find_change(request, pk)
        publication = Publication(read_permitted(request, change))
        initial = {"reason": change.title, "version": change.plan_digest}
        form = PublishForm(publication, initial=initial)
        return show(request, change, publication, form)
    try:
        with transaction.atomic():
            change = find_change(request, pk, for_update=True)
            publication = Publication(read_permitted(request, change))
            form = PublishForm(publication, request.POST)
            if form.is_valid() and form.cleaned_data["version"] != change.plan_digest:
                form.add_error(None, CHANGED_MEANWHILE)
            if form.is_valid():
                plan = publication.settle(form.chosen)
                reason = form.cleaned_data["reason"]
                publish(change=change, plan=plan, by=request.user, reason=reason)
    except NotPublishable as refused:
        return show(request, change, publication, form, faults=refused.faults)
    except Stale:
        form.add_error(None, STALE)
    if not form.is_valid():
        return show(request, change, publication, outdated(form, change))
    say_published(request, change, plan)
    return HttpResponseRedirect(reverse("admin:plans_unpublished"))


def say_published(request: HttpRequest, change: UnpublishedChange, plan: Plan) -> None:
    """Tell somebody that it is done, with a link to undo it; or that nothing was left to do."""
    first = next(iter(plan.changes), None)
    if first is None:
        words = f"Nothing of “{change}” was left to publish: the catalogue says all of it already."
        messages.warning(request, words)
        return
    rows = model_of(first.model).history.filter(id=first.pk)
    newest = rows.order_by("-history_id").values_list("history_id", flat=True)[0]
    undo = reverse("admin:plans_undo", args=[first.model, newest])
    said = "Published: “{}”. Readers see it now. <a href='{}'>Undo this change</a>"
    messages.success(request, format_html(said, change, undo))


def read_permitted(request: HttpRequest, change: UnpublishedChange) -> Plan:
    """The plan of a change. Raises PermissionDenied for those who may not do all of it."""
    plan = change.read_plan()
    if find_forbidden(plan, request.user):
        raise PermissionDenied
    return plan


def outdated(form: PublishForm, change: UnpublishedChange) -> PublishForm:
    """The form as it was sent, with the version that it is shown with now."""
    data = cast(QueryDict, form.data).copy()
    data["version"] = change.plan_digest
    form.data = data
    return form


def show(
    request: HttpRequest,
    change: UnpublishedChange,
    publication: Publication,
    form: PublishForm,
    faults: Any = (),
) -> HttpResponse:
    titles = PlanTitles(publication.kept).of([one.change for one in publication.choices])
    context = {
        "title": f"Publish “{change}”?",
        "change": change,
        "form": form,
        "number": len(publication.plan.touched_wholes()),
        "asked": [
            Asked(choice, form[choice.name], compare(choice, titles))
            for choice in publication.choices
        ],
        "left_out": publication.left_otherwise,
        "deletions": list(show_deletions(publication.deletions, request.user)),
        "without": form[publication.without] if publication.deletions else None,
        "faults": [Wrong(fault, form_address(fault.whole, change)) for fault in faults],
    }
    return render_page(request, "publish", context, status=409 if faults else 200)


def compare(choice: Choice, titles: Titles) -> SafeString:
    """The value as it is now with the words that the change would take out and put in."""
    if not choice.column:
        return SafeString("")
    field: Any = model_of(choice.change.model)._meta.get_field(choice.column)
    ours = (choice.change.after or {})[choice.column]
    return compare_texts(*(describe_value(field, value, titles) for value in (choice.now, ours)))
