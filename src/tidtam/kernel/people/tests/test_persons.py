from datetime import date

import pytest
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.people import actions, queries
from tidtam.kernel.people.models import Affiliation, Identifier, Person
from tidtam.thai.national_id import mask

from .factories import make_person, member, next_number, officer_at, place

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("IDN-04")
def test_a_person_is_found_by_number_and_never_by_name() -> None:
    first_number, second_number = next_number(), next_number()
    first = make_person(number=first_number, given_name="สมชาย", family_name="ใจดี")
    second = make_person(number=second_number, given_name="สมชาย", family_name="ใจดี")
    assert first.pk != second.pk
    with acting_as(SYSTEM):
        assert queries.find_person_id("national_id", first_number) == first.pk
        assert queries.find_person_id("national_id", second_number) == second.pk
        assert queries.find_person_id("national_id", next_number()) is None


def test_a_number_typed_with_dashes_and_thai_digits_is_the_same_number() -> None:
    number = next_number()
    person = make_person(number=number)
    thai = "".join(chr(ord("๐") + int(digit)) for digit in number)
    with acting_as(SYSTEM):
        assert queries.find_person_id("national_id", f"{thai[0]}-{thai[1:5]}-{thai[5:]}") == person.pk


@pytest.mark.requirement("IDN-04")
def test_a_number_with_a_wrong_check_digit_is_refused_without_repeating_it() -> None:
    number = next_number()
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    with pytest.raises(Refused) as refusal:
        make_person(number=wrong)
    assert refusal.value.field == "number"
    assert wrong not in str(refusal.value.message)
    assert not Person.objects.exists()


def test_an_existing_number_is_not_overwritten_and_discloses_nothing() -> None:
    number = next_number()
    true = make_person(number=number, given_name="ลับ", family_name="มาก", organization=place("mhesi/cmu"))
    officer = officer_at("mhesi/psu")
    same = make_person(
        number=number, given_name="เดา", family_name="ผิด", organization=place("mhesi/psu"), actor=officer
    )
    assert same.pk == true.pk
    with acting_as(officer):
        assert queries.display_name(officer, true.pk) == "นายเดา ผิด"
    other = officer_at("mhesi/cmu")
    with acting_as(other):
        assert queries.display_name(other, true.pk) == "นายลับ มาก"
    true.refresh_from_db()
    assert (true.given_name, true.family_name) == ("ลับ", "มาก")


def test_an_officer_who_knew_the_name_sees_what_is_on_record() -> None:
    number = next_number()
    person = make_person(number=number, given_name="สมชาย", family_name="ใจดี", organization=place("mhesi/cmu"))
    officer = officer_at("mhesi/psu")
    make_person(number=number, given_name=" สมชาย ", family_name="ใจดี", organization=place("mhesi/psu"), actor=officer)
    with acting_as(SYSTEM):
        claims = actions.VerifiedClaims(source="thaid", family_name="ใจเย็น")
        actions.update_from_verified_source(SYSTEM, person, claims)
    with acting_as(officer):
        assert queries.display_name(officer, person.pk) == "นายสมชาย ใจเย็น"


@pytest.mark.requirement("IDN-52")
def test_row_security_hides_numbers_from_other_institutions() -> None:
    person = make_person(organization=place("mhesi/psu"))
    for actor, seen in [
        (officer_at("mhesi/psu"), 1),
        (officer_at("mhesi"), 1),
        (officer_at("mhesi/ps"), 0),
        (officer_at("mhesi/cmu"), 0),
        (member(person), 1),
        (member(make_person()), 0),
        (SYSTEM, 1),
    ]:
        with acting_as(actor):
            assert Identifier.objects.filter(person=person).count() == seen, actor


def test_a_person_out_of_scope_does_not_exist() -> None:
    person = make_person(organization=place("mhesi/psu"))
    stranger = officer_at("mhesi/cmu")
    with acting_as(stranger):
        with pytest.raises(Http404):
            queries.get_person(stranger, person.pk)
        assert queries.masked_number(stranger, person.pk) == ""
        assert queries.display_name(stranger, person.pk) == ""


def test_an_officer_enters_persons_for_own_organisation_only() -> None:
    officer = officer_at("mhesi/cmu")
    with pytest.raises(NotAllowed):
        make_person(organization=place("mhesi/psu"), actor=officer)
    with pytest.raises(NotAllowed):
        make_person(actor=officer)
    with pytest.raises(NotAllowed):
        make_person(organization=place("mhesi/psu"), actor=officer_at("mhesi", "auditor"))


def test_a_foreigner_with_a_passport_only() -> None:
    officer = officer_at("mhesi/psu")
    with acting_as(officer):
        person = actions.find_or_enter_person(
            officer,
            kind="passport",
            number="x1234567",
            country="gbr",
            given_name="Jane",
            family_name="Example",
            title="Ms",
            organization=place("mhesi/psu"),
        )
        assert person.kind == "foreign"
        assert person.full_name == "Ms Jane Example"
        assert queries.find_person_id("passport", "X1234567", "GBR") == person.pk
        assert queries.find_person_id("passport", "X1234567", "USA") is None
        assert queries.masked_number(officer, person.pk) == "Xxxxxx67"


