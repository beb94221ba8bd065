"""Values as they should be: as they are, where a file says the same."""

from collections.abc import Mapping
from typing import Any

from capframe.base.aliases import ALIASES
from capframe.plans.existing import ExistingEntry
from capframe.spreadsheets import names
from capframe.spreadsheets.texts import desired_text


def desired_values(entry: ExistingEntry, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of an entry, as the entry has it where that says the same."""
    return {name: desired_value(name, entry.values[name], value) for name, value in said.items()}


def desired_value(name: str, existing: Any, value: Any) -> Any:
    if not isinstance(value, str) or name == ALIASES:
        return value
    return (desired_name if name == "employer" else desired_line)(existing, value)


def desired_line(existing: str, text: str) -> str:
    """The existing text where a file says the same, with other white space in a name too."""
    is_same = names.SPACES.sub(" ", existing).strip() == text
    return existing if is_same else desired_text(existing, text)


def desired_name(existing: str, name: str) -> str:
    """The existing name where a file writes the same in another case or spacing."""
    return existing if names.folded(existing) == names.folded(name) else name
