"""The parts of an entry on its form: in order, folded, with what is wrong in each."""

from collections.abc import Iterable
from textwrap import shorten
from typing import TYPE_CHECKING, Any, cast

from django.contrib.admin.helpers import InlineAdminForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.text import capfirst

from capframe.base.admin.faults import Fault, faults_in, find_faults
from capframe.base.admin.forms import TAKEN_FROM_WHOLE
from capframe.base.admin.rearranging import (
    Row,
    are_opened,
    pressed_part,
    pressed_prefix,
    read_number,
)

if TYPE_CHECKING:
    from capframe.base.admin.form_page import FormPage

POSITION = "position"
ORIGIN = (*TAKEN_FROM_WHOLE, "editors_note")
# As many letters of its text as a folded part shows.
LONGEST_BEGINNING = 70
# As many columns as stand beside each other.
MOST_COLUMNS = 6


class Part:
    """One part of the entry on its page."""

    is_first = is_last = False

    def __init__(self, shown: InlineAdminForm, group: "PartGroup") -> None:
        self.shown, self.group = shown, group
        self.form = form = cast(Any, shown.form)
        self.anchor: str = form.prefix
        self.is_new = not shown.original
        noun = str(group.opts.verbose_name)
        self.heading = f"New {noun}" if self.is_new else heading_of(shown.original, form.whole)
        name = f"{capfirst(noun)} “{self.heading}”" if not self.is_new else self.heading
        bound = form.is_bound
        # The groups of parts that stand in this one.
        inner = group.page.inner_groups
        self.inside = [one for one in inner if one.formset.instance == form.instance]
        self.faults = find_faults(form, whole=name, target=self.anchor) if bound else []
        self.faults += [fault for inner in self.inside for fault in inner.faults]
        # Nobody moves what nothing was typed in.
        self.is_blank = self.is_new and not (bound and form.has_changed())

    @cached_property
    def lines(self) -> list[list[Any]]:
        """Its fields, line by line, without those that have places of their own."""
        lines = [
            [field for field in line if field_name(field) not in self._apart]
            for fieldset in self.shown
            for line in fieldset
        ]
        return [line for line in lines if line]

    @cached_property
    def _apart(self) -> dict[str, Any]:
        """The fields that have places of their own."""
        every = {
            field_name(field): field
            for fieldset in self.shown
            for line in fieldset
            for field in line
        }
        apart = (POSITION, *ORIGIN) if "source" in every else (POSITION,)
        return {name: every[name] for name in apart if name in every}

    @property
    def position(self) -> Any:
        """The number of its place, None where parts of its kind have none."""
        return self._apart.get(POSITION)

    @property
    def origin(self) -> list[Any]:
        """The fields that say where it comes from, empty where it has none of its own."""
        return [self._apart[name] for name in ORIGIN if name in self._apart]

    @cached_property
    def origin_in_words(self) -> str:
        """Where it comes from, where that is not where the whole entry comes from."""
        part, whole = self.form.instance, self.form.whole
        if self.is_new:
            return f"as the {self.group.page.noun}"
        said = [f"as the {self.group.page.noun}"]
        if part.source_id != getattr(whole, "source_id", None):
            said = [str(part.source)]
        if part.place and part.place != getattr(whole, "place", ""):
            said.append(f"place “{part.place}”")
        if part.editors_note:
            said.append("with a note of editors")
        return "; ".join(said)

    @property
    def is_origin_open(self) -> bool:
        return bool(faults_in(self.faults, ORIGIN)) or self._is_changed(ORIGIN)

    @property
    def is_open(self) -> bool:
        """Whether it begins open: where it is new, or something was typed or is wrong in it."""
        apart = (POSITION, DELETION_FIELD_NAME)
        names = [name for name in self.form.fields if name not in apart]
        is_inside = any(inner.is_pressed or inner.is_typed for inner in self.inside)
        return self.is_new or bool(self.faults) or self._is_changed(names) or is_inside

    @property
    def is_pressed(self) -> bool:
        """Whether a button has just moved it, or added it."""
        is_added = self.group.is_pressed and not self.form.is_bound
        return is_added or pressed_part(self.group.page.data) == self.anchor

    @property
    def can_be_removed(self) -> bool:
        inline = self.shown.formset
        return bool(inline.can_delete and self.group.can_delete and self.group.page.can_change)

    @property
    def can_go_up(self) -> bool:
        return not (self.is_blank or self.is_first)

    @property
    def can_go_down(self) -> bool:
        return not (self.is_blank or self.is_last)

    @property
    def count(self) -> int | None:
        return self.form.count

    @property
    def counted(self) -> str:
        return self.form.counted

    @property
    def beginning(self) -> str:
        """How its text begins."""
        return shorten(self.form.beginning, LONGEST_BEGINNING, placeholder="…")

    def _is_changed(self, names: Iterable[str]) -> bool:
        return self.form.is_bound and any(name in self.form.changed_data for name in names)


