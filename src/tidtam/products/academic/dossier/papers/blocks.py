"""What a paper is made of. The template draws each by its kind; every word in them is final."""

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]
Row = tuple[str, str]


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def paragraph(text: str) -> Block:
    return {"kind": "paragraph", "text": text}


def rows(pairs: Iterable[Row]) -> list[Block]:
    """Labels and what was answered; an empty answer becomes a line to write on."""
    pairs = list(pairs)
    return [{"kind": "rows", "rows": pairs}] if pairs else []


def table(head: Sequence[str], widths: Sequence[float], lines: Sequence[Sequence[str]]) -> Block:
    return {"kind": "table", "head": list(head), "widths": list(widths), "rows": [list(line) for line in lines]}


def entry(number: str, text: str, inside: Sequence[Block]) -> Block:
    """A numbered entry with what belongs to it."""
    return {"kind": "entry", "number": number, "text": text, "inside": list(inside)}
