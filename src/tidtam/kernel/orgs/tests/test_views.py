import re

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, VISITOR, Actor, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.orgs.models import OfficeContact, Organization

from .factories import make_contact, make_ministry, make_officer, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ACA-06")]
FORM = {
    "matter": "technical",
    "label_th": "ศูนย์เทคโนโลยีสารสนเทศ",
    "label_en": "Information technology centre",
    "phone": "0 2000 0001 ต่อ 7",
    "order": "1",
}


def offices() -> tuple[Organization, Organization]:
    ministry = make_ministry()
    return ministry, make_organization("psu", ministry, name_th="มหาวิทยาลัยสมมติ", name_en="Sommut University")


def keeper(office: Organization, role: str = "institution_officer") -> Actor:
    return make_officer(role, office)


@pytest.mark.parametrize("language", ["th", "en"])
def test_anybody_reads_the_contacts_of_the_ministry_by_matter(language: str) -> None:
    ministry, psu = offices()
    make_contact(ministry, matter="documents", phone="0 2000 0001 - 25")
    make_contact(psu, matter="technical", phone="0 7000 0000")
    with browsing_as(VISITOR, language=language) as browser:
        text = browser.get("/contact/").content.decode()
        of_psu = browser.get("/contact/?office=psu").content.decode()

    assert ("คำขอ ขั้นตอน และเอกสาร" if language == "th" else "Requests, procedure and documents") in text
    assert 'href="tel:020000001"' in text
    assert "0 7000 0000" not in text
    assert 'href="?office=psu"' in text
    assert "0 7000 0000" in of_psu


def test_an_office_nobody_knows_is_not_found_and_an_empty_page_says_so() -> None:
    with browsing_as(VISITOR) as browser:
        assert "No contacts are given yet" in browser.get("/contact/").content.decode()
        assert browser.get("/contact/?office=nowhere").status_code == 404
        assert browser.get("/contact/?office=%00").status_code == 404


def test_a_removed_contact_is_no_longer_shown() -> None:
    ministry, _psu = offices()
    contact = make_contact(ministry, phone="0 2000 0001")
    officer = make_officer("role_admin", ministry)
    with browsing_as(officer) as browser:
        page = browser.get(f"/contact/edit/{contact.pk}/remove/").content.decode()
        assert "Remove this contact?" in page
        for _ in range(2):
            answer = browser.post(f"/contact/edit/{contact.pk}/remove/", {"version": "1"})
        assert answer.status_code in (302, 404)
        assert "0 2000 0001" not in browser.get("/contact/").content.decode()


def test_an_officer_adds_a_contact_and_a_second_click_adds_no_other() -> None:
    _ministry, psu = offices()
    with browsing_as(keeper(psu)) as browser:
        assert "Sommut University" in browser.get("/contact/edit/").content.decode()
        for _ in range(2):
            answer = browser.post(f"/contact/edit/office/{psu.pk}/add/", FORM)
            assert answer.status_code == 302
        assert OfficeContact.objects.count() == 1
        assert "0 2000 0001 ต่อ 7" in browser.get(f"/contact/edit/office/{psu.pk}/").content.decode()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"phone": ""}, "Enter a telephone number or an e-mail address, or both."),
        ({"phone": "0 2000\x00 0001"}, "invisible character"),
        ({"label_th": "ก" * 10_000}, "10,000 characters long"),
        ({"email": "nobody"}, "This is no e-mail address"),
        ({"order": "many"}, "whole number"),
        ({"matter": "weather"}, "weather"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_is_kept(change: dict[str, str], says: str) -> None:
    _ministry, psu = offices()
    with browsing_as(keeper(psu)) as browser:
        answer = browser.post(f"/contact/edit/office/{psu.pk}/add/", {**FORM, **change})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert says in text
    assert "Information technology centre" in text
    assert not OfficeContact.objects.exists()


def test_two_officers_at_once_the_second_sees_what_the_first_wrote() -> None:
    _ministry, psu = offices()
    contact = make_contact(psu)
    address = f"/contact/edit/{contact.pk}/"

    def version_shown(browser: Client) -> str:
        found = re.search(r'name="version" value="(\d+)"', browser.get(address).content.decode())
        assert found
        return found.group(1)

    with browsing_as(keeper(psu)) as first:
        seen = version_shown(first)
        assert first.post(address, {**FORM, "phone": "0 2000 1111", "version": seen}).status_code == 302
    with browsing_as(keeper(psu)) as second:
        answer = second.post(address, {**FORM, "phone": "0 2000 2222", "version": seen})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Somebody else has changed this contact" in text
    assert "0 2000 1111" in text
    assert "0 2000 2222" in text
    assert OfficeContact.objects.get().phone == "0 2000 1111"


def test_officers_of_other_offices_find_nothing() -> None:
    ministry, psu = offices()
    cmu = make_organization("cmu", ministry)
    contact = make_contact(psu)
    pages = [
        f"/contact/edit/office/{psu.pk}/",
        f"/contact/edit/office/{psu.pk}/add/",
        f"/contact/edit/{contact.pk}/",
        f"/contact/edit/{contact.pk}/remove/",
    ]
    strangers = [keeper(cmu), keeper(ministry, "ministry_case_officer"), keeper(ministry, "auditor")]
    for stranger in strangers:
        with browsing_as(stranger) as browser:
            for page in pages:
                assert browser.get(page).status_code == 404, page
                if not page.endswith(f"{psu.pk}/"):
                    assert browser.post(page, {**FORM, "version": "1"}).status_code == 404, page
            if browser.get("/contact/edit/").status_code == 200:
                assert "Sommut University" not in browser.get("/contact/edit/").content.decode()
    with browsing_as(VISITOR) as browser:
        for page in pages:
            assert browser.get(page).status_code == 302
    with acting_as(SYSTEM):
        assert OfficeContact.objects.get().version == 1


def test_offices_are_found_by_part_of_a_name() -> None:
    ministry, _psu = offices()
    make_organization("cmu", ministry, name_th="มหาวิทยาลัยดอยสูง", name_en="Doi University")
    with browsing_as(make_officer("role_admin", ministry)) as browser:
        text = browser.get("/contact/edit/?q=ดอย").content.decode()
    assert "Doi University" in text
    assert "Sommut University" not in text
