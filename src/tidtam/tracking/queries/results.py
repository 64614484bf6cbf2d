import json

from tidtam.kernel.people import private_text
from tidtam.tracking.models import CaseResult


def with_content(result: CaseResult) -> CaseResult | None:
    """The result with what it says; None once its subject's key was destroyed."""
    text = private_text.unseal(result.case.subject_id, result.sealed)
    if text is None:
        return None
    result.content = json.loads(text)
    return result
