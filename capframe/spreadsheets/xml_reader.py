"""Reads XML piece by piece. Document types and entities are refused."""

from collections.abc import Collection, Iterator
from typing import Any, Protocol
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from capframe.spreadsheets.archives import Archive, damaged
from capframe.spreadsheets.faults import Unreadable

Attributes = dict[str, str]
MOST_NAMES = 10_000
MOST_ELEMENTS = 200_000


class Reader(Protocol):
    """Takes the elements of a document in their order, each by its local name."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None:
        """Text stands in the element that began last, or after one that ended."""


class LocalNames(dict[str, str]):
    """Names without their namespaces, which expat writes before a brace."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition("}")[2]
        if len(self) < MOST_NAMES:
            self[name] = local
        return local


def feed(archive: Archive, name: str, reader: Reader) -> Iterator[None]:
    """Read a part of the archive, with a pause after each piece.

    Raises:
        Unreadable: it is not well formed, or declares a document type.
    """
    parser = DefusedXMLParser(forbid_dtd=True)
    _connect(parser.parser, reader)
    try:
        for chunk in archive.chunks(name):
            parser.feed(chunk)
            yield
        parser.parser.Parse(b"", True)
        yield
    except DefusedXmlException:
        raise Unreadable(
            "The spreadsheet declares XML entities or a document type, which no table needs.",
            "Open it in a spreadsheet program and save it again.",
        ) from None
    except (ParseError, ExpatError, LookupError, ValueError):
        raise damaged() from None


def _connect(expat: Any, reader: Reader) -> None:
    """Let expat call the reader itself: through ElementTree every cell would take twice as long."""
    local = LocalNames()
    expat.ordered_attributes = False
    expat.DefaultHandlerExpand = expat.CommentHandler = expat.ProcessingInstructionHandler = None
    expat.StartElementHandler = lambda name, attributes: reader.start(local[name], attributes)
    expat.EndElementHandler = lambda name: reader.end(local[name])
    expat.CharacterDataHandler = reader.text


class ElementCollector:
    """Keeps the names and attributes of some elements."""

    def __init__(self, wanted: Collection[str]) -> None:
        self.wanted = wanted
        self.found: list[tuple[str, Attributes]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name in self.wanted:
            if len(self.found) >= MOST_ELEMENTS:
                raise damaged()
            self.found.append(
                (name, {key.rpartition("}")[2]: attributes[key] for key in attributes})
            )

    def end(self, name: str) -> None:
        """Do nothing: an element is kept when it begins."""

    def text(self, text: str) -> None:
        """Do nothing: no text is kept."""


def find_elements(archive: Archive, name: str, *wanted: str) -> list[tuple[str, Attributes]]:
    """The elements of these names in a part: name and attributes, in their order."""
    reader = ElementCollector(wanted)
    for _ in feed(archive, name, reader):
        pass
    return reader.found
