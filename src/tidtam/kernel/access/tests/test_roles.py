from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override

from tidtam.kernel.access.actions import end_role, grant_role, look_up_account
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, NotAllowed, Refused, acting_as, clock_at
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.notifications.queries import readable
from tidtam.kernel.orgs.actions import move_organization
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization

from .factories import make_account, make_grant

pytestmark = [pytest.mark.requirement("IDN-50")]
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def actor_of(account_id: UUID, now: datetime = NOW) -> Actor:
    """As the middleware makes one: with the roles of this moment."""
    return Actor(
        kind=ActorKind.MEMBER,
        account_id=account_id,
        grants=grants_of(account_id, now.date()),
        clock=clock_at(now),
    )


def make_administrator(username: str, organization: Organization, **facts: Any) -> Actor:
    account = make_account(username)
    make_grant(account, Role.ROLE_ADMIN, organization, **facts)
    return actor_of(account.pk)


@pytest.fixture
def tree(db: None) -> Iterator[dict[str, Organization]]:
    with acting_as(SYSTEM):
        ministry = make_ministry()
        psu = make_organization("psu", ministry)
        yield {
            "mhesi": ministry,
            "ops": make_organization("ops", ministry, kind="department"),
            "psu": psu,
            "sci": make_organization("sci", psu, kind="faculty"),
            "cmu": make_organization("cmu", ministry),
        }


def test_a_role_is_granted_with_its_reason_recorded_and_the_person_told(tree: dict[str, Organization]) -> None:
    administrator = make_administrator("admin", tree["psu"])
    somchai = make_account("somchai")

    grant = grant_role(
        administrator, somchai.pk, role=Role.INSTITUTION_OFFICER, organization=tree["psu"], reason=" คำสั่งที่ 1/2569 "
    )

    assert [(g.role, g.organization_path) for g in grants_of(somchai.pk, TODAY)] == [
        ("institution_officer", "mhesi/psu")
    ]
    assert (grant.reason, grant.granted_by_id) == ("คำสั่งที่ 1/2569", administrator.account_id)
    row = AuditRecord.objects.get(verb="role.granted")
    assert (row.object_id, row.organization_path) == (str(grant.pk), "mhesi/psu")
    assert row.details["role"] == "institution_officer"
    with override("en"):
        words = readable(list(Notice.objects.filter(account=somchai.pk)))[0].words
    assert words.subject == "You have a new role: Institution officer"


def test_an_ended_role_counts_no_longer_and_stays_in_the_history(tree: dict[str, Organization]) -> None:
    administrator = make_administrator("admin", tree["psu"])
    somchai = make_account("somchai")
    grant = make_grant(somchai, Role.INSTITUTION_OFFICER, tree["psu"])

    for _ in range(2):
        end_role(administrator, grant, reason="ย้ายหน่วยงาน")

    assert grants_of(somchai.pk, TODAY) == ()
    kept = RoleGrant.objects.get(pk=grant.pk)
    assert (kept.ended_at, kept.ended_by_id, kept.end_reason) == (NOW, administrator.account_id, "ย้ายหน่วยงาน")
    assert AuditRecord.objects.filter(verb="role.ended").count() == 1
    assert Notice.objects.filter(account=somchai.pk).count() == 1


@pytest.mark.parametrize("where", ["mhesi", "ops", "cmu"])
def test_nobody_grants_or_ends_beyond_their_own_organisation(tree: dict[str, Organization], where: str) -> None:
    administrator = make_administrator("admin", tree["psu"])
    somchai = make_account("somchai")
    other = make_grant(make_account("malee"), Role.AUDITOR, tree[where])

    with pytest.raises(NotAllowed):
        grant_role(administrator, somchai.pk, role=Role.AUDITOR, organization=tree[where], reason="x")
    with pytest.raises(NotAllowed):
        end_role(administrator, other, reason="x")

    assert grants_of(somchai.pk, TODAY) == ()
    assert RoleGrant.objects.get(pk=other.pk).ended_at is None


@pytest.mark.parametrize("role", [r for r in Role.values if r != Role.ROLE_ADMIN])
def test_no_other_role_grants_roles(tree: dict[str, Organization], role: str) -> None:
    account = make_account("officer")
    make_grant(account, role, tree["mhesi"])
    with pytest.raises(NotAllowed):
        grant_role(
            actor_of(account.pk), make_account("somchai").pk, role=Role.AUDITOR, organization=tree["psu"], reason="x"
        )


@pytest.mark.parametrize(
    ("role", "where"),
    [(Role.MINISTRY_CASE_OFFICER, "psu"), (Role.MINISTRY_CASE_OFFICER, "sci"), (Role.INSTITUTION_OFFICER, "ops")],
)
def test_a_university_cannot_make_its_own_ministry_officer(
    tree: dict[str, Organization], role: str, where: str
) -> None:
    administrator = make_administrator("admin", tree["mhesi"])
    with pytest.raises(Refused) as refused:
        grant_role(administrator, make_account("somchai").pk, role=role, organization=tree[where], reason="x")
    assert refused.value.code == "unfitting"


def test_nobody_grants_a_role_to_themselves(tree: dict[str, Organization]) -> None:
    administrator = make_administrator("admin", tree["mhesi"])
    assert administrator.account_id is not None
    with pytest.raises(NotAllowed):
        grant_role(administrator, administrator.account_id, role=Role.AUDITOR, organization=tree["mhesi"], reason="x")


