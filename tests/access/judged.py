"""An expert with a name like no other, from being taken up to the letter that tells the decision."""

from typing import Any

from tidtam.kernel.actor import acting_as, new_id
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.products.academic.experts import actions as experts
from tidtam.products.academic.experts.choices import ConflictKind, Means, Reply, Seat
from tidtam.products.academic.experts.facts import ApproachFacts, ExpertFacts
from tidtam.products.academic.experts.models import Expert
from tidtam.products.academic.experts.queries import get_committee, proposal_of
from tidtam.products.academic.rulebook.choices import Position
from tidtam.tracking import actions as tracking
from tidtam.tracking.models import Case

from .world import World

GIVEN, FAMILY, GIVEN_EN, FAMILY_EN = "กุหลาบแก้ว", "ทดสอบผนึก", "Kulapkaeo", "Thotsopphanuek"
LETTER, APPROVED_BY = "อว 7788/ผนึก", "อว 8899/ผนึก"


def take_up(world: World) -> Expert:
    """As one of the experts that the institution keeps: that alone tells of no committee."""
    facts = ExpertFacts(
        "ศ.ดร.",
        GIVEN,
        FAMILY,
        GIVEN_EN,
        FAMILY_EN,
        institution_name="สถาบันอื่น",
        status="civil_servant",
        expertise="ปัญญาประดิษฐ์",
        appointments=[
            {
                "position": Position.PROFESSOR.value,
                "field_code": "0999",
                "field_name": "สาขาอื่น",
                "appointed_on": "2010-01-31",
            }
        ],
        education=[
            {
                "degree": "ปรัชญาดุษฎีบัณฑิต",
                "field_name": "สาขาอื่น",
                "institution": "ที่อื่น",
                "country": "ไทย",
                "completed": "2540",
            }
        ],
    )
    officer = world.acting("institution")
    with acting_as(officer):
        return experts.enter_expert(officer, expert_id=new_id(), organization=world.a, facts=facts)


def have_judged(world: World, expert: Expert) -> Case:
    """The whole way, from the proposal to the letter by which the ministry tells the decision."""
    officer, ministry, name = world.acting("institution"), world.acting("ministry"), f"{GIVEN} {FAMILY}"
    paper = f"{FAMILY} {FAMILY_EN}.pdf"
    with acting_as(officer):
        committee = get_committee(officer, world.committees["a"].pk)
        for one in proposal_of(officer, committee).members:
            experts.remove_member(officer, committee, one.member)
        member = experts.add_member(officer, committee, expert=expert, seat=Seat.CHAIR)
        asked = ApproachFacts(
            new_id(), world.today, Means.LETTER, f"{name} ทางโทรศัพท์", Reply.ACCEPTED, world.today, f"{name} ตอบรับ"
        )
        experts.record_approach(officer, committee, member, asked, upload=upload(make_pdf(), paper))
        [one] = proposal_of(officer, committee).members
        for found in one.found:
            kind, reason = found.conflict.kind, f"{name} เชี่ยวชาญที่สุด"
            if kind not in {ConflictKind.NOT_LISTED, ConflictKind.LOWER_POSITION}:
                experts.answer_conflict(
                    officer, committee, member, kind=kind, reason=reason, upload=upload(make_pdf(), paper)
                )
        committee = get_committee(officer, committee.pk)
        committee = experts.set_reasons(
            officer,
            committee,
            not_listed=f"{name} ไม่อยู่ในบัญชี",
            lower_position="",
            version=committee.version,
            request_form=upload(make_pdf(), paper),
        )
        case = experts.request_approval(officer, committee, letter_no=LETTER, version=committee.version).case
    steps: list[dict[str, Any]] = [{"remark": f"รับเรื่อง {name}"}, {}, {"outcome": "agreed", "remark": name}]
    steps.append({"letter_no": APPROVED_BY, "upload": upload(make_pdf(), paper)})
    with acting_as(ministry):
        for given in steps:
            assert case is not None
            case = tracking.finish_step(ministry, case, happened_on=world.today, expected_version=case.version, **given)
    assert case is not None
    return case
