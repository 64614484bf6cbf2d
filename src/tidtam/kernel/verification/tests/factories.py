"""People who verify themselves, and who decides over it; for the tests of this shelf and of those above it."""

from datetime import timedelta
from typing import Any

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, acting_as
from tidtam.kernel.files.tests.factories import make_picture, upload
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import enter_person_as_stated
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import next_number
from tidtam.kernel.verification.actions import begin_with_document, submit_document
from tidtam.kernel.verification.facts import Declared
from tidtam.kernel.verification.models import VerificationRequest
from tidtam.thai.dates import PartialDate

BORN = PartialDate(1992, 2, 29)
NAMES = {"given_name": "มาลี", "family_name": "สมมติ"}
FOREIGN = {"given_name_en": "Ada", "family_name_en": "Sample"}


def make_stated(kind: str = "thai") -> Person:
    """Somebody who registered: known by what they said, without a number."""
    names = NAMES if kind == "thai" else FOREIGN
    with acting_as(SYSTEM):
        return enter_person_as_stated(SYSTEM, kind=kind, born=BORN, **names)


def make_temporary(kind: str = "thai", *, days: int = 60, **given: Any) -> Account:
    given.setdefault("temporary_until", SYSTEM.today() + timedelta(days=days))
    return make_account(make_stated(kind), **given)


def acting(account: Account) -> Actor:
    account.refresh_from_db()
    return Actor(
        kind=ActorKind.MEMBER,
        account_id=account.pk,
        person_id=account.person_id,
        grants=grants_of(account.pk, SYSTEM.today()),
    )


def make_administrator(organization: Organization) -> Account:
    account = make_account()
    make_grant(account, Role.ACCOUNT_ADMIN, organization)
    return account


def declared(number: str | None = None, **given: str) -> Declared:
    facts = {"personnel_kind": "ministry", "unit": "กองกลาง", "position": "นักวิชาการสมมติ", **given}
    facts.setdefault("number_kind", "national_id")
    return Declared(number=next_number() if number is None else number, **facts)


def make_request(
    account: Account, organization: Organization, facts: Declared | None = None, *, is_submitted: bool = True
) -> VerificationRequest:
    actor = acting(account)
    with acting_as(actor):
        request = begin_with_document(actor, organization=organization, declared=facts or declared())
        if is_submitted:
            card = upload(make_picture("PNG"), "บัตร.png")
            request = submit_document(actor, request, upload=card, version=request.version)
    return request
