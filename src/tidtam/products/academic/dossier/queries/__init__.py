"""Every read of stored dossiers and of the rules they are judged by."""

from .attached import hanging_nowhere
from .dossiers import (
    Override,
    content_of,
    dossiers_of,
    edition_content,
    editions_of,
    facts_of,
    findings_of,
    get_dossier,
    open_file_of,
    written_content,
)
from .judged import Judged, judge
from .replaying import Replayed, replay
from .rule_sets import (
    parameter_history,
    parameter_values,
    possible_rule_sets,
    published_rule_sets,
    read_published,
    rules_of,
    softer_than_above,
)
from .signing import (
    ChangedPlace,
    Refusal,
    SignatureNow,
    Signing,
    changes_since_signed,
    editions_seen,
    get_edition,
    signing_now,
    signing_of,
)
from .works import UsedBefore, works_used_before

__all__ = [
    "ChangedPlace",
    "Judged",
    "Override",
    "Refusal",
    "Replayed",
    "SignatureNow",
    "Signing",
    "UsedBefore",
    "changes_since_signed",
    "content_of",
    "dossiers_of",
    "edition_content",
    "editions_of",
    "editions_seen",
    "facts_of",
    "findings_of",
    "get_dossier",
    "get_edition",
    "hanging_nowhere",
    "judge",
    "open_file_of",
    "parameter_history",
    "parameter_values",
    "possible_rule_sets",
    "published_rule_sets",
    "read_published",
    "replay",
    "rules_of",
    "signing_now",
    "signing_of",
    "softer_than_above",
    "works_used_before",
    "written_content",
]
