"""What the sources do not say, in a sentence that stands once for all that lack it."""

from collections.abc import Iterable


def describe_absence(what: str, said: Iterable[object]) -> str:
    """That the source gives no such thing, or not always; empty where it always does.

    Args:
        what: the thing, for example “location”.
        said: what is said of it in each place; false where nothing is.
    """
    has = {bool(one) for one in said}
    if False not in has:
        return ""
    return f"Where no {what} is shown, the source gives none." if True in has else no_source(what)


def no_source(what: str) -> str:
    return f"The source gives no {what}."
