"""Text fields that suggest what other entries hold, without a script."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget

from capframe.base.models import entry_models


class SuggestingInput(AdminTextInputWidget):
    """A text field with the texts that the field of this name holds anywhere in the catalogue."""

    template_name = "admin/widgets/suggestions.html"

    def __init__(self, field_name: str) -> None:
        super().__init__()
        # Every form of a page copies this: they ask once, and only where the page is drawn.
        self.find_suggestions = lru_cache(lambda: texts_in_use(field_name))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = {**(attrs or {}), "list": f"{name}-suggestions"}
        context = super().get_context(name, value, attrs)
        return {**context, "suggestions": self.find_suggestions()}


def texts_in_use(field_name: str) -> Sequence[str]:
    """What the field of this name holds in the entries of every model that has it."""
    texts: dict[str, str] = {}
    for model in entry_models():
        if field_name in {field.name for field in model._meta.concrete_fields}:
            held = model._base_manager.exclude(**{field_name: ""}).order_by(field_name)
            for text in held.values_list(field_name, flat=True).distinct():
                texts.setdefault(text.casefold(), text)
    return sorted(texts.values())
