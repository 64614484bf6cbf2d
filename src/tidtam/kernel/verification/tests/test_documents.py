"""Who they are, shown by a document that an administrator looks at."""

from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.tests.factories import make_pdf, make_picture
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Identifier
from tidtam.kernel.people.queries import badge_of, current_addresses
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.kernel.registration.models import Consent
from tidtam.kernel.registration.queries import statement_of
from tidtam.kernel.registration.tests.factories import EMAIL, register
from tidtam.kernel.verification.models import EvidenceRow, VerificationRequest
from tidtam.thai import national_id
from tidtam.thai.numerals import to_thai

from .factories import acting, declared, make_administrator, make_request, make_temporary
from .handing_in import approve, begin, hand_in, ministry, office

__all__ = ["ministry", "office"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-14")]


def notices_of(account: Account) -> list[str]:
    account.refresh_from_db()
    with acting_as(SYSTEM):
        return list(Notice.objects.filter(person=account.person_id).order_by("pk").values_list("kind", flat=True))


@pytest.mark.requirement("IDN-12", "IDN-13")
def test_the_page_of_ways_offers_each_provider_that_the_settings_name(settings: Any) -> None:
    browser = client_for(make_temporary())
    ways = browser.get("/account/verify/").content.decode()
    for place in ("/account/thaid/", "/account/digital-id/"):
        assert f'action="{place}"' in ways
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, thaid_issuer="", digital_id_issuer="")
    ways = browser.get("/account/verify/").content.decode()
    assert "/account/thaid/" not in ways
    assert "/account/digital-id/" not in ways


def test_from_the_choice_of_ways_to_the_badge(ministry: Organization, office: Organization) -> None:
    account, administrator = make_temporary(), make_administrator(office)
    browser, desk, number = client_for(account), client_for(administrator), next_number()
    assert "/account/verify/document/" in browser.get("/account/verify/").content.decode()
    typed = to_thai(national_id.display(number))
    assert begin(browser, office, number=typed).status_code == 302
    page = browser.get("/account/verify/request/").content.decode()
    assert national_id.mask(number) in page
    assert number not in page
    form = pypdfium2.PdfDocument(browser.get("/account/verify/request/form/").content)
    assert len(form) == 1
    assert national_id.display(number) in form[0].get_textpage().get_text_range()
    assert hand_in(browser, make_picture("PNG"), "บัตร.png").status_code == 302
    listed = desk.get("/account/verification-queue/").content.decode()
    assert "มาลี สมมติ" in listed
    with acting_as(SYSTEM):
        request = VerificationRequest.objects.get()
    detail = f"/account/verification-queue/{request.pk}/"
    facts = desk.get(detail).content.decode()
    assert national_id.display(number) in facts
    assert f"{detail}file/" in facts
    assert desk.get(f"{detail}file/").headers["Content-Type"] == "image/png"
    assert desk.post(detail, {"decision": "approve", "version": request.version}).status_code == 302
    account.refresh_from_db()
    assert account.temporary_until is None
    assert notices_of(account)[-1] == "verification.badge"
    home = browser.get("/account/").content.decode()
    assert "บุคลากรกระทรวง" in home
    assert office.name_th in home


def test_matters_entered_earlier_for_the_number_are_theirs(office: Organization) -> None:
    number = next_number()
    known = make_person(number=number, organization=office, given_name="มาลี")
    account = make_temporary()
    approve(make_administrator(office), make_request(account, office, declared(number)))
    account.refresh_from_db()
    assert account.person_id == known.pk
    actor = acting(account)
    with acting_as(actor):
        badge = badge_of(actor, known.pk)
        mine = VerificationRequest.objects.get()
    assert badge is not None
    assert badge.organization == office
    assert mine.person_id == known.pk
    browser = client_for(account)
    assert browser.get("/account/verify/request/").status_code == 200
    assert browser.get("/account/verify/request/file/").status_code == 200


def test_what_was_stated_and_agreed_to_at_registration_follows_the_account(office: Organization) -> None:
    browser, number = Client(), next_number()
    account = register(browser)
    known = make_person(number=number, organization=office)
    approve(make_administrator(office), make_request(account, office, declared(number)))
    actor = acting(account)
    assert actor.person_id == known.pk
    with acting_as(actor):
        stated = statement_of(actor, account.pk)
        assert Consent.objects.filter(account=account).count() == 1
        assert current_addresses(actor, known.pk)["email"].value == EMAIL
    assert stated is not None
    assert stated.unit == "กองกลาง"


