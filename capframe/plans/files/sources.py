"""The document that what an import says comes from."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from capframe.base.models import Source
from capframe.base.near_names import fold_nearly
from capframe.plans.existing import ExistingEntry
from capframe.plans.files.choices import Choices
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.new_names import EXISTING, NEAR_DUPLICATES, NEW, describe_address
from capframe.plans.files.questions import Option, Question
from capframe.plans.slugs import Slugs
from capframe.spreadsheets.faults import Fault, Remark, shown
from capframe.spreadsheets.names import folded

TITLE = "Imported file"
PUBLISHER = "Not stated"
LONGEST_TITLE = 300


def lazy_source(file: FileCheck) -> Callable[[], int]:
    """What gives the primary key of the source of a file.

    That is the one chosen, or else one of the title and publisher chosen: the catalogue's, or a new
    one, which the plan creates when it is first asked for.
    """

    @cache
    def source() -> int:
        chosen = file.choices.source
        return find_or_create_source(file) if chosen is None else chosen

    return source


def title_of(choices: Choices) -> str:
    """The title of a source that is not chosen: a file's name, where nobody gave it one."""
    nameless = f"{TITLE}: {choices.file_name}" if choices.file_name else TITLE
    return choices.source_title.strip() or nameless[:LONGEST_TITLE]


def find_or_create_source(file: FileCheck) -> int:
    """The source of the title and publisher chosen; its number, where the plan creates it.

    Where there is another of nearly the same title, that one may be meant: it is asked about.
    """
    title, publisher = title_of(file.choices), file.choices.publisher.strip() or PUBLISHER
    rows = list(Source.objects.order_by("pk").values_list("pk", "slug", "title", "publisher"))
    for pk, _, *named in rows:
        if [folded(text) for text in named] == [folded(title), folded(publisher)]:
            return pk
    slugs = Slugs((None, slug) for _, slug, _, _ in rows)
    # A point in a file's name stands between words.
    slug_from = title.replace(".", " ")
    near = [row for row in rows if fold_nearly(row[2]) == fold_nearly(title) != ""]
    if near:
        address = slugs.find_free(slug_from, otherwise="source")
        chosen = ask_which_source(file, title, publisher, near, address)
        if chosen is not None:
            return chosen
    slug = slugs.take(slug_from, otherwise="source")
    values = {"title": title, "slug": slug, "publisher": publisher}
    return file.builder.create_apart(Source, values, title)


def ask_which_source(
    file: FileCheck, title: str, publisher: str, near: Sequence[tuple], address: str
) -> int | None:
    """Which of the sources of nearly the same title is meant; None for a new one.

    Nobody having said so, it is new, and the question is asked.
    """
    words = "\n".join((folded(title), folded(publisher)))
    key = f"source-{sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    others = {f"{EXISTING}:{slug}": (pk, f"“{shown(t)}” ({shown(by)})") for pk, slug, t, by in near}
    listed = " and ".join(words for _, words in others.values())
    options = [Option(answer, f"No, it is {words}") for answer, (_, words) in others.items()]
    question = Question(
        key=key,
        group=NEAR_DUPLICATES,
        title=f"New? The source “{shown(title)}” ({shown(publisher)}) is nearly {listed}",
        about="What the file adds comes from this source.",
        options=(Option(NEW, "Yes, a new source", describe_address(address)), *options),
        is_required=False,
    )
    answer = file.ask(question)
    if answer is None:
        message = f"The new source “{shown(title)}” ({shown(publisher)}) is nearly {listed}."
        remedy = "If it is the same, choose that one."
        file.report.warnings.append(Fault(0, "", "", message, remedy, Remark.NEAR, NEAR_DUPLICATES))
    return others[answer][0] if answer in others else None


def place_of(line: int) -> str:
    return f"Line {line}"


def origin(source: Callable[[], int], line: int) -> dict[str, Any]:
    """Where a new entry that a line of the file names comes from, as its values."""
    return {"source_id": source(), "place": place_of(line)}


def with_origin(
    entry: ExistingEntry, values: Mapping[str, Any], choices: Choices, line: int
) -> dict[str, Any]:
    """The values that an entry should have; where they change it, with the chosen source and line.

    An entry keeps its source and place where nothing changes, where no source was chosen, and
    where it comes from that source already.
    """
    moved = {} if entry.has(values) else moved_origin(entry, choices, line)
    return {**values, **moved}


def moved_origin(entry: ExistingEntry, choices: Choices, line: int) -> dict[str, Any]:
    """The source and place that a changed entry gets; nothing where it keeps its own."""
    if choices.source in (None, entry.values["source_id"]):
        return {}
    return {"source_id": choices.source, "place": place_of(line)}
