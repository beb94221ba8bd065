"""What is taken out of typed and pasted texts, said to whoever sent them."""

from collections.abc import Iterable

from django.forms import BaseForm

from capframe.spreadsheets.characters import describe_character
from capframe.spreadsheets.invisible import find_invisible


def describe_invisible(forms: Iterable[BaseForm]) -> str:
    """In a sentence, which invisible characters the changed fields were sent with.

    Empty where they have none. ``Entry.clean_fields`` takes them out.
    """
    sent = [form[name].data for form in forms for name in form.changed_data if name in form.fields]
    found = "".join(find_invisible(text) for text in sent if isinstance(text, str))
    if not found:
        return ""
    names = ", ".join(map(describe_character, dict.fromkeys(found)))
    return f"Taken out of what was typed, because nobody sees it: {names}."
