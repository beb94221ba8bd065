"""What was chosen for a file, when the file comes to be checked."""

from collections.abc import Iterable

from capframe.base.models import Entry
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record


def report_deleted_choices(
    chosen: Iterable[tuple[type[Entry], int | None]], report: Report
) -> bool:
    """Find what was chosen and is not in the catalogue any more.

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
