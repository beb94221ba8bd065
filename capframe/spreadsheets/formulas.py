"""Texts in files that a spreadsheet opens: none of them may run there as a formula."""

import re

# What a spreadsheet would calculate instead of showing; an apostrophe before it says that it is
# text. A text that begins with such an apostrophe of its own gets another one.
RUNS = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def would_run(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula, or its apostrophe for a guard."""
    return RUNS.match(text) is not None


def guard(text: str) -> str:
    """The text with an apostrophe before it, where a spreadsheet would run it."""
    return f"'{text}" if would_run(text) else text


def unguard(text: str) -> str:
    """The text without the apostrophe that ``guard`` put before it."""
    return text[1:] if text.startswith("'") and would_run(text) else text
