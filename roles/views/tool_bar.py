"""The links of a page's tool bar, for ``components/tool_bar.html``."""

from typing import NamedTuple


class Tool(NamedTuple):
    """A link of a tool bar; ``spoken`` is said after its text by screen readers alone."""

    text: str
    url: str
    spoken: str = ""
    is_this_page: bool = False
    is_file: bool = False


def download(ending: str, url: str) -> Tool:
    return Tool(f"Download {ending.upper()}", url, is_file=True)
