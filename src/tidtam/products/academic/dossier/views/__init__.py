"""The pages of a dossier. It carries the id of the request it belongs to, so that both have one address."""

from .carrying import export, import_file
from .checking import check, override
from .entries import remove
from .pages import file, page
from .signing import (
    confirm_correction,
    confirm_typed,
    open_signed_part,
    print_to_sign,
    record_signature,
    refuse_to_sign,
    signature_changes,
    signatures,
)
from .tasks import tasks

__all__ = [
    "check",
    "confirm_correction",
    "confirm_typed",
    "export",
    "file",
    "import_file",
    "open_signed_part",
    "override",
    "page",
    "print_to_sign",
    "record_signature",
    "refuse_to_sign",
    "remove",
    "signature_changes",
    "signatures",
    "tasks",
]