def test_one_number_has_one_account(office: Organization) -> None:
    number = next_number()
    make_account(make_person(number=number))
    request = make_request(make_temporary(), office, declared(number))
    with pytest.raises(Refused) as refused:
        approve(make_administrator(office), request)
    assert refused.value.code == "number_in_use"
    with acting_as(SYSTEM):
        request.refresh_from_db()
        assert request.state == "deciding"


def test_whoever_is_not_personnel_gets_no_badge(office: Organization) -> None:
    account = make_temporary("foreign")
    facts = declared("AB1234567", number_kind="passport", country="JPN", personnel_kind="public", unit="", position="")
    approve(make_administrator(office), make_request(account, office, facts))
    account.refresh_from_db()
    actor = acting(account)
    with acting_as(actor):
        assert account.person_id
        assert badge_of(actor, account.person_id) is None
        assert Identifier.objects.get(person=account.person_id).kind == "passport"
    assert account.temporary_until is None
    assert notices_of(account)[-1] == "verification.approved"


def test_refused_with_a_reason_that_the_person_reads(office: Organization) -> None:
    account, administrator = make_temporary(), make_administrator(office)
    request = make_request(account, office)
    desk, browser = client_for(administrator), client_for(account)
    detail = f"/account/verification-queue/{request.pk}/"
    empty = desk.post(detail, {"decision": "refuse", "reason": " ", "version": request.version})
    assert empty.status_code == 200
    desk.post(detail, {"decision": "refuse", "reason": "บัตรหมดอายุ แนบใบใหม่", "version": request.version})
    assert "บัตรหมดอายุ แนบใบใหม่" in browser.get("/account/verify/request/").content.decode()
    account.refresh_from_db()
    assert account.temporary_until is not None
    assert notices_of(account)[-1] == "verification.refused"
    with acting_as(SYSTEM):
        evidence = EvidenceRow.objects.get(request=request)
        assert (evidence.source, evidence.result) == ("document", "mismatch")


def test_another_way_can_be_chosen_at_any_time(office: Organization) -> None:
    account = make_temporary()
    make_request(account, office)
    browser = client_for(account)
    assert browser.get("/account/verify/").headers["Location"] == "/account/verify/request/"
    assert browser.post("/account/verify/request/cancel/").status_code == 302
    assert browser.get("/account/verify/").status_code == 200
    with acting_as(SYSTEM):
        assert VerificationRequest.objects.get().state == "cancelled"
        assert StoredFile.objects.get().ended_at is not None
    assert begin(browser, office, number=next_number()).status_code == 302


@pytest.mark.requirement("IDN-15")
@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "card.png", "ไม่ใช่"),
        (make_picture("GIF"), "card.jpg", "JPEG"),
        (make_pdf({1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(1)>>>>"}), "form.pdf", "PDF"),
        (b"x" * (10 * 1024 * 1024 + 1), "card.pdf", "10 MB"),
    ],
)
def test_a_file_that_is_refused_says_why(office: Organization, content: bytes, name: str, said: str) -> None:
    account = make_temporary()
    make_request(account, office, is_submitted=False)
    answer = hand_in(client_for(account), content, name)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    with acting_as(SYSTEM):
        assert VerificationRequest.objects.get().state == "collecting"


@pytest.mark.requirement("IDN-15")
def test_a_picture_loses_what_cameras_write(office: Organization) -> None:
    account = make_temporary()
    make_request(account, office, is_submitted=False)
    browser = client_for(account)
    hand_in(browser, make_picture("JPEG", exif=b"Exif\0\0" + b"GPS-13.7563"), "card.jpg")
    stored = browser.get("/account/verify/request/file/").getvalue()
    assert stored.startswith(b"\xff\xd8")
    assert b"GPS-13.7563" not in stored


def test_the_responsibility_is_taken_before_anything_is_handed_in(office: Organization) -> None:
    account = make_temporary()
    make_request(account, office, is_submitted=False)
    answer = hand_in(client_for(account), make_pdf(), "form.pdf", responsible="")
    assert answer.status_code == 200
    assert "มาตรา 137" in answer.content.decode()
    with acting_as(SYSTEM):
        assert VerificationRequest.objects.get().state == "collecting"
