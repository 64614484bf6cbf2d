from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, NotAllowed, Outdated, Refused, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.people.queries import display_name
from tidtam.products.personnel import actions, policies, queries
from tidtam.products.personnel.choices import Kind, RequestState
from tidtam.products.personnel.groups import groups_of, missing_of
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.tests.factories import FACTS, TODAY, World, later, person_of
from tidtam.tracking import actions as tracking
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.history import Reason
from tidtam.tracking.models import Case

EACH = pytest.mark.parametrize("kind", list(Kind))
REQUIRED = [
    (kind, name) for kind in Kind for group in groups_of(kind, is_on_paper=False) for name in sorted(group.required)
]


@pytest.mark.requirement("PER-01", "PER-02", "PER-03", "PER-04", "PER-05")
@EACH
def test_handing_in_begins_the_employees_matter_on_the_day_it_was_received(world: World, kind: Kind) -> None:
    sent = world.submitted(kind)
    assert sent.state == RequestState.SUBMITTED
    assert sent.received_on == TODAY
    case = sent.case
    assert case is not None
    assert (case.process.key, case.subject_id, case.received_on) == (kind.process_key, sent.person_id, TODAY)
    assert (case.status, case.holder) == (CaseStatus.IN_PROGRESS, "hr_officer")
    with acting_as(world.officer):
        assert display_name(world.officer, world.person.pk)


@pytest.mark.requirement("PER-05")
@EACH
def test_the_officer_enters_a_paper_with_the_day_it_was_received(world: World, kind: Kind) -> None:
    received = TODAY - timedelta(days=5)
    sent = world.submitted(kind, by=world.officer, facts={"received_on": received})
    assert sent.case is not None
    assert (sent.case.received_on, sent.case.letter_no) == (received, "สธ 0901/55")
    assert sent.case.subject_id == world.person.pk
    with acting_as(world.employee):
        assert queries.get_request(world.employee, sent.pk) == sent


