"""Proposing, approaching, answering, and asking the ministry."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tidtam.kernel.actor import SYSTEM, NotAllowed, Outdated, Refused, acting_as, new_id
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.tests.factories import make_person
from tidtam.products.academic.experts import actions, queries
from tidtam.products.academic.experts.choices import ConflictKind, Relation, Reply, Seat, Status
from tidtam.products.academic.experts.dossier_data import Names, names_in, with_experts
from tidtam.products.academic.experts.models import Approach, Committee, Expert, InstitutionPolicy, Member
from tidtam.products.academic.experts.naming import Named
from tidtam.products.academic.experts.taken import open_taken
from tidtam.products.academic.rulebook.choices import Position
from tidtam.products.academic.rulebook.structure import Author, Certification, Dossier, Signature, Supervisors, Work
from tidtam.tracking.actions import return_case
from tidtam.tracking.history import Reason

from .factories import TODAY, UNLISTED, WHOLE, World

pytestmark = pytest.mark.requirement("ACA-12")


def rules_missing(world: World, committee: Committee) -> list[str]:
    return [each.rule for each in world.proposal(committee).missing()]


def test_an_expert_is_entered_once_and_changed_by_the_keeper_only(world: World) -> None:
    expert_id = new_id()
    for _ in range(2):
        with acting_as(world.institution):
            expert = actions.enter_expert(
                world.institution, expert_id=expert_id, organization=world.university, facts=WHOLE
            )
    assert Expert.objects.count() == 1
    assert (expert.position, expert.field_codes) == (Position.PROFESSOR, ["0501"])
    with acting_as(world.institution):
        changed = actions.change_expert(
            world.institution, expert, facts=replace(WHOLE, appointments=WHOLE.appointments[:1]), version=expert.version
        )
        assert changed.position == Position.ASSISTANT_PROFESSOR
        with pytest.raises(Outdated):
            actions.change_expert(world.institution, expert, facts=WHOLE, version=expert.version)
    with acting_as(world.other_institution), pytest.raises(NotAllowed):
        actions.enter_expert(world.other_institution, expert_id=new_id(), organization=world.university, facts=WHOLE)


def test_what_the_ministry_keeps_every_institution_reads_and_nobody_elses(world: World) -> None:
    national = world.expert(by=world.officer, keeper=world.ministry)
    own = world.expert(family_name="ของสถาบัน")
    for actor, seen in (
        (world.institution, {national.pk, own.pk}),
        (world.other_institution, {national.pk}),
        (world.officer, {national.pk, own.pk}),
        (world.member, set()),
    ):
        with acting_as(actor):
            assert {each.pk for each in queries.expert_list(actor)} == seen
            assert set(Expert.objects.values_list("pk", flat=True)) == seen
    with acting_as(world.institution), pytest.raises(NotAllowed):
        actions.change_expert(world.institution, national, facts=WHOLE, version=national.version)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"words": "ปรีชา"}, 1),
        ({"words": "ปัญญา ทดสอบ"}, 1),
        ({"words": "ไม่มี"}, 0),
        ({"field_code": "0501"}, 1),
        ({"field_code": "0502"}, 0),
        ({"institution": "สถาบันอื่น"}, 1),
        ({"position": Position.PROFESSOR}, 1),
        ({"position": Position.ASSISTANT_PROFESSOR}, 0),
    ],
)
def test_experts_are_searched_by_name_field_institution_and_position(
    world: World, sought: dict[str, str], found: int
) -> None:
    world.expert()
    with acting_as(world.institution):
        assert queries.expert_list(world.institution, queries.Sought(**sought)).count() == found


def test_a_committee_is_begun_once_and_its_facts_can_be_taken_anew(world: World) -> None:
    facts = world.facts()
    with acting_as(world.institution):
        first = actions.begin_committee(world.institution, facts)
        again = actions.begin_committee(world.institution, replace(facts, field_code="0502", coauthors=(Named("ก ข"),)))
    assert first.pk == again.pk
    assert again.field_code == "0502"
    with acting_as(world.institution):
        assert open_taken(again).others.coauthors == (Named("ก ข"),)
    for actor in (world.other_institution, world.officer, world.applicant_in_office):
        with acting_as(actor), pytest.raises(NotAllowed):
            actions.begin_committee(actor, replace(facts, request_id=new_id()))


def test_what_is_found_is_answered_and_an_expert_can_be_removed(world: World) -> None:
    committee = world.committee(world.expert(institution=world.university, institution_name=""))
    [one] = world.proposal(committee).members
    assert [each.conflict.kind for each in one.found] == [ConflictKind.SAME_INSTITUTION]
    assert one.is_inside
    with acting_as(world.institution):
        actions.answer_conflict(
            world.institution, committee, one.member, kind=ConflictKind.SAME_INSTITUTION, reason="มีผู้เชี่ยวชาญเพียงคนเดียว"
        )
        with pytest.raises(Refused):
            actions.answer_conflict(
                world.institution, committee, one.member, kind=ConflictKind.SAME_PERSON, reason="ขอพิจารณาเอง"
            )
    assert all(each.is_answered for each in world.proposal(committee).members[0].found)
    with acting_as(world.institution):
        actions.remove_member(world.institution, committee, one.member)
    assert world.proposal(committee).members == ()


def test_the_applicant_is_found_under_whichever_record_of_theirs_an_expert_stands(world: World) -> None:
    stated = make_person(given_name="ธารา", family_name="ตัวอย่างวงศ์")
    expert = world.expert()
    with acting_as(SYSTEM):
        Person.objects.filter(pk=world.applicant.pk).update(also=[stated.pk])
        Expert.objects.filter(pk=expert.pk).update(person=stated)
    committee = world.committee(expert)
    [one] = world.proposal(committee).members
    assert [each.conflict.kind for each in one.found] == [ConflictKind.SAME_PERSON]
    with acting_as(SYSTEM):
        Person.objects.filter(pk=world.applicant.pk).update(also=[])
    assert world.proposal(committee).members[0].found == ()


def test_proposing_twice_seats_once(world: World) -> None:
    expert = world.expert()
    committee = world.committee(expert)
    with acting_as(world.institution):
        actions.add_member(
            world.institution, committee, expert=expert, seat=Seat.MEMBER, relation=Relation.FORMER_SUPERVISOR
        )
    [one] = world.proposal(committee).members
    assert one.member.seat == Seat.MEMBER
    assert one.has(ConflictKind.FORMER_SUPERVISOR)


def test_an_approach_is_recorded_once_sealed_and_never_changed(world: World) -> None:
    committee = world.committee(world.expert())
    [one] = world.proposal(committee).members
    approach_id = new_id()
    for _ in range(2):
        world.approach(committee, one.member, approach_id=approach_id)
    [contact] = world.proposal(committee).members[0].contacts
    assert (contact.approached_by, contact.remark, contact.reply) == ("คณบดี", "ตอบรับแล้ว", Reply.ACCEPTED)
    with acting_as(world.institution):
        assert "คณบดี".encode() not in bytes(Approach.objects.get().sealed)
        with pytest.raises(DatabaseError), transaction.atomic():
            Approach.objects.update(reply=Reply.DECLINED)
    for wrong in (
        {"approached_on": TODAY + timedelta(days=1)},
        {"replied_on": date(2026, 11, 1)},
    ):
        with pytest.raises(Refused):
            world.approach(committee, one.member, approach_id=new_id(), **wrong)


@pytest.mark.requirement("DOC-701", "DOC-702", "DOC-703", "DOC-704", "DOC-705")
@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({}, {"DOC-701", "DOC-703", "DOC-705"}),
        ({"expertise": ""}, {"DOC-701", "DOC-702", "DOC-703", "DOC-705"}),
        ({"education": []}, {"DOC-701", "DOC-702", "DOC-703", "DOC-705"}),
        ({"status": ""}, {"DOC-701", "DOC-702", "DOC-703", "DOC-705"}),
        (
            {"status": Status.UNIVERSITY_EMPLOYEE, "status_changed_on": date(2010, 1, 1)},
            {"DOC-701", "DOC-703", "DOC-704", "DOC-705"},
        ),
    ],
)
def test_everything_that_is_missing_is_said_at_once(world: World, changed: dict[str, Any], rules: set[str]) -> None:
    committee = world.committee(world.expert(**UNLISTED, **changed))
    assert set(rules_missing(world, committee)) == rules
    with acting_as(world.institution), pytest.raises(Refused) as refused:
        actions.request_approval(world.institution, committee, letter_no="อว 1", version=committee.version)
    assert refused.value.code == "incomplete"


@pytest.mark.requirement("DOC-702")
def test_an_appointment_without_its_day_is_missed(world: World) -> None:
    half = [{**WHOLE.appointments[-1], "appointed_on": ""}]
    committee = world.committee(world.expert(**UNLISTED, appointments=half))
    assert "DOC-702" in rules_missing(world, committee)


@pytest.mark.requirement("DOC-703")
def test_who_declined_is_not_asked_for(world: World) -> None:
    committee = world.ready()
    world.approach(committee, world.proposal(committee).members[0].member, reply=Reply.DECLINED)
    assert rules_missing(world, committee) == ["DOC-703"]


def test_approval_is_asked_for_once_returned_mended_and_asked_again(world: World) -> None:
    committee = world.asked()
    with acting_as(world.institution):
        again = actions.request_approval(world.institution, committee, letter_no="อว 0601/55", version=1)
    assert again.case_id == committee.case_id
    expert = world.expert(family_name="ใหม่")
    with acting_as(world.institution), pytest.raises(NotAllowed):
        actions.add_member(world.institution, committee, expert=expert, seat=Seat.MEMBER)
    with acting_as(world.officer):
        seen = queries.get_committee(world.officer, committee.pk)
        assert seen.case is not None
        assert len(queries.proposal_of(world.officer, seen).members) == 1
        return_case(
            world.officer,
            seen.case,
            reasons=[Reason("เหตุผลไม่ชัดเจน")],
            happened_on=TODAY,
            expected_version=seen.case.version,
        )
    with acting_as(world.institution):
        committee = queries.get_committee(world.institution, committee.pk)
        committee = actions.set_reasons(
            world.institution, committee, not_listed="ชัดเจนขึ้น", lower_position="", version=committee.version
        )
        committee = actions.resume_approval(
            world.institution, committee, letter_no="อว 0601/60", version=committee.version
        )
        case = queries.get_committee(world.institution, committee.pk).case
    assert case is not None
    assert case.holder == "ministry_case_officer"


def test_nobody_is_asked_for_where_everybody_is_listed(world: World) -> None:
    committee = world.committee(world.expert())
    with acting_as(world.institution), pytest.raises(Refused) as refused:
        actions.request_approval(world.institution, committee, letter_no="อว 1", version=committee.version)
    assert refused.value.code == "nobody"


@pytest.mark.requirement("DOC-606", "DOC-607", "DOC-701", "DOC-702", "DOC-703", "DOC-704", "DOC-705")
def test_the_dossier_gets_the_experts_as_they_are_proposed(world: World) -> None:
    committee = world.ready()
    other_field = world.expert(appointments=[{**WHOLE.appointments[-1], "field_code": "0999"}], family_name="ต่างสาขา")
    with acting_as(world.institution):
        actions.add_member(world.institution, committee, expert=other_field, seat=Seat.MEMBER)
    outside = world.proposal(committee).members[1]
    with acting_as(world.institution):
        actions.answer_conflict(
            world.institution, committee, outside.member, kind=ConflictKind.OTHER_FIELD, reason="สาขาใกล้เคียง"
        )
    dossier = with_experts(Dossier(), world.proposal(committee))
    assert [(each.is_chair, each.in_field, each.on_list) for each in dossier.committee.members] == [
        (True, True, False),
        (False, False, True),
    ]
    assert [each.reason for each in dossier.documents.experts_outside_field] == ["สาขาใกล้เคียง"]
    assert [each.expert for each in dossier.documents.experts_not_listed] == ["ศ.ดร.ปรีชา ทดสอบเลิศ"]
    [profile] = dossier.experts_approval.profiles
    assert profile.approach.approached_on == "2026-11-02"
    assert [each.appointed_on for each in profile.appointments][-1] == "2010-01-31"
    assert (profile.status, profile.expertise) == (Status.CIVIL_SERVANT, "ปัญญาประดิษฐ์")
    assert dossier.experts_approval.reason_not_listed
    assert len(dossier.experts_approval.request_form) == 1


def test_the_dossier_says_with_whom_experts_are_compared() -> None:
    dossier = Dossier(
        works=(Work(id="w1", authors=(Author(name="ธารา", is_applicant=True), Author(name=" สมชาย ใจดี "))),),
        supervisors=Supervisors(certifications=(Certification(signature=Signature(name="คณบดี ทดสอบ")),)),
    )
    assert names_in(dossier) == Names(
        coauthors=(Named("สมชาย ใจดี", "/works/0/authors/1"),),
        supervisors=(Named("คณบดี ทดสอบ", "/supervisors/certifications/0"),),
    )


def test_a_policy_is_never_rewritten(world: World) -> None:
    with acting_as(world.institution):
        from tidtam.products.academic.experts.facts import PolicyFacts

        for _ in range(2):
            actions.record_policy(world.institution, world.university, PolicyFacts("มติที่ 1", members_least=3))
        assert InstitutionPolicy.objects.count() == 1
        with pytest.raises(Refused):
            actions.record_policy(world.institution, world.university, PolicyFacts("มติที่ 2", opens_names=True))
        with pytest.raises(DatabaseError), transaction.atomic():
            InstitutionPolicy.objects.update(opens_names=True)
    with acting_as(world.officer), pytest.raises(NotAllowed):
        actions.record_policy(world.officer, world.university, PolicyFacts("คำสั่ง"))
    assert Member.objects.count() == 0
