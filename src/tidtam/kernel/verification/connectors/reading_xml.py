"""XML that strangers wrote, read into a small tree: few elements, little depth, no document type."""

from dataclasses import dataclass, field
from xml.parsers import expat

MOST_BYTES = 64 * 1024
MOST_ELEMENTS = 200
DEEPEST = 12
SEPARATOR = " "


class UnreadableXml(Exception):
    """Carries no text of the document."""


@dataclass
class Element:
    name: str
    """With its namespace before it, and a space between."""
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def only(self, name: str) -> "Element":
        """The child of this name, of which there must be exactly one."""
        found = [child for child in self.children if child.name == name]
        if len(found) != 1:
            raise UnreadableXml
        return found[0]


class _Builder:
    def __init__(self) -> None:
        self.top = Element("")
        self._open = [self.top]
        self._count = 0

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) > DEEPEST:
            raise UnreadableXml
        element = Element(name)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def text(self, piece: str) -> None:
        self._open[-1].text += piece


def read_xml(document: bytes) -> Element:
    """The outermost element."""
    if len(document) > MOST_BYTES:
        raise UnreadableXml
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = builder.begin
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    # What a document type can declare are entities, which grow or reach out; SOAP forbids one anyway.
    parser.StartDoctypeDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise UnreadableXml from None
    return builder.top.children[0]


def _refuse(*_: object) -> None:
    raise UnreadableXml
