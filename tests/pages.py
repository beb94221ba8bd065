"""What a page says, as a browser would show it."""


def squeezed(html: str) -> str:
    """The HTML with one space for each run of white space."""
    return " ".join(html.split())
