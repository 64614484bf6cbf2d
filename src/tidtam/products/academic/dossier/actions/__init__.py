"""Every write of stored dossiers and of the rules they are judged by."""

from .dossiers import (
    begin_dossier,
    change_part,
    close_dossier,
    freeze,
    import_content,
    override_finding,
    reopen_dossier,
    restore_finding,
)
from .entering import (
    Saved,
    Typed,
    add_entries,
    attach_again,
    attach_file,
    detach_file,
    discard_file,
    move_entry,
    remove_entry,
    type_fields,
)
from .rules import publish_rule_set, set_parameter, take_back_rule_set
from .signed import SIGNS_FOR_OTHERS, Signed
from .signing import (
    confirm_correction,
    confirm_typed,
    open_signed_part,
    print_to_sign,
    record_signature,
    refuse_to_sign,
)

__all__ = [
    "SIGNS_FOR_OTHERS",
    "Saved",
    "Signed",
    "Typed",
    "add_entries",
    "attach_again",
    "attach_file",
    "begin_dossier",
    "change_part",
    "close_dossier",
    "confirm_correction",
    "confirm_typed",
    "detach_file",
    "discard_file",
    "freeze",
    "import_content",
    "move_entry",
    "open_signed_part",
    "override_finding",
    "print_to_sign",
    "publish_rule_set",
    "record_signature",
    "refuse_to_sign",
    "remove_entry",
    "reopen_dossier",
    "restore_finding",
    "set_parameter",
    "take_back_rule_set",
    "type_fields",
]
