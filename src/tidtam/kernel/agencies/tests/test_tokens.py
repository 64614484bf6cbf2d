"""Issuing, using, revoking and replacing tokens."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Refused, acting_as, clock_at
from tidtam.kernel.agencies import actions, queries
from tidtam.kernel.agencies.models import AgencyToken, TokenRequest
from tidtam.kernel.agencies.written_token import new_token
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization

from .factories import actor_of, make_central

pytestmark = pytest.mark.django_db


@dataclass
class House:
    ministry: Organization
    college: Organization
    central: Actor
    somchai: Account
    malee: Account

    def issue(self, **given: object) -> actions.NewToken:
        with acting_as(self.central):
            return actions.issue_token(self.central, self.college, **given)  # type: ignore[arg-type]

    def redeem(self, account: Account, secret: str, *, later: timedelta = timedelta(0)) -> RoleGrant:
        actor = replace(actor_of(account), clock=clock_at(SYSTEM.now() + later))
        with acting_as(actor):
            return actions.redeem_token(actor, secret)


@pytest.fixture
def house() -> House:
    with acting_as(SYSTEM):
        ministry = make_ministry()
        college = make_organization("college", ministry, kind="agency", name_th="วิทยาลัยสมมติ")
    return House(ministry, college, actor_of(make_central(ministry)), make_account(), make_account())


def holders() -> list[object]:
    grants = RoleGrant.objects.filter(role=Role.SERVICE_POINT_OFFICER, ended_at=None)
    return list(grants.values_list("account_id", flat=True))


def is_told(told: set[tuple[Any, ...]], kind: str, account: object, person: object) -> bool:
    """A notice is kept for the person; for an account where that has none."""
    return any(k == kind and (a == account or p == person) for k, a, p in told)


def trail(*verbs: str) -> list[str]:
    with acting_as(SYSTEM):
        return list(AuditRecord.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True))


@pytest.mark.requirement("IDN-21")
def test_a_token_makes_whoever_enters_it_the_officer_and_is_kept_as_a_digest_only(house: House) -> None:
    made = house.issue(letter_no="อว 0201/9")
    assert made.secret not in str(AgencyToken.objects.values().get())

    grant = house.redeem(house.somchai, made.secret)

    assert (grant.organization_id, grant.granted_by_id) == (house.college.pk, house.central.account_id)
    assert "อว 0201/9" in grant.reason
    assert holders() == [house.somchai.pk]
    made.token.refresh_from_db()
    assert made.token.spent_by_id == house.somchai.pk
    assert trail("agency_token.issued", "agency_token.redeemed", "agency.handed_over", "role.granted")


@pytest.mark.requirement("IDN-21")
@pytest.mark.parametrize(
    ("how", "code"),
    [("spent", "spent"), ("revoked", "revoked"), ("expired", "expired"), ("closed", "closed"), ("wrong", "unknown")],
)
def test_a_token_that_does_not_count_says_why_and_not_of_whom(house: House, how: str, code: str) -> None:
    made = house.issue()
    if how == "spent":
        house.redeem(house.malee, made.secret)
    if how == "revoked":
        with acting_as(house.central):
            actions.revoke_token(house.central, made.token, reason="ส่งผิดหน่วยงาน")
    if how == "closed":
        Organization.objects.filter(pk=house.college.pk).update(ended_at=SYSTEM.now())
    before = holders()

    with pytest.raises(Refused) as refused:
        house.redeem(
            house.somchai,
            new_token() if how == "wrong" else made.secret,
            later=timedelta(days=30) if how == "expired" else timedelta(0),
        )

    assert refused.value.code == code
    assert "วิทยาลัย" not in str(refused.value.message)
    assert "college" not in str(refused.value.message)
    assert holders() == before


@pytest.mark.requirement("IDN-21")
def test_a_token_in_vain_is_recorded_without_what_was_typed(house: House) -> None:
    actor = actor_of(house.somchai)
    typed = new_token()
    with acting_as(actor), pytest.raises(Refused):
        actions.redeem_token(actor, typed)
    with acting_as(SYSTEM):
        row = AuditRecord.objects.get(verb="agency_token.refused")
        assert row.details == {"why": "unknown"}


@pytest.mark.requirement("IDN-22")
def test_a_new_token_ends_the_former_officers_role_when_it_is_used_and_everybody_is_told(house: House) -> None:
    house.redeem(house.somchai, house.issue().secret)
    second = house.issue()
    assert holders() == [house.somchai.pk]

    house.redeem(house.malee, second.secret)

    assert holders() == [house.malee.pk]
    with acting_as(SYSTEM):
        told = set(Notice.objects.values_list("kind", "account_id", "person_id"))
        handover = AuditRecord.objects.filter(verb="agency.handed_over").order_by("pk").last()
        assert handover is not None
        assert handover.details["from"] == str(house.somchai.pk)
        assert handover.details["to"] == str(house.malee.pk)

    assert is_told(told, "access.role_ended", house.somchai.pk, house.somchai.person_id)
    assert is_told(told, "access.role_granted", house.malee.pk, house.malee.person_id)
    assert is_told(told, "agencies.handed_over", house.central.account_id, house.central.person_id)


@pytest.mark.requirement("IDN-22")
def test_the_officer_who_enters_a_token_of_the_same_agency_does_not_waste_it(house: House) -> None:
    house.redeem(house.somchai, house.issue().secret)
    second = house.issue()
    with pytest.raises(Refused):
        house.redeem(house.somchai, second.secret)
    house.redeem(house.malee, second.secret)
    assert holders() == [house.malee.pk]


@pytest.mark.requirement("IDN-22")
def test_the_database_itself_knows_one_officer_an_agency_and_one_open_token(house: House) -> None:
    grant = house.redeem(house.somchai, house.issue().secret)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            account_id=house.malee.pk,
            role=Role.SERVICE_POINT_OFFICER,
            organization=house.college,
            starts_on=grant.starts_on,
            reason="x",
            granted_at=SYSTEM.now(),
        )
    open_one = house.issue().token
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyToken.objects.create(
            organization=house.college,
            digest="0" * 64,
            issued_at=open_one.issued_at,
            expires_at=open_one.expires_at,
        )


@pytest.mark.requirement("IDN-22")
def test_no_administrator_grants_the_role_by_hand(house: House) -> None:
    account = make_account()
    with acting_as(SYSTEM):
        grant_role(SYSTEM, account.pk, role=Role.ROLE_ADMIN, organization=house.ministry, reason="คำสั่งทดสอบ")
    admin = actor_of(account)
    with acting_as(admin), pytest.raises(Refused) as refused:
        grant_role(
            admin, house.malee.pk, role=Role.SERVICE_POINT_OFFICER, organization=house.college, reason="คำสั่งทดสอบ"
        )
    assert refused.value.code == "by_token"


@pytest.mark.requirement("IDN-21")
def test_a_token_can_be_ended_but_neither_altered_nor_deleted(house: House) -> None:
    made = house.issue()
    for change in ({"expires_at": SYSTEM.now() + timedelta(days=900)}, {"digest": "0" * 64}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            AgencyToken.objects.filter(pk=made.token.pk).update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        AgencyToken.objects.filter(pk=made.token.pk).delete()


@pytest.mark.requirement("IDN-21")
def test_only_the_central_group_over_the_agency_issues_and_revokes(house: House) -> None:
    made = house.issue()
    with acting_as(SYSTEM):
        elsewhere = make_organization("other-ministry", kind="ministry")
    stranger = actor_of(make_central(elsewhere))
    with acting_as(stranger):
        with pytest.raises(NotAllowed):
            actions.issue_token(stranger, house.college, reason="x")
        with pytest.raises(NotAllowed):
            actions.record_letter(stranger, made.token, made.secret)
        with pytest.raises(NotAllowed):
            actions.revoke_token(stranger, made.token, reason="x")


@pytest.mark.requirement("IDN-22")
def test_a_lost_token_is_asked_for_replaced_and_revoked_in_one_act(house: House) -> None:
    lost = house.issue()
    somchai = actor_of(house.somchai)
    with acting_as(somchai):
        asked = actions.ask_for_token(somchai, house.college, reason="หนังสือสูญหาย")
        assert actions.ask_for_token(somchai, house.college, reason="อีกครั้ง").pk == asked.pk
    with acting_as(house.central):
        (row,) = queries.described(house.central, list(queries.requests_to_answer(house.central)))
        assert (row.name, row.reason) == (house.somchai.display_name, "หนังสือสูญหาย")
        with pytest.raises(Refused):
            actions.issue_token(house.central, house.college)  # the present one ends only for a reason
        anew = actions.issue_token(house.central, house.college, reason="สูญหายทางไปรษณีย์")
    lost.token.refresh_from_db()
    assert lost.token.revoked_at is not None
    with acting_as(SYSTEM):
        asked.refresh_from_db()
        assert (asked.answer, asked.token_id) == ("issued", anew.token.pk)
        told = set(Notice.objects.values_list("kind", "account_id", "person_id"))
    assert is_told(told, "agencies.asked", house.central.account_id, house.central.person_id)
    assert is_told(told, "agencies.issued_anew", house.somchai.pk, house.somchai.person_id)


@pytest.mark.requirement("IDN-22")
def test_a_request_that_is_not_granted_is_answered_with_its_reason(house: House) -> None:
    somchai = actor_of(house.somchai)
    with acting_as(somchai):
        asked = actions.ask_for_token(somchai, house.college, reason="หนังสือสูญหาย")
    with acting_as(house.central):
        actions.refuse_request(house.central, asked, reason="มิได้เป็นบุคลากรของวิทยาลัย")
        with pytest.raises(Refused):
            actions.refuse_request(house.central, asked, reason="อีกครั้ง")
    with acting_as(somchai):
        (row,) = queries.described(somchai, list(queries.my_requests(somchai)))
        assert row.answer_reason == "มิได้เป็นบุคลากรของวิทยาลัย"


@pytest.mark.requirement("IDN-22")
def test_the_database_shows_a_request_to_its_person_and_the_central_group_only(house: House) -> None:
    somchai = actor_of(house.somchai)
    with acting_as(somchai):
        actions.ask_for_token(somchai, house.college, reason="หนังสือสูญหาย")
    stranger = actor_of(house.malee)
    for actor, seen in ((somchai, 1), (house.central, 1), (stranger, 0)):
        with acting_as(actor):
            assert TokenRequest.objects.count() == seen
            assert "สูญหาย" not in str(list(TokenRequest.objects.values()))
