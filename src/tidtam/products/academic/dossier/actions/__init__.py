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

__all__ = [
    "Saved",
    "Typed",
    "add_entries",
    "attach_again",
    "attach_file",
    "begin_dossier",
    "change_part",
    "close_dossier",
    "detach_file",
    "discard_file",
    "freeze",
    "import_content",
    "move_entry",
    "override_finding",
    "publish_rule_set",
    "remove_entry",
    "reopen_dossier",
    "restore_finding",
    "set_parameter",
    "take_back_rule_set",
    "type_fields",
]
