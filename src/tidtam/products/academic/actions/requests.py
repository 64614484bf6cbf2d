from dataclasses import asdict
from uuid import UUID

from django.db import connection
from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Outdated, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import find_or_enter_person
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.models import Person
from tidtam.products.academic import policies
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.facts import RequestFacts, missing_facts
from tidtam.products.academic.models import AcademicRequest

from .dossiers import begin_for, must_keep_whom_it_is_about

_WITH_IT = ("organization", "case__process", "person", "dossier__organization", "inside")
_KEPT_APART = frozenset({"identifier_kind", "identifier_number"})


def draft_request(actor: Actor, *, draft_id: UUID, organization: Organization, facts: RequestFacts) -> AcademicRequest:
    """Begin a request. The id comes with the form, so that a form sent twice makes one draft."""
    if not policies.can_draft(actor, organization.path):
        raise NotAllowed(_("You do not hold a role that files requests for this institution."))
    with atomic():
        one_at_a_time(draft_id)
        known = AcademicRequest.objects.filter(id=draft_id).select_related("organization").first()
        if known is not None:
            if known.drafted_by != actor.account_id:
                raise Http404
            return known
        request = AcademicRequest(
            id=draft_id, organization=organization, drafted_by=actor.account_id, drafted_at=actor.now(), version=0
        )
        _enter_facts(actor, request, facts)
        save(actor, request, "academic_request_drafted")
    return request


def change_request(actor: Actor, request: AcademicRequest, *, facts: RequestFacts, version: int) -> AcademicRequest:
    """Change the facts of a draft, or of a request that the ministry returned."""
    with atomic():
        request = locked(actor, request)
        must(policies.can_change(actor, request))
        must_be_current(request, version)
        _enter_facts(actor, request, facts)
        must_keep_whom_it_is_about(request)
        _must_keep_whom_inside_is_about(request)
        if not request.is_draft:
            must_be_complete(request)
            _must_keep_person_and_position(request)
        save(actor, request, "academic_request_changed")
    return request


def begin_request_dossier(actor: Actor, request: AcademicRequest) -> Dossier:
    """Begin the dossier of a request; begun twice, it is begun once."""
    with atomic():
        request = locked(actor, request)
        if request.dossier is not None and policies.is_of_institution(actor, request):
            return request.dossier
        must(policies.can_change(actor, request))
        request.dossier = begin_for(actor, request)
        save(actor, request, "academic_request_dossier_begun")
    return request.dossier


def one_at_a_time(number: UUID) -> None:
    """Whoever does the same with the same id waits for the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number.int % 2**63])


def locked(actor: Actor, request: AcademicRequest) -> AcademicRequest:
    found = (
        policies.scope(AcademicRequest.objects.select_related(*_WITH_IT), actor)
        .select_for_update(of=("self",))
        .filter(id=request.id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def must(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(
            _("This cannot be done with the request as it stands now. Open it again to see what happened.")
        )


def must_be_current(request: AcademicRequest, version: int) -> None:
    if request.version != version:
        raise Outdated(
            _(
                "Somebody else changed this request while you were working on it. What you typed is still here: "
                "compare it with the request as it is now, then save again."
            )
        )


def must_be_complete(request: AcademicRequest) -> None:
    for missing in missing_facts(request):
        raise Refused(missing.text, code="incomplete", field=missing.form_field)


def _must_keep_whom_inside_is_about(request: AcademicRequest) -> None:
    inside = policies.inside_of(request)
    if inside is not None and inside.subject_id != request.person_id:
        raise Refused(
            _(
                "The steps inside the institution were begun for another applicant. "
                "Withdraw this request and file a new one."
            ),
            code="other_person",
            field="identifier_number",
        )


def _must_keep_person_and_position(request: AcademicRequest) -> None:
    """The matter that runs is about one person and one position; another one is another request."""
    if request.case and (
        request.case.subject_id != request.person_id or request.case.process.key != policies.process_key_of(request)
    ):
        raise Refused(
            _(
                "The applicant and the position of a request that was sent cannot be changed. "
                "Withdraw it and file a new one."
            ),
            code="other_matter",
        )


def _enter_facts(actor: Actor, request: AcademicRequest, facts: RequestFacts) -> None:
    for name, value in asdict(facts).items():
        if name not in _KEPT_APART:
            setattr(request, name, value)
    if facts.identifier_number:
        request.person = _person_named(actor, request, facts)
    if policies.is_about(actor, request):
        raise Refused(
            _("Nobody handles a request about themselves. Ask a colleague to enter it."),
            code="own",
            field="identifier_number",
        )


def _person_named(actor: Actor, request: AcademicRequest, facts: RequestFacts) -> Person:
    return find_or_enter_person(
        actor,
        kind=IdentifierKind(facts.identifier_kind),
        number=facts.identifier_number,
        title=facts.applicant_title,
        given_name=facts.applicant_given_name,
        family_name=facts.applicant_family_name,
        organization=request.organization,
    )


def save(actor: Actor, request: AcademicRequest, verb: str) -> None:
    request.version += 1
    request.changed_at = actor.now()
    request.save()
    audit.record(
        actor,
        verb,
        "academic_request",
        request.id,
        person_id=request.person_id,
        organization_path=request.organization.path,
    )
