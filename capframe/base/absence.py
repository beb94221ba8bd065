"""What the sources do not say, in sentences that stand once for all that lack it."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.text import get_text_list


def describe_absences(said: Mapping[str, Iterable[object]]) -> Iterator[str]:
    """What the source gives only in some places, and what it never gives, a sentence each.

    Args:
        said: by a thing, for example “location”, what is said of it in each place; false where
            nothing is.
    """
    has = {what: {bool(one) for one in each} for what, each in said.items()}
    sometimes = [what for what, truths in has.items() if truths == {True, False}]
    never = [what for what, truths in has.items() if truths == {False}]
    if sometimes:
        yield f"Where no {get_text_list(sometimes)} is shown, the source gives none."
    if never:
        yield no_source(get_text_list(never))


def no_source(what: str) -> str:
    return f"The source gives no {what}."
