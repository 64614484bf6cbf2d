"""Why a holder cannot be entered: a letter for each person, followed as a matter of its own."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import find_or_enter_person
from tidtam.products.registry import policies
from tidtam.products.registry.models import Justification
from tidtam.products.registry.queries.entries import entry_of_person
from tidtam.products.registry.saying import seal
from tidtam.tracking.actions import open_case

from .entries import Letter, Who, must_have_current_contact
from .keeping import keep_file, must_not_lie_ahead, one_at_a_time

PROCESS = "registry_justification"


def file_justification(
    actor: Actor,
    *,
    justification_id: UUID,
    organization: Organization,
    who: Who,
    reason: str,
    letter: Letter,
    upload: "UploadedFile[bytes] | None" = None,
) -> Justification:
    """Hand it to the ministry. The id comes with the form: sent twice, it is one matter."""
    if not policies.can_record_for(actor, organization):
        raise NotAllowed(_("Only officers of the holder's institution enter holders."))
    with atomic():
        one_at_a_time(justification_id)
        known = policies.justification_scope(Justification.objects.filter(pk=justification_id), actor).first()
        if known is not None:
            return known
        must_have_current_contact(actor)
        must_not_lie_ahead(actor, letter.date, "letter_on")
        person = find_or_enter_person(
            actor,
            kind=who.kind,
            number=who.number,
            title=who.title,
            given_name=who.given_name,
            family_name=who.family_name,
            organization=organization,
        )
        if entry_of_person(actor, person.pk) is not None:
            raise Refused(
                _("This person has an entry; say there what is missing and why."), code="entered", field="number"
            )
        case = open_case(
            actor,
            PROCESS,
            subject=person,
            organization=organization,
            received_on=actor.today(),
            letter_no=letter.number,
        )
        justification = Justification(
            id=justification_id,
            case=case,
            person=person,
            organization=organization,
            letter_no=letter.number,
            letter_on=letter.date,
            sealed=seal(person.pk, {"reason": reason}),
            filed_at=actor.now(),
            filed_by=actor.recorded_as,
        )
        justification.file_id = keep_file(
            actor, upload, justification.pk, organization=organization, person_id=person.pk
        )
        justification.save(force_insert=True)
        audit.record(
            actor,
            "registry_justification.filed",
            "registry_justification",
            justification.pk,
            person_id=person.pk,
            organization_path=organization.path,
        )
    return justification
