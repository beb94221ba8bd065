"""Everything that a plan would do as a table: a row a field."""

from collections.abc import Iterator

from django.utils.text import capfirst

from capframe.imports.preview import noun_of, shown, whole_of
from capframe.imports.titles import fields_of, named, own_titles, titles_for
from capframe.plans.plan import Plan, what_happens

COLUMNS = (
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


def differences(plan: Plan) -> Iterator[dict[str, str]]:
    """The rows, in the order of the plan; nothing is clipped and nothing left out.

    Args:
        plan: of an import or of its undoing.
    """
    own = own_titles(plan)
    titles = titles_for(plan.changes, own)
    for change in plan.changes:
        whole = whole_of(plan, change.whole, [change])
        values = change.values
        entry = titles.get((change.model, change.pk)) or named(values)
        common = {
            "line": str(change.line or ""),
            "object": whole.title,
            "object_is": noun_of(whole.model),
            "entry": entry,
            "entry_is": noun_of(change.model),
            "what_happens": what_happens(change),
        }
        fields = fields_of(change.model)
        for name in values:
            old, new = (
                "" if held is None else shown(fields[name], held.get(name), titles)
                for held in (change.before, change.after)
            )
            if old != new:
                yield {
                    **common,
                    "field": str(capfirst(fields[name].verbose_name)),
                    "old": old,
                    "new": new,
                }
