"""Processes as data: a TOML file becomes a frozen `Definition`, or a list of everything wrong with it."""

from .decoding import WrongEncoding, decode
from .mistakes import DefinitionRefused, Mistake
from .model import (
    CLOSED,
    SUBJECT,
    WITHDRAWN,
    Appeal,
    Deadline,
    DeadlineUnit,
    Definition,
    Ending,
    Need,
    Outcome,
    Recorded,
    Return,
    Shown,
    Step,
    Words,
)
from .reading import DefinitionFile, from_content, read_file

__all__ = [
    "CLOSED",
    "SUBJECT",
    "WITHDRAWN",
    "Appeal",
    "Deadline",
    "DeadlineUnit",
    "Definition",
    "DefinitionFile",
    "DefinitionRefused",
    "Ending",
    "Mistake",
    "Need",
    "Outcome",
    "Recorded",
    "Return",
    "Shown",
    "Step",
    "Words",
    "WrongEncoding",
    "decode",
    "from_content",
    "read_file",
]
