"""The applicant tries every door: as a member, and as an officer of the same university. None tells them anything."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, acting_as, new_id
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.audit.queries import views_of
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.notifications.models import Notice
from tidtam.products.academic.experts import actions, queries
from tidtam.products.academic.experts.choices import ConflictKind, Seat
from tidtam.products.academic.experts.facts import PolicyFacts
from tidtam.products.academic.experts.models import (
    Approach,
    Committee,
    ConflictAnswer,
    Expert,
    InstitutionPolicy,
    Member,
)
from tidtam.tracking.certificates.policies import can_issue
from tidtam.tracking.queries import find_by_code, my_cases

from .factories import UNLISTED, World

pytestmark = pytest.mark.requirement("ACA-12", "ACA-05")
SECRET = "ทดสอบเลิศ"
TABLES = (Committee, Member, ConflictAnswer, Approach)


@pytest.fixture
def committee(world: World) -> Committee:
    return world.asked()


def pages(world: World, committee: Committee) -> Iterator[str]:
    """Every page on which the committee or one of its experts stands."""
    one = world.proposal(committee).members[0]
    base = f"/academic/experts/committees/{committee.pk}/"
    yield base
    yield from (f"{base}{page}/" for page in ("add", "reasons", "approval"))
    yield f"{base}files/{committee.request_form}/"
    member = f"{base}members/{one.member.pk}/"
    yield from (f"{member}{page}/" for page in ("approach", "remove", f"answer/{ConflictKind.OTHER_FIELD}"))
    yield f"/academic/requests/{committee.request_id}/committee/"
    assert committee.case is not None
    yield f"/work/{committee.case_id}/"
    yield f"/my/cases/{committee.case_id}/"
    yield f"/my/cases/{committee.case_id}/certificates/"
    yield f"/t/{committee.case.tracking_code}"


@pytest.mark.parametrize("who", ["member", "applicant_in_office"])
def test_every_page_answers_as_if_there_were_nothing(world: World, committee: Committee, who: str) -> None:
    actor: Actor = getattr(world, who)
    with browsing_as(actor) as browser:
        for url in pages(world, committee):
            nothing = url
            for key in (committee.pk, committee.request_id, committee.case_id):
                nothing = nothing.replace(str(key), str(uuid.uuid4()))
            assert committee.case is not None
            nothing = nothing.replace(committee.case.tracking_code, "a" * 26)
            for method in ("get", "post"):
                there, not_there = (getattr(browser, method)(each) for each in (url, nothing))
                assert there.status_code == not_there.status_code, url
                assert there.status_code in {302, 404, 405}, url
                assert SECRET not in there.content.decode()
                assert str(committee.pk) not in there.content.decode().replace(url, "")


def test_existing_and_not_existing_cost_the_same_questions(world: World, committee: Committee) -> None:
    """The path of the answer is the same, so that its time tells nothing."""

    def asked(committee_id: object) -> list[str]:
        with browsing_as(world.applicant_in_office) as browser, CaptureQueriesContext(connection) as captured:
            assert browser.get(f"/academic/experts/committees/{committee_id}/").status_code == 404
        return [query["sql"].replace(str(committee_id).replace("-", ""), "") for query in captured.captured_queries]

    for_it, for_nothing = asked(committee.pk), asked(uuid.uuid4())
    assert len(for_it) == len(for_nothing)


@pytest.mark.parametrize("who", ["member", "applicant_in_office"])
def test_searches_lists_counts_and_exports_tell_nothing(world: World, committee: Committee, who: str) -> None:
    actor: Actor = getattr(world, who)
    with browsing_as(actor) as browser:
        for url, query in (
            ("/my/cases/", {}),
            ("/my/notices/", {}),
            ("/my/access-log/", {}),
            ("/work/", {"q": "0601/55"}),
            ("/work/", {"q": "ปรีชา"}),
            ("/work/export/csv/", {"q": "0601/55"}),
            ("/academic/requests/", {"letter": "อว"}),
            ("/", {}),
        ):
            body = browser.get(url, query).getvalue().decode()
            assert SECRET not in body, url
            assert str(committee.case_id) not in body, url
            assert str(committee.pk) not in body, url
    with acting_as(actor):
        assert not my_cases(actor).exists()
        assert committee.case is not None
        assert not can_issue(actor, committee.case)
        with pytest.raises(Http404):
            find_by_code(actor, committee.case.tracking_code)


def test_nothing_is_told_filed_or_recorded_where_the_applicant_reads(world: World, committee: Committee) -> None:
    with browsing_as(world.institution) as browser:
        assert browser.get(f"/academic/experts/committees/{committee.pk}/").status_code == 200
        assert browser.get(f"/work/{committee.case_id}/").status_code == 200
    with acting_as(SYSTEM):
        assert not Notice.objects.filter(person=world.applicant).exists()
        about = AuditRecord.objects.filter(person_id=world.applicant.pk).values_list("object_kind", flat=True)
        assert set(about) <= {"person"}
        assert not StoredFile.objects.filter(person_id=world.applicant.pk).exists()
        trail = "".join(str(record.details) + record.object_id for record in AuditRecord.objects.all())
        expert_id = world.proposal(committee).members[0].expert.pk
        of_committee = AuditRecord.objects.filter(object_kind="expert_committee")
        assert str(expert_id) not in "".join(str(record.details) for record in of_committee)
        assert SECRET not in trail
    with acting_as(world.member):
        assert not views_of(world.member).exists()
        assert not StoredFile.objects.exists()


@pytest.mark.parametrize("who", ["member", "applicant_in_office"])
def test_the_database_itself_hides_the_rows(world: World, committee: Committee, who: str) -> None:
    """The second wall: a query that forgets its scope finds nothing either."""
    member = world.proposal(committee).members[0].member
    with acting_as(world.institution):
        member.committee_id = committee.pk
        assert [table.objects.count() for table in TABLES] == [1, 1, 0, 1]
    with acting_as(getattr(world, who)):
        assert [table.objects.count() for table in TABLES] == [0, 0, 0, 0]
    for other in (world.other_institution, world.member):
        with acting_as(other):
            assert not Committee.objects.exists()
            assert not Expert.objects.filter(family_name=SECRET).exists()
            assert not InstitutionPolicy.objects.exists()


def test_the_list_of_experts_never_depends_on_committees(world: World) -> None:
    """An applicant who is an officer sees the same list before and after: neither presence nor absence tells."""
    expert = world.expert(**UNLISTED)

    def listed() -> tuple[str, int]:
        with browsing_as(world.applicant_in_office) as browser:
            page = browser.get("/academic/experts/", {"words": SECRET})
            detail = browser.get(f"/academic/experts/{expert.pk}/")
        return str([row.expert.pk for row in page.context["rows"]]), detail.status_code

    before = listed()
    world.committee(expert)
    assert listed() == before


def test_the_applicant_changes_nothing_even_with_the_ids(world: World, committee: Committee) -> None:
    one = world.proposal(committee).members[0]
    actor = world.applicant_in_office
    with acting_as(actor):
        for act in (
            lambda: actions.add_member(actor, committee, expert=one.expert, seat=Seat.CHAIR),
            lambda: actions.remove_member(actor, committee, one.member),
            lambda: actions.request_approval(actor, committee, letter_no="อว 9", version=committee.version),
        ):
            with pytest.raises(Http404):
                act()
        with pytest.raises(NotAllowed):
            actions.begin_committee(actor, world.facts())


def test_only_a_recorded_policy_opens_the_names_and_only_names_and_seats(world: World) -> None:
    expert = world.expert()
    early = world.committee(expert)
    with acting_as(world.institution):
        day = world.institution.today()
        actions.record_policy(
            world.institution, world.university, PolicyFacts("มติ ก.พ.ว.", opens_names=True, opens_from=day)
        )
    with acting_as(world.member):
        assert queries.opened_names(world.member, early.request_id) == [
            (expert.full_name, str(Seat.CHAIR.label)),
        ]
        assert not Approach.objects.exists()
    for other in (world.other_institution, world.institution, world.applicant_in_office):
        with acting_as(other):
            opened = queries.opened_names(other, early.request_id)
            assert bool(opened) is (other.person_id == world.applicant.pk)
    with browsing_as(world.member) as browser:
        assert browser.get(f"/academic/experts/committees/{early.pk}/").status_code == 404
    with acting_as(world.institution):
        actions.record_policy(world.institution, world.university, PolicyFacts("มติใหม่"))
    with acting_as(world.member):
        assert queries.opened_names(world.member, early.request_id) == []
        assert not Expert.objects.exists()


def test_a_policy_opens_only_what_was_begun_since(world: World) -> None:
    committee = world.committee(world.expert())
    with acting_as(world.institution):
        actions.record_policy(
            world.institution,
            world.university,
            PolicyFacts("มติ", opens_names=True, opens_from=date(2027, 1, 1)),
        )
    with acting_as(world.member):
        assert queries.opened_names(world.member, committee.request_id) == []
        assert queries.opened_names(world.member, new_id()) == []


def typed(**changed: Any) -> dict[str, Any]:
    given = {
        "title": "ศ.ดร.",
        "given_name": "ปรีชา",
        "family_name": SECRET,
        "status": "civil_servant",
        "professor_field": "0501 วิทยาการคอมพิวเตอร์",
        "professor_on": "31/1/2560",
        "degree_1": "ปรัชญาดุษฎีบัณฑิต",
        "expertise": "ปัญญาประดิษฐ์",
        "institution_name": "สถาบันอื่น",
    }
    return {**given, **changed}


def test_the_officer_goes_the_whole_way_on_the_pages(world: World) -> None:
    with browsing_as(world.institution) as browser:
        form = browser.get("/academic/experts/new/").context["form"]
        hidden = {"expert_id": str(form["expert_id"].value()), "keeper": str(world.university.pk)}
        answer = browser.post("/academic/experts/new/", {**typed(), **hidden})
        expert = Expert.objects.get()
        assert answer["Location"] == f"/academic/experts/{expert.pk}/"
        assert "0501 วิทยาการคอมพิวเตอร์" in browser.get(answer["Location"]).content.decode()
        change = f"/academic/experts/{expert.pk}/change/"
        kept = browser.get(change).context["form"]
        assert str(kept["professor_field"].value()) == "0501 วิทยาการคอมพิวเตอร์"
        assert browser.post(change, typed(version=expert.version, expertise="ใหม่")).status_code == 302
        committee = world.committee()
        base = f"/academic/experts/committees/{committee.pk}/"
        assert SECRET in browser.get(f"{base}add/", {"words": "ปรีชา"}).content.decode()
        assert browser.get(f"{base}add/", {"expert": str(expert.pk)}).status_code == 200
        sent = {"expert": str(expert.pk), "seat": "chair", "relation": ""}
        assert browser.post(f"{base}add/", sent).status_code == 302
        member = Member.objects.get()
        approach = f"{base}members/{member.pk}/approach/"
        hidden = {"approach_id": str(browser.get(approach).context["form"]["approach_id"].value())}
        contact = {"approached_on": "2/11/2569", "means": "letter", "approached_by": "คณบดี", "reply": "accepted"}
        assert browser.post(approach, {**contact, **hidden}).status_code == 302
        page = browser.get(base).content.decode()
        assert "คณบดี" in page
        reasons = {"not_listed": "เหตุผล", "lower_position": "", "version": str(Committee.objects.get().version)}
        assert browser.post(f"{base}reasons/", reasons).status_code == 302
        assert browser.get(f"{base}approval/").status_code == 200
        assert browser.post(f"{base}members/{member.pk}/remove/").status_code == 302
        policy = {"institution": str(world.university.pk), "decided_by": "มติ", "members_least": "3"}
        assert browser.post("/academic/experts/policy/", policy).status_code == 302
        assert "มติ" in browser.get("/academic/experts/policy/").content.decode()
