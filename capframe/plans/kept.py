"""A plan that was kept, as today's models have it: columns come and go with migrations."""

from collections.abc import Iterable, Iterator

from capframe.plans.apply import model_of
from capframe.plans.builder import defaults_of
from capframe.plans.changes import Change, Values
from capframe.plans.pieces import RewrittenPiece


class FittedPiece(RewrittenPiece):
    """A piece without columns that are gone since, and with defaults for those that are new.

    What it counts may be a change of columns long gone.
    """

    def rewrite(self, changes: Iterable[Change]) -> Iterator[Change]:
        defaults: dict[str, Values] = {}
        for change in changes:
            if (columns := defaults.get(change.model)) is None:
                columns = defaults[change.model] = defaults_of(model_of(change.model))
            if change.before is not None and change.after is not None:
                if change.after.keys() <= columns.keys():
                    yield change
                elif after := _known(change.after, columns):
                    yield change._replace(before=_known(change.before, columns), after=after)
            elif change.values.keys() == columns.keys():
                yield change
            else:
                values = {**columns, **_known(change.values, columns)}
                is_new = change.before is None
                yield change._replace(after=values) if is_new else change._replace(before=values)


def _known(values: Values, columns: Values) -> Values:
    return {name: value for name, value in values.items() if name in columns}
