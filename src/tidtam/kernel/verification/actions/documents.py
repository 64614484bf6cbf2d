"""A person shows by a document who they are and where they serve."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import accounts_in_charge
from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.files.actions import store_file
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.numbers import normalise
from tidtam.kernel.people.private_text import seal
from tidtam.kernel.verification.choices import State, Way
from tidtam.kernel.verification.facts import Declared
from tidtam.kernel.verification.models import VerificationRequest
from tidtam.kernel.verification.notices import TO_DECIDE
from tidtam.kernel.verification.policies import can_change
from tidtam.kernel.verification.queries import OWNER_KIND, offices_to_choose, standing_of

from .opening import keep, leave_trail, own_account, store_new, take


def begin_with_document(actor: Actor, *, organization: Organization, declared: Declared) -> VerificationRequest:
    """What the document will show; the form can be printed from it, and the document be handed in."""
    account, person = own_account(actor)
    if not offices_to_choose(actor).filter(pk=organization.pk).exists():
        raise Refused(_("Choose an office of the ministry."), code="office", field="organization")
    if bool(standing_of(actor).masked) == bool(declared.number):
        raise Refused(_("Type the number that the document shows."), code="required", field="number")
    if declared.number:
        normalise(declared.number_kind, declared.number)
    request = VerificationRequest(account=account, person=person, way=Way.DOCUMENT, state=State.COLLECTING)
    request.organization = organization
    request.sealed_facts = seal(person.pk, declared.as_text())
    return store_new(actor, request)


def submit_document(
    actor: Actor, request: VerificationRequest, *, upload: "UploadedFile[bytes]", version: int
) -> VerificationRequest:
    """One file, judged by its content, goes to the administrators of the office with what was declared."""
    with transaction.atomic():
        row = take(request, version)
        if not can_change(actor, row):
            raise NotAllowed(_("Only whoever asked can hand in a document."))
        if row.state != State.COLLECTING or row.organization is None:
            raise Refused(_("This request does not wait for a document."), code="state")
        store_file(
            actor,
            upload=upload,
            owner_kind=OWNER_KIND,
            owner_id=row.pk,
            organization_path="",
            person_id=row.person_id,
        )
        row.state, row.submitted_at = State.DECIDING, actor.now()
        keep(row)
        leave_trail(actor, "verification.submitted", row)
        _tell_administrators(actor, row, row.organization)
    return row


def _tell_administrators(actor: Actor, request: VerificationRequest, organization: Organization) -> None:
    in_charge = accounts_in_charge(organization.path, [Role.ACCOUNT_ADMIN], actor.today(), apart_from=request.person_id)
    named = {"th": organization.name_th, "en": organization.name_en or organization.name_th}
    for account_id in in_charge:
        notify(
            actor,
            account_id=account_id,
            kind=TO_DECIDE.key,
            subject_kind=OWNER_KIND,
            subject_id=request.pk,
            url=f"/account/verification-queue/{request.pk}/",
            context={"organization": named},
        )
