"""The tables of the register."""

from .corrections import Correction, CorrectionPoint
from .entries import Entry, Revision
from .imports import RegistryImport, RegistryMistake
from .notices import ChangeNotice, Justification, Recorder
from .public import Holding, Tally

__all__ = [
    "ChangeNotice",
    "Correction",
    "CorrectionPoint",
    "Entry",
    "Holding",
    "Justification",
    "Recorder",
    "RegistryImport",
    "RegistryMistake",
    "Revision",
    "Tally",
]
