"""What a file takes away by not naming it, of parts that a reader would miss."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from capframe.base.models import Entry
from capframe.base.parts import parts_of
from capframe.base.titles import noun_and_title, title_from
from capframe.plans.apply import model_of
from capframe.plans.changes import Change, Outcome, Whole
from capframe.plans.plan import Plan
from capframe.spreadsheets.faults import Fault, Remark, shown
from capframe.spreadsheets.names import list_quoted

REMEDY = "Add the rows of what is to stay."


def find_taken_away(plan: Plan, models: Collection[type[Entry]]) -> Iterator[Fault]:
    """A warning for each whole that loses entries of some models, with all that stands in them."""
    labels = {model._meta.label_lower for model in models}
    for removed in plan.batches(Outcome.REMOVED):
        gone: dict[int, list[Change]] = defaultdict(list)
        for change in removed:
            if change.model in labels:
                gone[change.whole].append(change)
        wholes = plan.wholes_at(gone)
        for place, changes in plan.changes_in(gone).items():
            yield _describe_loss(wholes[place], gone[place], changes)


def _describe_loss(whole: Whole, gone: Sequence[Change], here: Sequence[Change]) -> Fault:
    named = noun_and_title(model_of(whole.model), shown(whole.title))
    model = model_of(gone[0].model)
    titles = [shown(title_from(model, change.values)) for change in gone]
    noun = str(model._meta.verbose_name) + ("" if len(gone) == 1 else "s")
    message = f"The {named} loses the {noun} {list_quoted(titles)}"
    for part, number in _count_parts(model, gone, here).items():
        meta = part._meta
        message += f", with {number:,} "
        message += str(meta.verbose_name if number == 1 else meta.verbose_name_plural)
    line = min((change.line for change in here if change.line), default=0)
    message += ": the file does not have " + ("it." if len(gone) == 1 else "them.")
    return Fault(line, "", "", message, REMEDY, Remark.GONE, what=named)


def _count_parts(
    model: type[Entry], gone: Sequence[Change], here: Sequence[Change]
) -> Counter[type[Entry]]:
    """How many parts go with the entries, by their model."""
    keys = {change.pk for change in gone}
    fields = {part._meta.label_lower: (part, field) for part, field in parts_of(model)}
    numbers: Counter[type[Entry]] = Counter()
    for change in here:
        part, field = fields.get(change.model, (None, None))
        if part and field and change.after is None and change.values.get(field.attname) in keys:
            numbers[part] += 1
    return numbers
