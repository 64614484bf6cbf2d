"""Every write of stored dossiers and of the rules they are judged by."""

from .dossiers import (
    begin_dossier,
    change_part,
    freeze,
    import_content,
    override_finding,
    reopen_dossier,
    restore_finding,
)
from .rules import publish_rule_set, set_parameter

__all__ = [
    "begin_dossier",
    "change_part",
    "freeze",
    "import_content",
    "override_finding",
    "publish_rule_set",
    "reopen_dossier",
    "restore_finding",
    "set_parameter",
]
