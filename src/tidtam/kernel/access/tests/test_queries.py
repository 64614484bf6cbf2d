from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.orgs.tests.factories import LONG_AGO, make_ministry, make_organization

from .factories import make_account, make_grant

TODAY = date(2026, 11, 21)


@pytest.mark.django_db
@pytest.mark.requirement("IDN-23")
def test_all_roles_of_an_account_are_read_in_one_query(django_assert_num_queries: Any) -> None:
    ministry = make_ministry()
    somchai = make_account("somchai")
    make_grant(somchai, Role.ROLE_ADMIN, ministry)
    make_grant(somchai, Role.AUDITOR, make_organization("psu", ministry))
    make_grant(make_account("malee"), Role.AUDITOR, ministry)

    with django_assert_num_queries(1):
        grants = grants_of(somchai.pk, TODAY)

    assert [(g.role, g.organization_path) for g in grants] == [("role_admin", "mhesi"), ("auditor", "mhesi/psu")]


@pytest.mark.django_db
@pytest.mark.requirement("IDN-50")
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "ended", "counts"),
    [
        (TODAY, None, False, True),
        (date(2026, 11, 22), None, False, False),
        (date(2026, 1, 1), TODAY, False, True),
        (date(2026, 1, 1), date(2026, 11, 20), False, False),
        (date(2026, 1, 1), None, True, False),
    ],
)
def test_a_role_counts_from_its_first_day_through_its_last(
    starts_on: date, ends_on: date | None, ended: bool, counts: bool
) -> None:
    account = make_account("somchai")
    make_grant(account, Role.AUDITOR, make_ministry(), starts_on=starts_on, ends_on=ends_on, ended=ended)

    assert bool(grants_of(account.pk, TODAY)) is counts


@pytest.mark.django_db
def test_no_role_counts_in_an_office_that_ended() -> None:
    account = make_account("somchai")
    ministry = make_ministry()
    make_grant(account, Role.AUDITOR, ministry)
    ministry.ended_at = LONG_AGO
    ministry.save()

    assert grants_of(account.pk, TODAY) == ()


@pytest.mark.django_db
@pytest.mark.requirement("IDN-50")
def test_the_database_refuses_the_same_role_twice_at_one_time() -> None:
    account, ministry = make_account("somchai"), make_ministry()
    make_grant(account, Role.AUDITOR, ministry, ends_on=TODAY)
    make_grant(account, Role.AUDITOR, ministry, ended=True)
    make_grant(account, Role.AUDITOR, ministry, starts_on=date(2026, 11, 22))

    with pytest.raises(IntegrityError), transaction.atomic():
        make_grant(account, Role.AUDITOR, ministry, starts_on=TODAY, ends_on=TODAY)


@pytest.mark.django_db
@pytest.mark.requirement("IDN-50")
def test_the_web_can_neither_alter_nor_delete_a_grant() -> None:
    grant = make_grant(make_account("somchai"), Role.AUDITOR, make_ministry())

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).update(role=Role.ROLE_ADMIN)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk)._raw_delete("default")
