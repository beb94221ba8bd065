"""What is wrong with a form, each fault with the place to put it right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst


@dataclass(frozen=True)
class Fault:
    """One thing to put right.

    Args:
        words: what the form says.
        label: of the field; empty where it is about the whole form.
        target: the id of what to go to; empty where there is none.
        name: of the field, as the form calls it.
    """

    words: str
    label: str = ""
    target: str = ""
    name: str = ""


def find_faults(form: Any, *, whole: str = "", target: str = "") -> list[Fault]:
    """The faults of a form in the order of its fields, those about all of it first.

    Args:
        form: that was sent.
        whole: what the form is about, to name each field with; empty for the entry itself.
        target: where faults of all of it are put right.
    """
    faults = [Fault(words, whole, target) for words in form.non_field_errors()]
    for name in form.fields:
        field = form[name]
        label = ", ".join(filter(None, (whole, str(capfirst(field.label or "")))))
        faults += [Fault(words, label, field.id_for_label, name) for words in field.errors]
    return faults


def faults_in(faults: Iterable[Fault], names: Iterable[str]) -> list[Fault]:
    """Those of fields with these names."""
    wanted = set(names)
    return [fault for fault in faults if fault.name in wanted]
