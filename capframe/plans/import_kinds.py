"""What every kind of bulk import has in common: its columns, its choices, and its check."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from capframe.base.models import Entry, Status
from capframe.plans.plan import Plan
from capframe.spreadsheets.columns import Column
from capframe.spreadsheets.faults import Fault
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever imports chooses for a file that does not say it itself.

    Args:
        source: primary key of the document that the file's facts come from; None for a new one.
        source_title: title of the new one.
        publisher: publisher of the new one.
        skill_framework: primary key, for skills whose row names none; likewise the next two.
        job_family: as above.
        grade_structure: as above.
        withdraw_missing: whether role levels that the file leaves out are withdrawn, in the job
            families that it names.
        status: of what is created.
    """

    source: int | None = None
    source_title: str = ""
    publisher: str = ""
    skill_framework: int | None = None
    job_family: int | None = None
    grade_structure: int | None = None
    withdraw_missing: bool = False
    status: str = Status.PUBLISHED


def report_deleted_choices(
    chosen: Iterable[tuple[type[Entry], int | None]], report: Report
) -> bool:
    """Find what was chosen for a file and is not in the catalogue any more.

    Args:
        chosen: the model and the primary key of each choice, None where there is none.
        report: is told of each that is gone.

    Returns whether any is: then nothing else can be checked.
    """
    gone = [
        model
        for model, pk in chosen
        if pk is not None and not model._base_manager.filter(pk=pk).exists()
    ]
    for model in gone:
        message = f"The {model._meta.verbose_name} that was chosen for the file has been deleted."
        report.fault(Record(0, {}), "", message, "Upload the file again and choose another.")
    return bool(gone)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. With errors there is nothing to apply, and the plan is empty."""

    plan: Plan
    errors: Sequence[Fault] = field(default_factory=tuple)
    warnings: Sequence[Fault] = field(default_factory=tuple)


class Progress(Protocol):
    """Is told how far long work has come."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """``done`` of ``total`` rows or objects in this step, which is named in words."""


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of file that is imported and exported.

    Args:
        name: in addresses and commands.
        title: for people.
        columns: all it may have.
        models: the models whose entries it adds and changes.
        check: from a file's records, the choices and a progress to what it would change.
        example: rows of a filled example, each a text for each column that it fills.
        export: the rows of everything that the catalogue holds of this kind, each a text for each
            column, in the order in which an import gives them back; the argument says whether
            drafts and withdrawn entries are among them.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    models: tuple[type[Entry], ...]
    check: Callable[[Records, Choices, Progress], Checked]
    example: Sequence[dict[str, str]]
    export: Callable[[bool], Iterable[dict[str, Any]]]
