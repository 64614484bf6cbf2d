"""What the pages of a dossier send."""

from .entering import (
    ImportForm,
    LinesForm,
    MoveForm,
    OverrideForm,
    RestoreForm,
    VersionForm,
    typed_in,
    version_of,
)
from .signing import CorrectionForm, RefusalForm, SignatureForm

__all__ = [
    "CorrectionForm",
    "ImportForm",
    "LinesForm",
    "MoveForm",
    "OverrideForm",
    "RefusalForm",
    "RestoreForm",
    "SignatureForm",
    "VersionForm",
    "typed_in",
    "version_of",
]
