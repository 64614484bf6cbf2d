from datetime import date
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, VISITOR, Actor, ActorKind, acting_as, new_id
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import LONG_AGO, make_ministry, make_organization
from tidtam.kernel.people.tests.factories import make_person

from .factories import make_account, make_grant

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-50")]


@pytest.fixture
def psu() -> Organization:
    return make_organization("psu", make_ministry(), name_th="มหาวิทยาลัยสมมติ", name_en="Sommut University")


def acting(account_id: UUID) -> Actor:
    return Actor(kind=ActorKind.MEMBER, account_id=account_id, grants=grants_of(account_id, SYSTEM.today()))


def administrator(organization: Organization, username: str = "admin") -> Actor:
    account = make_account(username)
    make_grant(account, Role.ROLE_ADMIN, organization)
    return acting(account.pk)


def named_account(username: str, given_name: str) -> UUID:
    with acting_as(SYSTEM):
        account = get_user_model()._default_manager.create(
            username=username, person=make_person(given_name=given_name), created_at=LONG_AGO
        )
        return UUID(str(account.pk))


def test_the_list_shows_people_of_ones_own_organisations_only(psu: Organization) -> None:
    cmu = make_organization("cmu", psu.parent)
    RoleGrant.objects.create(
        account_id=named_account("malee", "มาลีสมมติ"),
        role=Role.INSTITUTION_OFFICER,
        organization=psu,
        starts_on=date(2026, 1, 1),
        reason="ORDER-OF-PSU",
        granted_at=LONG_AGO,
    )
    of_cmu = make_grant(make_account("officer-of-cmu"), Role.INSTITUTION_OFFICER, cmu)
    with browsing_as(administrator(psu)) as browser:
        text = browser.get("/account/roles/").content.decode()
        assert "มาลีสมมติ" in text
        assert "1 Jan 2026" in text
        assert "officer-of-cmu" not in text
        assert "Nobody was found" in browser.get("/account/roles/?q=officer-of-cmu").content.decode()
        assert "officer-of-cmu" not in browser.get("/account/roles/?show=past").content.decode()
        for page in ("", "end/"):
            assert browser.get(f"/account/roles/{of_cmu.pk}/{page}").status_code == 404
        assert browser.post(f"/account/roles/{of_cmu.pk}/end/", {"reason": "x"}).status_code == 404
        assert cmu.name_en not in browser.get("/account/roles/grant/").content.decode()
        assert browser.get("/account/roles/?q=%00").status_code == 200
    of_cmu.refresh_from_db()
    assert of_cmu.ended_at is None


def test_only_role_administrators_find_the_pages(psu: Organization) -> None:
    account = make_account("officer")
    grant = make_grant(account, Role.INSTITUTION_OFFICER, psu)
    pages = [
        "/account/roles/",
        "/account/roles/grant/",
        f"/account/roles/{grant.pk}/",
        f"/account/roles/{grant.pk}/end/",
    ]
    for page in pages:
        with browsing_as(acting(account.pk)) as browser:
            assert browser.get(page).status_code == 404
        with browsing_as(VISITOR) as browser:
            assert browser.get(page).status_code == 302


def test_a_role_is_granted_on_the_page_and_ended_there(psu: Organization) -> None:
    somchai = make_account("somchai").pk
    asked = {
        "account": "somchai@example.test",
        "role": "institution_officer",
        "organization": str(psu.pk),
        "ends_on": "31/12/2599",
        "reason": "คำสั่งที่ 1/2569",
    }
    with browsing_as(administrator(psu)) as browser:
        for _ in range(2):
            answer = browser.post("/account/roles/grant/", asked)
            assert answer.status_code == 302
        detail = browser.get(answer["Location"]).content.decode()
        assert "31 December 2056" in detail
        assert "คำสั่งที่ 1/2569" in detail

        end = f"{answer['Location']}end/"
        assert "Choose" not in browser.get(end).content.decode()
        assert "Fill in “Reason”" in browser.post(end, {"reason": ""}).content.decode()
        for _ in range(2):
            assert browser.post(end, {"reason": "ย้าย"}).status_code == 302
        assert "ย้าย" in browser.get(answer["Location"]).content.decode()
        assert "somchai" in browser.get("/account/roles/?show=past").content.decode()
        assert "somchai" not in browser.get("/account/roles/").content.decode()
    assert RoleGrant.objects.filter(account=somchai).count() == 1
    assert grants_of(somchai, SYSTEM.today()) == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"account": "nobody"}, "Nobody has exactly this user name or e-mail."),
        ({"account": "som\x00chai"}, "invisible character"),
        ({"role": "emperor"}, "emperor"),
        ({"organization": str(new_id())}, "valid choice"),
        ({"role": "ministry_case_officer"}, "does not exist in an office of this kind"),
        ({"reason": "ก" * 10_000}, "10,000 characters long"),
        ({"ends_on": "31/12/2540"}, "before the first day"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_is_kept(psu: Organization, change: dict[str, str], says: str) -> None:
    make_account("somchai")
    asked = {"account": "somchai", "role": "auditor", "organization": str(psu.pk), "reason": "คำสั่งที่ 1/2569"}
    with browsing_as(administrator(psu)) as browser:
        answer = browser.post("/account/roles/grant/", {**asked, **change})
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert RoleGrant.objects.count() == 1


def test_everybody_sees_their_own_roles_of_now_and_then(psu: Organization) -> None:
    account = make_account("somchai")
    make_grant(account, Role.AUDITOR, psu)
    make_grant(account, Role.INSTITUTION_OFFICER, psu, ended=True)
    make_grant(make_account("malee"), Role.ACCOUNT_ADMIN, psu)
    with browsing_as(acting(account.pk)) as browser:
        text = browser.get("/account/my-roles/").content.decode()
    assert "Auditor" in text
    assert "Institution officer" in text
    assert "สิ้นสุดการทดสอบ" in text
    assert "Account administrator" not in text
    with browsing_as(acting(make_account("new").pk)) as browser:
        assert "You hold no role" in browser.get("/account/my-roles/").content.decode()
    with browsing_as(VISITOR) as browser:
        assert browser.get("/account/my-roles/").status_code == 302


def test_the_list_costs_the_same_for_one_and_for_many(psu: Organization) -> None:
    admin = administrator(psu)
    costs = []
    for number in range(4):
        RoleGrant.objects.create(
            account_id=named_account(f"officer{number}", "สมมติ"),
            role=Role.INSTITUTION_OFFICER,
            organization=psu,
            starts_on=date(2026, 1, 1),
            reason="x",
            granted_at=LONG_AGO,
        )
        with browsing_as(admin) as browser, CaptureQueriesContext(connection) as asked:
            assert browser.get("/account/roles/").content.decode().count("<tr>") == number + 3
        costs.append(len(asked))
    assert len(set(costs)) == 1, costs
