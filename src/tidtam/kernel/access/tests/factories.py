from datetime import UTC, date, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser

from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.orgs.models import Organization

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def make_account(username: str) -> AbstractBaseUser:
    account: AbstractBaseUser = get_user_model()._default_manager.create(
        username=username, email=f"{username}@example.test", created_at=LONG_AGO
    )
    return account


def make_grant(
    account: AbstractBaseUser,
    role: str,
    organization: Organization,
    *,
    starts_on: date = date(2020, 1, 1),
    ends_on: date | None = None,
    ended: bool = False,
) -> RoleGrant:
    return RoleGrant.objects.create(
        account_id=account.pk,
        role=role,
        organization=organization,
        starts_on=starts_on,
        ends_on=ends_on,
        reason="ตามคำสั่งทดสอบ",
        granted_at=LONG_AGO,
        ended_at=LONG_AGO if ended else None,
        end_reason="สิ้นสุดการทดสอบ" if ended else "",
    )
