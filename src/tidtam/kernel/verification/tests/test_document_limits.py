"""Who may hand in, see and decide what, and how often."""

import pytest
from django.db import DatabaseError, connection, transaction

from tidtam.kernel.actor import SYSTEM, NotAllowed, Outdated, Refused, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files.tests.factories import make_pdf
from tidtam.kernel.identity.tests.factories import client_for
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.actions import record_assignment
from tidtam.kernel.people.queries import badge_of
from tidtam.kernel.people.tests.factories import next_number
from tidtam.kernel.verification.actions import approve_request, cancel_request, refuse_request
from tidtam.kernel.verification.models import EvidenceRow, VerificationRequest

from .factories import acting, declared, make_administrator, make_request, make_temporary
from .handing_in import approve, begin, hand_in, ministry, office

__all__ = ["ministry", "office"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-14")]


def test_nobody_decides_over_their_own_request_nor_over_that_of_another_office(
    ministry: Organization, office: Organization
) -> None:
    own = make_administrator(office)
    request = make_request(own, office, declared("", number_kind=""))
    other = make_request(make_temporary(), office)
    stranger = make_administrator(make_organization("swu", ministry))
    detail = "/account/verification-queue/{}/"
    assert client_for(own).get(detail.format(request.pk)).status_code == 404
    assert client_for(stranger).get(detail.format(other.pk)).status_code == 404
    assert client_for(stranger).get(f"{detail.format(other.pk)}file/").status_code == 404
    assert "มาลี" not in client_for(stranger).get("/account/verification-queue/").content.decode()
    for account, wanted in ((own, request), (stranger, other)):
        with pytest.raises((NotAllowed, VerificationRequest.DoesNotExist)):
            approve(account, wanted)
    assert client_for(make_administrator(ministry)).get(detail.format(other.pk)).status_code == 200


def test_decided_twice_changes_nothing(office: Organization) -> None:
    request = make_request(make_temporary(), office)
    first, second = make_administrator(office), acting(make_administrator(office))
    approve(first, request)
    with acting_as(second), pytest.raises(Outdated):
        refuse_request(second, request, reason="ช้าไป", version=request.version)
    with acting_as(SYSTEM):
        request.refresh_from_db()
        assert request.state == "approved"
    with acting_as(second), pytest.raises(Refused):
        approve_request(second, request, version=request.version)


def test_the_database_itself_keeps_others_out(office: Organization) -> None:
    request = make_request(make_temporary(), office)
    stranger = acting(make_temporary())
    with acting_as(stranger):
        assert not VerificationRequest.objects.exists()
        assert not EvidenceRow.objects.exists()
    approve(make_administrator(office), request)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM verification_evidencerow")


@pytest.mark.requirement("IDN-51")
def test_who_looked_is_on_record_and_no_number_is(office: Organization) -> None:
    number, account, administrator = next_number(), make_temporary(), make_administrator(office)
    request = make_request(account, office, declared(number))
    desk = client_for(administrator)
    desk.get(f"/account/verification-queue/{request.pk}/")
    desk.get(f"/account/verification-queue/{request.pk}/file/")
    approve(administrator, request)
    with acting_as(SYSTEM):
        looked = AuditRecord.objects.filter(verb="viewed", actor_account=administrator.pk, person_id=account.person_id)
        assert sorted(looked.values_list("object_kind", flat=True)) == ["file", "verification_request"]
        verbs = set(AuditRecord.objects.filter(object_kind="verification_request").values_list("verb", flat=True))
        everything = " ".join(str(row) for row in AuditRecord.objects.values_list("details", flat=True))
    assert {"verification.begun", "verification.submitted", "verification.approved"} <= verbs
    assert number not in everything


@pytest.mark.requirement("IDN-12")
def test_an_expired_account_can_still_verify_itself(office: Organization) -> None:
    account = make_temporary(days=-1)
    browser = client_for(account)
    assert browser.get("/my/cases/").status_code == 403
    for url in ("/account/verify/", "/account/verify/document/"):
        assert browser.get(url).status_code == 200
    assert begin(browser, office, number=next_number()).status_code == 302
    assert hand_in(browser, make_pdf(), "form.pdf").status_code == 302
    with acting_as(SYSTEM):
        request = VerificationRequest.objects.get()
    approve(make_administrator(office), request)
    assert browser.get("/my/cases/").status_code == 200


def test_cancelled_by_the_owner_only(office: Organization) -> None:
    request, stranger = make_request(make_temporary(), office), acting(make_administrator(office))
    with acting_as(stranger), pytest.raises(NotAllowed):
        cancel_request(stranger, request)


def test_the_badge_ends_when_a_source_says_that_the_person_left(office: Organization) -> None:
    account = make_temporary()
    approve(make_administrator(office), make_request(account, office))
    account.refresh_from_db()
    person = account.person
    assert person is not None
    with acting_as(SYSTEM):
        assert badge_of(SYSTEM, person.pk) is not None
        record_assignment(
            SYSTEM,
            person,
            organization=office,
            position="",
            level="",
            unit="",
            status="resigned",
            effective_on=SYSTEM.today(),
            source_kind="order",
            source_id=new_id(),
        )
        assert badge_of(SYSTEM, person.pk) is None
