import json

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.private_text import seal
from tidtam.products.academic.facts import sent_facts
from tidtam.products.academic.models import AcademicRequest, RequestEdition
from tidtam.products.academic.rulebook.choices import Answer, Severity

from .dossiers import freeze_dossier


def freeze_edition(actor: Actor, request: AcademicRequest) -> RequestEdition:
    """The request as it is sent, with its dossier and what is found in it; stored once the request is.

    What must be mended stops the sending.
    """
    if request.person_id is None:
        raise ValueError("a request is sent about somebody")
    edition = RequestEdition(
        request=request,
        number=request.editions.count() + 1,
        sealed=seal(request.person_id, json.dumps(sent_facts(request), ensure_ascii=False)),
        sent_at=actor.now(),
        sent_by=actor.recorded_as,
    )
    if request.dossier is not None:
        judged, edition.dossier_edition = freeze_dossier(actor, request.dossier)
        edition.findings_must = len([each for each in judged.findings if _is_unsure(each.answer, each.severity)])
        edition.findings_should = len([each for each in judged.open_findings if each.severity == Severity.SHOULD])
    request.findings_must, request.findings_should = edition.findings_must, edition.findings_should
    return edition


def _is_unsure(answer: str, severity: str) -> bool:
    """Nothing that must be mended is sent; what must be in order and cannot be told is, and a person looks at it."""
    return severity == Severity.MUST and answer in {Answer.FAIL, Answer.CANNOT_TELL}