@pytest.mark.requirement("IDN-52")
def test_the_whole_number_is_shown_only_with_a_trace() -> None:
    number = next_number()
    person = make_person(number=number, organization=place("mhesi/psu"))
    officer = officer_at("mhesi/psu")
    with acting_as(officer):
        assert queries.masked_number(officer, person.pk) == mask(number)
        assert actions.reveal_number(officer, person.pk, organization_path="mhesi/psu") == number
    with acting_as(SYSTEM):
        trace = AuditRecord.objects.get(verb="viewed", object_kind="identifier")
    assert (trace.actor_account, trace.person_id) == (officer.account_id, person.pk)


@pytest.mark.requirement("IDN-52")
def test_a_number_is_nowhere_in_clear() -> None:
    number = next_number()
    person = make_person(number=number)
    with acting_as(SYSTEM):
        row = Identifier.objects.filter(person=person).values().get()
        trail = list(AuditRecord.objects.filter(person_id=person.pk).values())
    assert number not in repr(row)
    assert number not in repr(trail)
    assert row["ciphertext"].startswith("v1.k1.")


def test_verified_claims_correct_what_was_typed_and_record_only_which_fields() -> None:
    person = make_person(given_name="สมชย", family_name="ใจดี")
    with acting_as(SYSTEM):
        claims = actions.VerifiedClaims(source="thaid", given_name="สมชาย", birth_date=date(1990, 2, 1))
        changed = actions.update_from_verified_source(SYSTEM, person, claims)
        trail = AuditRecord.objects.get(verb="person.verified")
        actions.update_from_verified_source(SYSTEM, person, claims)
        assert AuditRecord.objects.filter(verb="person.verified").count() == 1
    assert (changed.given_name, changed.birth_precision, changed.verified_source) == ("สมชาย", "day", "thaid")
    assert trail.details == {"source": "thaid", "changed": ["birth_date", "birth_precision", "given_name"]}


@pytest.mark.parametrize("bad", ["a\x00b", "ก\x07", "ก" * 121, "\ud800"])
def test_a_name_with_control_characters_or_too_long_is_refused(bad: str) -> None:
    with pytest.raises(Refused) as refusal:
        make_person(given_name=bad)
    assert refusal.value.field == "given_name"


def test_when_an_office_moves_its_officers_still_see_its_people() -> None:
    organization = place("mhesi/psu")
    person = make_person(organization=organization)
    organization.path, organization.parent = "moe/psu", place("moe")
    organization.save()
    for path, seen in [("moe/psu", 1), ("mhesi/psu", 0), ("moe", 1)]:
        with acting_as(officer_at(path)) as officer:
            assert Identifier.objects.filter(person=person).count() == seen
            assert bool(queries.display_name(officer, person.pk)) == bool(seen)


def test_entering_twice_makes_one_affiliation() -> None:
    number = next_number()
    for _ in range(2):
        person = make_person(number=number, organization=place("mhesi/psu"))
    with acting_as(SYSTEM):
        assert Affiliation.objects.filter(person=person).count() == 1


def test_persons_are_found_by_number_or_part_of_the_name_within_scope() -> None:
    psu, cmu = place("mhesi/psu"), place("mhesi/cmu")
    number = next_number()
    here = make_person(number=number, given_name="สมพร", family_name="ทองดี", given_name_en="Somporn", organization=psu)
    make_person(given_name="สมพร", family_name="ทองดี", organization=cmu)
    officer = officer_at("mhesi/psu")
    with acting_as(officer):
        for text in (number, "สมพร", "มพร", "สม", "ทองดี", "สมพร ทอง", "ทองดี สมพร", "นางสมพร ทองดี", "omporn"):
            assert queries.persons_matching(officer, text) == {here.pk}, text
        for text in ("", "   ", "สมชาย", "มพ", "สมพร ใจดี", next_number(), "%", "a\x00b", "\ud800"):
            assert queries.persons_matching(officer, text) == set(), text


def test_a_search_is_no_way_to_guess_the_name_behind_a_number() -> None:
    number = next_number()
    person = make_person(number=number, given_name="ลับ", family_name="มาก", organization=place("mhesi/cmu"))
    officer = officer_at("mhesi/psu")
    make_person(number=number, given_name="เดา", family_name="ผิด", organization=place("mhesi/psu"), actor=officer)
    with acting_as(officer):
        assert queries.persons_matching(officer, "เดา") == {person.pk}
        assert queries.persons_matching(officer, "ลับ") == set()
        assert queries.persons_matching(officer, "มาก") == set()


def test_names_of_many_persons_cost_the_same_as_of_one(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    officer = officer_at("mhesi/psu")
    persons = [make_person(organization=place("mhesi/psu")).pk for _ in range(3)]
    for some in (persons[:1], persons):
        with acting_as(officer), django_assert_num_queries(2):
            assert len(queries.display_names(officer, some)) == len(some)
