"""What the index has of a text."""

from capframe.search.lines import LineReader


def stemmed(text):
    """The stems of its words in their order, without those of what they are in one piece."""
    return LineReader().stems_by_line([text]).split("\n")[0]


def joined(text):
    """The stems of what words of it are in one piece."""
    return LineReader().stems_by_line([text]).split("\n")[1]