class PartGroup:
    """All parts of one kind."""

    def __init__(self, inline: Any, page: "FormPage") -> None:
        self.inline, self.page = inline, page
        self.opts, self.formset = inline.opts, inline.formset
        self.template = inline.opts.template
        self.anchor = f"{self.formset.prefix}-group"
        self.heading = capfirst(self.opts.verbose_name_plural)
        self.can_add = inline.has_add_permission
        self.can_delete = inline.has_delete_permission
        self.can_change = inline.has_change_permission
        self.have_rows = self.opts.have_rows
        self.is_pressed = pressed_prefix(page.data) == self.formset.prefix
        self.are_opened = are_opened(page.data, self.formset.prefix)
        self.next_anchor = f"{self.formset.prefix}-{len(self.formset.forms)}"
        self.parts = self._in_order()
        self.faults = [
            *(Fault(words, self.heading, self.anchor) for words in self.formset.non_form_errors()),
            *(fault for part in self.parts for fault in part.faults),
        ]

    def _in_order(self) -> list[Part]:
        """The parts by the numbers that are typed in them."""
        shown = list(self.inline)
        if self.can_add:
            shown.pop()  # an empty one, for a script to copy
        if any(POSITION in one.form.fields for one in shown):
            shown.sort(key=place_of)
        parts = [Part(one, self) for one in shown]
        placed = [part for part in parts if not part.is_blank]
        for part in placed[:1]:
            part.is_first = True
        for part in placed[-1:]:
            part.is_last = True
        return parts

    @property
    def absent(self) -> "list[PartGroup]":
        """The groups of parts of what is not among these yet: filled in, it is added with them."""
        inner = [one for one in self.page.inner_groups if one.formset.instance.pk is None]
        return [one for one in inner if isinstance(one.formset.instance, self.formset.model)]

    @property
    def is_absent_open(self) -> bool:
        """Whether something was typed, pressed or is wrong in what is not there yet."""
        return any(one.is_pressed or one.is_typed or one.faults for one in self.absent)

    @property
    def is_typed(self) -> bool:
        """Whether anything was changed in its fields."""
        return self.formset.is_bound and self.formset.has_changed()

    @property
    def values(self) -> list[str]:
        """What the parts are called."""
        return [part.heading for part in self.parts]

    @property
    def has_places(self) -> bool:
        return any(part.position for part in self.parts)

    @property
    def have_origins(self) -> bool:
        return any(part.origin for part in self.parts)

    @property
    def columns(self) -> list[str]:
        """The heads of the columns, where the parts are rows of a table."""
        fields = [field for line in self.parts[0].lines for field in line] if self.parts else []
        heads = [capfirst(field_label(field)) for field in fields]
        heads += ["Order"] if self.has_places else []
        heads += ["Source and place"] if self.have_origins else []
        return [*heads, "Delete" if any(part.can_be_removed for part in self.parts) else ""]

    @property
    def are_long(self) -> bool:
        """Whether a table would be wider than a page."""
        return len(self.columns) > MOST_COLUMNS

    @property
    def change_address(self) -> str:
        """The name of the address of a part's own page."""
        return f"admin:{self.opts.opts.app_label}_{self.opts.opts.model_name}_change"

    @property
    def is_said_at_a_part(self) -> bool:
        """Whether a part says that nothing is saved yet, where a button moved or added it."""
        return any(part.is_pressed for part in self.parts)

    @property
    def is_open(self) -> bool:
        """Whether the table of them begins open."""
        changed = any(part.is_new or part.form.has_changed() for part in self.parts)
        is_typed = self.formset.is_bound and changed
        return self.page.is_new or self.is_pressed or bool(self.faults) or is_typed


def heading_of(part: Any, whole: Any) -> str:
    """What a part is called on the page of its whole; the beginning of a long text."""
    return shorten(name_in(part, whole), LONGEST_BEGINNING, placeholder="…")


def name_in(part: Any, whole: Any) -> str:
    """What a part is called on the page of its whole, which it need not name."""
    return str(part).removeprefix(f"{whole}, ")


def field_name(field: Any) -> str:
    """Of a field on an admin's form, be it one to type in or one to read."""
    return field.field["name"] if field.is_readonly else field.field.name


def field_label(field: Any) -> str:
    return str(field.field["label"] if field.is_readonly else field.field.label)


def place_of(shown: InlineAdminForm) -> tuple[bool, int, int]:
    """What a part is sorted by: the number typed in it, those without one last."""
    form: Any = shown.form
    typed = form[POSITION].value() if POSITION in form.fields else form.instance.position
    return Row(int(form.prefix.rpartition("-")[2]), read_number(typed)).place
