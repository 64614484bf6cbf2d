from typing import Any

from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier.queries import rules_of
from tidtam.products.academic.facts import sent_facts
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.outcome import fitted, of_dossier, of_matter, of_request
from tidtam.products.academic.policies import position_of_process
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.tracking.history import effective
from tidtam.tracking.models import Case
from tidtam.tracking.queries.events import entries_of
from tidtam.tracking.versions import definition_of

from .requests import request_of_case
from .returns import contents_of_editions, edition_sent_last


def outcome_of(actor: Actor, case: Case) -> dict[str, Any]:
    """What is known of an appointment: from its matter, and from its request and dossier as they were sent last."""
    position = position_of_process(definition_of(case.process_version_id).key)
    content = of_matter(position, case.organization_id, effective(entries_of(actor, case)))
    request = request_of_case(actor, case.pk)
    return fitted(content | _said(actor, request) if request else content)


def _said(actor: Actor, request: AcademicRequest) -> dict[str, Any]:
    edition = edition_sent_last(actor, request)
    if edition is None:  # sent before editions were kept
        return of_request(sent_facts(request))
    sent = contents_of_editions(actor, request, [edition])[edition.pk]
    if request.dossier is None or not sent.dossier:
        return of_request(sent.facts)
    return of_request(sent.facts) | of_dossier(made_of(sent.dossier), rules_of(actor, request.dossier))
