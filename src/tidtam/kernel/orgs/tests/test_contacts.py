from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, NotAllowed, Outdated, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.orgs.actions import ContactFacts, add_contact, change_contact, end_contact
from tidtam.kernel.orgs.models import OfficeContact
from tidtam.kernel.orgs.queries import contacts_of, get_contact_to_keep, offices_to_keep

from .factories import make_contact, make_ministry, make_officer, make_organization

pytestmark = pytest.mark.requirement("ACA-06")
FACTS = ContactFacts(
    matter="documents", label_th="งานตำแหน่งทางวิชาการ", label_en="Academic positions", phone="0 2000 0001"
)


@pytest.fixture(autouse=True)
def _as_system(db: None) -> Iterator[None]:
    with acting_as(SYSTEM):
        yield


def test_an_office_adds_changes_and_removes_its_contact_and_it_is_recorded() -> None:
    psu = make_organization("psu", make_ministry())
    officer = make_officer("institution_officer", psu)

    contact = add_contact(officer, psu, FACTS)
    changed = change_contact(officer, contact, replace(FACTS, phone="0 2000 0002"), version=1)
    assert [each.phone for each in contacts_of(psu)] == ["0 2000 0002"]
    end_contact(officer, changed, version=2)

    assert not contacts_of(psu)
    assert list(AuditRecord.objects.order_by("id").values_list("verb", "organization_path")) == [
        ("contact.added", "mhesi/psu"),
        ("contact.changed", "mhesi/psu"),
        ("contact.ended", "mhesi/psu"),
    ]


def test_the_same_form_sent_twice_adds_one_contact() -> None:
    ministry = make_ministry()
    officer = make_officer("role_admin", ministry)
    assert add_contact(officer, ministry, FACTS) == add_contact(officer, ministry, FACTS)
    assert OfficeContact.objects.count() == 1
    assert AuditRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "home", "kept"),
    [
        ("institution_officer", "psu", {"psu", "sci"}),
        ("ministry_case_officer", "mhesi", {"mhesi", "ops"}),
        ("role_admin", "mhesi", {"mhesi", "ops", "psu", "sci", "cmu"}),
        ("auditor", "mhesi", set()),
        ("institution_officer", "sci", {"sci"}),
    ],
)
def test_each_office_keeps_its_own_contacts(role: str, home: str, kept: set[str]) -> None:
    ministry = make_ministry()
    psu = make_organization("psu", ministry)
    offices = {
        "mhesi": ministry,
        "ops": make_organization("ops", ministry, kind="department"),
        "psu": psu,
        "sci": make_organization("sci", psu, kind="faculty"),
        "cmu": make_organization("cmu", ministry),
    }
    officer = make_officer(role, offices[home])

    assert {each.code for each in offices_to_keep(officer)} == kept
    for code, office in offices.items():
        contact = make_contact(office)
        if code in kept:
            assert get_contact_to_keep(officer, contact.pk) == contact
            change_contact(officer, contact, FACTS, version=1)
        else:
            with pytest.raises(Http404):
                get_contact_to_keep(officer, contact.pk)
            with pytest.raises(NotAllowed):
                change_contact(officer, contact, FACTS, version=1)
            with pytest.raises(NotAllowed):
                add_contact(officer, office, FACTS)
            with pytest.raises(NotAllowed):
                end_contact(officer, contact, version=1)


def test_two_officers_at_once_do_not_overwrite_each_other() -> None:
    ministry = make_ministry()
    contact = make_contact(ministry)
    one, two = make_officer("role_admin", ministry), make_officer("role_admin", ministry)

    change_contact(one, contact, replace(FACTS, phone="0 2000 0002"), version=1)
    with pytest.raises(Outdated):
        change_contact(two, contact, replace(FACTS, phone="0 2000 0003"), version=1)
    with pytest.raises(Outdated):
        end_contact(two, contact, version=1)
    # The same change again (a second click, or two who agree) is no conflict.
    change_contact(two, contact, replace(FACTS, phone="0 2000 0002"), version=1)

    assert OfficeContact.objects.get().phone == "0 2000 0002"
    end_contact(one, contact, version=2)
    with pytest.raises(Outdated):
        change_contact(two, contact, FACTS, version=2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"phone": ""}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"matter": "weather"}, "matter"),
        ({"label_th": ""}, "label_th"),
        ({"label_en": "x" * 151}, "label_en"),
    ],
)
def test_a_contact_that_helps_nobody_is_refused(change: dict[str, Any], field: str) -> None:
    ministry = make_ministry()
    with pytest.raises(Refused) as refused:
        add_contact(SYSTEM, ministry, replace(FACTS, **change))
    assert refused.value.field == field
    assert not OfficeContact.objects.exists()
