"""What follows when it is known who somebody is, or where they serve."""

from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.kernel.files.actions.files import hand_over_file
from tidtam.kernel.identity.actions import prove_owner
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import VerifiedClaims, record_assignment
from tidtam.kernel.people.models import Person
from tidtam.kernel.verification.models import VerificationRequest
from tidtam.kernel.verification.queries import OWNER_KIND, own_file
from tidtam.kernel.verification.sealing import move_to_person


def prove_person(
    platform: Actor,
    request: VerificationRequest,
    *,
    kind: str,
    number: str,
    country: str = "",
    claims: VerifiedClaims,
) -> None:
    """The account is permanent, and its owner the one person with this number, whatever was entered for them before."""
    account = prove_owner(platform, request.account, kind=kind, number=number, country=country, claims=claims)
    if account.person_id is None or account.person_id == request.person_id:
        return
    file = own_file(platform, request)
    if file is not None:
        hand_over_file(
            platform,
            file,
            owner_kind=OWNER_KIND,
            owner_id=request.pk,
            organization_path="",
            person_id=account.person_id,
        )
    move_to_person(request, account.person_id)


def vouch_for_service(
    platform: Actor,
    person_id: UUID,
    *,
    organization: Organization,
    unit: str,
    position: str,
    source_kind: str,
    source_id: UUID,
) -> None:
    """Where the person serves, from today on, says this source: the badge follows from it."""
    record_assignment(
        platform,
        Person.objects.get(pk=person_id),
        organization=organization,
        position=position,
        level="",
        unit=unit,
        effective_on=platform.today(),
        source_kind=source_kind,
        source_id=source_id,
    )