@pytest.mark.requirement("PER-05")
def test_a_paper_is_never_received_in_the_future(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.draft(Kind.MOVE, by=world.officer, facts={"received_on": TODAY + timedelta(days=1)})
    assert refused.value.field == "received_on"


@pytest.mark.requirement("PER-05")
@pytest.mark.parametrize(("kind", "name"), REQUIRED)
def test_a_draft_lacking_a_fact_is_kept_but_not_handed_in(world: World, kind: Kind, name: str) -> None:
    empty = None if name == "leave_on" else ""
    draft = world.draft(kind, facts={name: empty})
    assert [missing for _group, missing in missing_of(draft)] == [name]
    with acting_as(world.employee), pytest.raises(Refused) as refused:
        actions.submit_request(world.employee, draft, version=draft.version)
    assert (refused.value.code, refused.value.field) == ("incomplete", name)
    assert not Case.objects.exists()


@pytest.mark.requirement("PER-05", "QLT-03")
def test_a_form_sent_twice_makes_one_draft_and_one_matter(world: World) -> None:
    draft_id = new_id()
    given: dict[str, Any] = {
        "draft_id": draft_id,
        "kind": Kind.MOVE,
        "person": world.person,
        "organization": world.department,
        "is_on_paper": False,
        "facts": FACTS[Kind.MOVE],
    }
    with acting_as(world.employee):
        first = actions.draft_request(world.employee, **given)
        assert actions.draft_request(world.employee, **given).pk == first.pk
        sent = actions.submit_request(world.employee, first, version=first.version)
        again = actions.submit_request(world.employee, first, version=first.version)
    assert sent.case_id == again.case_id
    assert Case.objects.count() == 1


@pytest.mark.requirement("PER-05")
def test_a_draft_id_of_somebody_else_opens_nothing(world: World) -> None:
    draft = world.draft(Kind.MOVE)
    with acting_as(world.colleague), pytest.raises(Http404):
        actions.draft_request(
            world.colleague,
            draft_id=draft.pk,
            kind=Kind.MOVE,
            person=person_of(world.colleague),
            organization=world.department,
            is_on_paper=False,
            facts={},
        )


@pytest.mark.requirement("PER-05")
@EACH
def test_a_second_one_of_the_same_kind_is_refused_while_the_first_runs(world: World, kind: Kind) -> None:
    world.submitted(kind)
    for actor in (world.employee, world.officer):
        with pytest.raises(Refused) as refused:
            world.submitted(kind, by=actor)
        assert refused.value.code == "duplicate"
    other = next(each for each in Kind if each != kind)
    assert world.submitted(other).case is not None


@pytest.mark.requirement("PER-05")
def test_after_the_first_was_withdrawn_another_can_be_handed_in(world: World) -> None:
    first = world.submitted(Kind.MOVE)
    with acting_as(world.employee):
        actions.withdraw_request(world.employee, first, reason="เปลี่ยนใจ", version=first.version)
    assert policies.is_withdrawn(world.reload(first))
    assert world.submitted(Kind.MOVE).case_id != first.case_id


@pytest.mark.requirement("PER-05")
def test_who_does_not_serve_hands_nothing_in(world: World) -> None:
    for actor in (world.nobody, world.stranger):
        with acting_as(actor), pytest.raises(NotAllowed):
            actions.draft_request(
                actor,
                draft_id=new_id(),
                kind=Kind.MOVE,
                person=person_of(actor),
                organization=world.department,
                is_on_paper=False,
                facts={},
            )


@pytest.mark.requirement("PER-05")
def test_who_left_before_handing_in_cannot_hand_in_any_more(world: World) -> None:
    draft = world.draft(Kind.MOVE)
    gone = world.submitted(Kind.RESIGNATION)
    with acting_as(SYSTEM):
        actions.enter_in_register(SYSTEM, gone, actions.outcome_of_order(SYSTEM, gone, ordered_on=TODAY))
    after = later(world.employee, date(2027, 1, 5))
    with acting_as(after), pytest.raises(NotAllowed):
        actions.submit_request(after, draft, version=draft.version)


@pytest.mark.requirement("PER-05")
def test_an_officer_enters_only_for_those_in_their_register_and_never_for_themself(world: World) -> None:
    own = world.employ(world.department)
    officer = replace(world.officer, person_id=own.pk)
    for actor, person in [(world.other_officer, world.person), (officer, own)]:
        with acting_as(actor), pytest.raises((Http404, NotAllowed)):
            actions.draft_request(
                actor,
                draft_id=new_id(),
                kind=Kind.MOVE,
                person=person,
                organization=world.department,
                is_on_paper=True,
                facts={},
            )


@pytest.mark.requirement("PER-05")
def test_drafts_are_seen_by_whoever_fills_them_in_and_by_nobody_else(world: World) -> None:
    own, paper = world.draft(Kind.MOVE), world.draft(Kind.TRANSFER, by=world.officer)
    seen = {
        "employee": world.employee,
        "officer": world.officer,
        "colleague": world.colleague,
        "other officer": world.other_officer,
    }
    found = {}
    for name, actor in seen.items():
        with acting_as(actor):
            found[name] = {request.pk for request in queries.requests_of(actor)}
    assert found == {"employee": {own.pk}, "officer": {paper.pk}, "colleague": set(), "other officer": set()}


@pytest.mark.requirement("PER-05")
@pytest.mark.parametrize("act", ["change", "submit", "withdraw", "order"])
def test_what_belongs_to_another_department_or_person_does_not_exist(world: World, act: str) -> None:
    request = world.submitted(Kind.MOVE)
    for stranger in (world.other_officer, world.stranger, world.colleague):
        calls = {
            "change": lambda s=stranger: actions.change_request(s, request, facts={}, version=request.version),
            "submit": lambda s=stranger: actions.submit_request(s, request, version=request.version),
            "withdraw": lambda s=stranger: actions.withdraw_request(s, request, reason="x", version=request.version),
            "order": lambda s=stranger: actions.set_order(
                s, request, effective_on=None, position="", unit="", version=request.version
            ),
        }
        with acting_as(stranger), pytest.raises(Http404):
            calls[act]()


@pytest.mark.requirement("PER-05")
def test_the_database_itself_hides_requests_from_other_offices(world: World) -> None:
    world.submitted(Kind.MOVE)
    for stranger, seen in [(world.other_officer, 0), (world.colleague, 0), (world.officer, 1), (world.employee, 1)]:
        with acting_as(stranger):
            assert PersonnelRequest.objects.count() == seen


@pytest.mark.requirement("PER-05")
@EACH
def test_a_returned_request_is_mended_with_its_reasons_in_view_and_handed_in_again(world: World, kind: Kind) -> None:
    sent = world.submitted(kind)
    assert sent.case is not None
    with acting_as(world.officer):
        tracking.return_case(
            world.officer,
            sent.case,
            reasons=[Reason("ชื่อตำแหน่งไม่ครบ"), Reason("ไม่มีลายมือชื่อ")],
            happened_on=TODAY,
            expected_version=sent.case.version,
        )
    back = world.reload(sent)
    with acting_as(world.employee):
        assert queries.return_reasons(world.employee, back) == ("ชื่อตำแหน่งไม่ครบ", "ไม่มีลายมือชื่อ")
        name = next(iter(FACTS[kind]))
        changed = actions.change_request(world.employee, back, facts={name: FACTS[kind][name]}, version=back.version)
        again = actions.resubmit_request(world.employee, changed, version=changed.version)
        actions.resubmit_request(world.employee, changed, version=changed.version)
    case = world.reload(again).case
    assert case is not None
    assert (case.holder, case.version) == ("hr_officer", 3)


@pytest.mark.requirement("PER-05")
def test_what_was_handed_in_is_not_changed_unless_it_was_returned(world: World) -> None:
    sent = world.submitted(Kind.MOVE)
    for actor in (world.employee, world.officer):
        with acting_as(actor), pytest.raises(NotAllowed):
            actions.change_request(actor, sent, facts={"reason": "อื่น"}, version=sent.version)


@pytest.mark.requirement("TRK-12")
def test_whoever_changed_an_older_state_is_told(world: World) -> None:
    draft = world.draft(Kind.MOVE)
    with acting_as(world.employee):
        actions.change_request(world.employee, draft, facts={"reason": "ก"}, version=draft.version)
        with pytest.raises(Outdated):
            actions.change_request(world.employee, draft, facts={"reason": "ข"}, version=draft.version)


@pytest.mark.requirement("PER-01")
def test_one_is_promoted_to_the_levels_of_the_assessment_only(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.draft(Kind.PROMOTION, facts={"target_level": "higher_executive"})
    assert refused.value.field == "target_level"


@pytest.mark.requirement("PER-05")
def test_what_is_done_leaves_a_trail_without_names(world: World) -> None:
    sent = world.submitted(Kind.MOVE)
    with acting_as(SYSTEM):
        verbs = AuditRecord.objects.filter(object_id=str(sent.pk)).order_by("pk").values_list("verb", "details")
        assert [verb for verb, _details in verbs] == ["personnel_request.drafted", "personnel_request.submitted"]
        assert all(details == {"kind": "move"} for _verb, details in verbs)