def test_an_administrator_appoints_no_other_for_longer_than_their_own_role(tree: dict[str, Organization]) -> None:
    administrator = make_administrator("acting", tree["psu"], ends_on=date(2026, 12, 31))
    somchai = make_account("somchai").pk

    for ends_on in (None, date(2027, 1, 1)):
        with pytest.raises(Refused) as refused:
            grant_role(
                administrator, somchai, role=Role.ROLE_ADMIN, organization=tree["sci"], reason="x", ends_on=ends_on
            )
        assert refused.value.code == "too_wide"
    grant_role(
        administrator, somchai, role=Role.ROLE_ADMIN, organization=tree["sci"], reason="x", ends_on=date(2026, 12, 31)
    )
    grant_role(administrator, somchai, role=Role.INSTITUTION_OFFICER, organization=tree["sci"], reason="x")


def test_a_role_that_ended_a_moment_ago_grants_nothing(tree: dict[str, Organization]) -> None:
    administrator = make_administrator("admin", tree["psu"])
    end_role(SYSTEM, RoleGrant.objects.get(role=Role.ROLE_ADMIN), reason="x")
    with pytest.raises(NotAllowed):
        grant_role(administrator, make_account("somchai").pk, role=Role.AUDITOR, organization=tree["psu"], reason="x")


def test_the_last_administrator_is_not_ended_while_nobody_stands_above(tree: dict[str, Organization]) -> None:
    top = make_administrator("top", tree["mhesi"])
    below = make_administrator("below", tree["psu"])
    of_top, of_below = RoleGrant.objects.get(account=top.account_id), RoleGrant.objects.get(account=below.account_id)

    with pytest.raises(Refused) as refused:
        end_role(top, of_top, reason="x")
    assert refused.value.code == "last_administrator"
    end_role(below, of_below, reason="x")

    make_administrator("second", tree["mhesi"])
    end_role(top, of_top, reason="x")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "ก" * 301}, "reason"),
        ({"role": "emperor"}, "role"),
        ({"starts_on": date(2026, 11, 20)}, "starts_on"),
        ({"ends_on": date(2026, 11, 20)}, "ends_on"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(
    tree: dict[str, Organization], facts: dict[str, Any], field: str
) -> None:
    administrator = make_administrator("admin", tree["psu"])
    asked: dict[str, Any] = {"role": Role.AUDITOR, "organization": tree["psu"], "reason": "x", **facts}
    with pytest.raises(Refused) as refused:
        grant_role(administrator, make_account("somchai").pk, **asked)
    assert refused.value.field == field


def test_the_same_form_sent_twice_grants_once_and_another_overlap_is_refused(tree: dict[str, Organization]) -> None:
    administrator = make_administrator("admin", tree["psu"])
    somchai = make_account("somchai").pk
    asked: dict[str, Any] = {"role": Role.AUDITOR, "organization": tree["psu"], "reason": "x"}

    assert grant_role(administrator, somchai, **asked) == grant_role(administrator, somchai, **asked)
    with pytest.raises(Refused) as refused:
        grant_role(administrator, somchai, **asked, ends_on=date(2027, 1, 1))

    assert refused.value.code == "already_held"
    assert RoleGrant.objects.filter(account=somchai).count() == 1
    assert Notice.objects.filter(account=somchai).count() == 1


def test_a_role_in_a_moved_office_counts_where_the_office_is_now(tree: dict[str, Organization]) -> None:
    somchai = make_account("somchai")
    make_grant(somchai, Role.INSTITUTION_OFFICER, tree["sci"])
    move_organization(SYSTEM, tree["sci"], parent=tree["cmu"])
    assert [g.organization_path for g in grants_of(somchai.pk, TODAY)] == ["mhesi/cmu/sci"]


@pytest.mark.parametrize("typed", ["somchai", " SOMCHAI ", "somchai@example.test"])
def test_an_account_is_found_by_its_exact_name_or_address(tree: dict[str, Organization], typed: str) -> None:
    somchai = make_account("somchai")
    assert look_up_account(make_administrator("admin", tree["psu"]), typed).pk == somchai.pk


@pytest.mark.parametrize("typed", ["somcha", "somchai@", "%", "", "@example.test"])
def test_part_of_a_name_finds_nobody_and_the_attempt_is_recorded_without_it(
    tree: dict[str, Organization], typed: str
) -> None:
    make_account("somchai")
    with pytest.raises(Refused) as refused:
        look_up_account(make_administrator("admin", tree["psu"]), typed)
    assert refused.value.field == "account"
    row = AuditRecord.objects.get(verb="role.account_not_found")
    assert (row.object_id, row.details) == ("", {})


def test_names_cannot_be_tried_out_by_the_list(tree: dict[str, Organization]) -> None:
    make_account("somchai")
    administrator = make_administrator("admin", tree["psu"])
    codes = []
    for number in range(12):
        with pytest.raises(Refused) as refused:
            look_up_account(administrator, f"guess{number}")
        codes.append(refused.value.code)
    assert codes == ["unknown_account"] * 10 + ["too_many"] * 2
    with pytest.raises(Refused):
        look_up_account(administrator, "somchai")
    assert look_up_account(make_administrator("other", tree["psu"]), "somchai")


def test_who_administers_no_roles_looks_nobody_up(tree: dict[str, Organization]) -> None:
    officer = make_account("officer")
    make_grant(officer, Role.AUDITOR, tree["psu"])
    with pytest.raises(NotAllowed):
        look_up_account(actor_of(officer.pk), "officer")


def test_a_grant_begins_and_runs_out_by_itself(tree: dict[str, Organization]) -> None:
    administrator = make_administrator("admin", tree["psu"])
    somchai = make_account("somchai").pk
    grant_role(
        administrator,
        somchai,
        role=Role.AUDITOR,
        organization=tree["psu"],
        reason="x",
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 31),
    )
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [bool(grants_of(somchai, day)) for day in days] == [False, True, True, False]
