"""Files to download: exports, templates, examples, messages and differences."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst, slugify

from capframe.base.http import Refused, attachment, quoted, refuse_unknown, unknown_names
from capframe.base.turns import FILES
from capframe.imports.access import (
    get_import,
    get_kind,
    import_permission_required,
    refuse_done,
    refuse_expired,
)
from capframe.imports.kept_files import load_sheets
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.left_open import find_left_open
from capframe.imports.models import Import
from capframe.imports.steps import plan_undo, resolve_conflicts
from capframe.plans.changes import Change, Whole
from capframe.plans.files.exports import Misnamed, choose_entries
from capframe.plans.files.import_kinds import ImportKind
from capframe.plans.plan import Plan
from capframe.plans.preview import describe_value, noun_of, whole_of
from capframe.plans.titles import PlanTitles, Titles, fields_by_column, short_title
from capframe.spreadsheets.assembly import table_of
from capframe.spreadsheets.excel_cells import TooLongForExcel
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.writing import csv_file, with_messages, xlsx_file

Rows = Iterable[Mapping[str, str]]

# By the ending of the file's name.
WRITERS: dict[str, Callable[[Sequence[str], Rows], bytes]] = {"csv": csv_file, "xlsx": xlsx_file}
# By what an address calls it: the rows of a kind's file, of all entries or of some.
ROWS_OF_FILE: dict[str, Callable[[ImportKind, QuerySet | None], Rows]] = {
    "template": lambda kind, some: (),
    "example": lambda kind, some: kind.example,
    "export": lambda kind, some: kind.export(True, some),
}
DIFFERENCE_COLUMNS = (
    "line",
    "object",
    "object_is",
    "entry",
    "entry_is",
    "what_happens",
    "field",
    "old",
    "new",
)


@import_permission_required
@FILES.turn()
def kind_file(request: HttpRequest, kind: str, what: str, ending: str) -> HttpResponse:
    """An empty template, a filled example, or what the catalogue holds of a kind.

    That is everything, or what the names in the address choose of it.
    """
    found = get_kind(request, kind)
    refuse_unknown(what, ROWS_OF_FILE, "a file of an import")
    refuse_unknown(ending, WRITERS, "a format of an import’s file")
    if unknown := unknown_names(request, [choice.name for choice in found.export_choices]):
        raise Refused(
            f"An export of {found.title.lower()} is not chosen by {quoted(unknown)}.",
            "Go to the page that the export is of, and follow its link.",
            status=404,
        )
    try:
        some = choose_entries(found.export_choices, dict(request.GET.lists()))
    except Misnamed as error:
        raise Refused(error.problem, error.remedy, status=404) from error
    return write_kind_file(found, what, ending, some)


def write_kind_file(
    kind: ImportKind, what: str, ending: str, some: QuerySet | None
) -> HttpResponse:
    """A file of a kind; of an export the rows of some entries only, where they are given."""
    names = [column.name for column in kind.columns]
    return respond_with(
        lambda: WRITERS[ending](names, ROWS_OF_FILE[what](kind, some)),
        file_name(kind, "some" if some is not None else what, ending),
    )


def file_name(kind: ImportKind, what: str, ending: str) -> str:
    """What a file is saved as; an export says of which day."""
    day = f"-{timezone.localdate():%Y-%m-%d}" if what in ("export", "some") else ""
    return f"{kind.name}-{what}{day}.{ending}"


def respond_with(write: Callable[[], bytes], name: str) -> HttpResponse:
    """The file. Raises Refused (409) where a text is too long for this format."""
    try:
        return attachment(write(), name)
    except TooLongForExcel as error:
        raise Refused(str(error), "Download it as CSV.", status=409) from error


@import_permission_required
@FILES.turn()
def messages(request: HttpRequest, pk: UUID, ending: str) -> HttpResponse:
    """The uploaded file with a last column that says what is wrong with each row."""
    imported = get_import(request, pk, whole=True)
    refuse_expired(imported)
    refuse_done(imported)
    refuse_unknown(ending, WRITERS, "a format of an import’s file")
    try:
        table = table_of(load_sheets(imported), imported.layout)
    except Unreadable as unreadable:
        raise Refused(unreadable.problem, unreadable.remedy, status=409) from unreadable
    faults = [*imported.read_errors(), *imported.read_warnings()]
    return respond_with(
        lambda: with_messages(table, faults, spreadsheet=ending == "xlsx"),
        f"{base_name(imported)}-messages.{ending}",
    )


@import_permission_required
@FILES.turn()
def differences_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that an import would do or did; with ``?undo``, that undoing it would do."""
    imported = get_import(request, pk)
    refuse_expired(imported)
    plan = imported.read_plan()
    if "undo" in request.GET and imported.is_done:
        undo_plan, conflicts = plan_undo(imported)
        plan = resolve_conflicts(undo_plan, conflicts, keeps_edits=True)
    name = f"{base_name(imported)}-differences.csv"
    return attachment(csv_file(DIFFERENCE_COLUMNS, list_differences(plan)), name)


@import_permission_required
@FILES.turn()
def left_open_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The small file that asks for what an import left open, filled with today's state.

    Raises Refused (404) for a kind of import that leaves nothing open.
    """
    imported = get_import(request, pk)
    question, left = find_left_open(imported)
    if question is None:
        title = IMPORT_KINDS[imported.kind].title.lower()
        raise Refused(
            f"An import of {title} leaves nothing open.",
            "Go back to the import’s page.",
            status=404,
        )
    columns = [column.name for column in IMPORT_KINDS[question.kind].columns]
    return attachment(
        csv_file(columns, question.rows(left)), f"{base_name(imported)}-{question.kind}.csv"
    )


def list_differences(plan: Plan) -> Iterator[dict[str, str]]:
    """What a plan would do: a row a field, none clipped and none left out."""
    titles = PlanTitles(plan)
    for changes in plan.batches():
        wholes = plan.wholes_at({change.whole for change in changes})
        titles_here = titles.of(changes)
        for change in changes:
            whole = wholes.get(change.whole) or whole_of([change])
            yield from list_differences_of(change, whole, titles_here)


def list_differences_of(change: Change, whole: Whole, titles: Titles) -> Iterator[dict[str, str]]:
    """A row for each field of a change that differs."""
    values = change.values
    common = {
        "line": str(change.line or ""),
        "object": whole.title,
        "object_is": noun_of(whole.model),
        "entry": titles.get((change.model, change.pk)) or short_title(change.model, values),
        "entry_is": noun_of(change.model),
        "what_happens": change.outcome.counted_as,
    }
    fields = fields_by_column(change.model)
    for name in values:
        old, new = (
            "" if side is None else describe_value(fields[name], side.get(name), titles)
            for side in (change.before, change.after)
        )
        if old != new:
            field = str(capfirst(fields[name].verbose_name))
            yield {**common, "field": field, "old": old, "new": new}


def base_name(imported: Import) -> str:
    """The uploaded file's name in plain letters, without its ending."""
    return slugify(imported.file_name.rpartition(".")[0])[:60] or imported.kind
