from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol, cast
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate
from django.http import Http404
from django.utils.translation import get_language

from tidtam.kernel.actor import SYSTEM, Actor, Grant, execute
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import THAI
from tidtam.kernel.people.queries import display_names

from .choices import BY_TOKEN, Role
from .models import RoleGrant
from .policies import administered, scope


@dataclass(frozen=True)
class DescribedGrant:
    """A grant with the names of the people in it. Who holds a role in an office is no secret to its administrator."""

    grant: RoleGrant
    holder: str
    granted_by: str
    ended_by: str


class AccountFacts(Protocol):
    """What this shelf needs to know of an account; identity, above, has the model."""

    @property
    def pk(self) -> UUID: ...
    @property
    def username(self) -> str | None: ...
    @property
    def email(self) -> str: ...
    @property
    def person_id(self) -> UUID | None: ...
    @property
    def is_active(self) -> bool: ...


def in_force(today: date) -> QuerySet[RoleGrant]:
    """Grants that count on this day: not ended, begun, not run out, in an organisation that exists."""
    return RoleGrant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today),
        ended_at=None,
        starts_on__lte=today,
        organization__ended_at=None,
    )


def grants_of(account_id: UUID, today: date) -> tuple[Grant, ...]:
    """The roles an account holds today, read once a request: what was ended a moment ago no longer counts."""
    statement, places = _grants_of()
    values = [account_id if isinstance(place, UUID) else today for place in places]
    return tuple(Grant(*row) for row in execute(statement, values))


@cache
def _grants_of() -> tuple[str, tuple[UUID | date, ...]]:
    """The statement, composed once, and what stands at its places: an account or a day."""
    rows = in_force(date.min).filter(account_id=UUID(int=0)).order_by("organization__path", "role", "id")
    offices = ("organization_id", "organization__path", "organization__name_th", "organization__name_en")
    return rows.values_list("id", "role", *offices, "ends_on").query.sql_with_params()


def overlapping(
    account_id: UUID, role: str, organization: Organization, starts_on: date, ends_on: date | None
) -> QuerySet[RoleGrant]:
    """Grants of the same role in the same organisation, not ended, that share a day with these.

    The account's own; of a role that one person holds in an office, anybody's.
    """
    same = RoleGrant.objects.filter(role=role, organization=organization, ended_at=None)
    if role not in BY_TOKEN:
        same = same.filter(account_id=account_id)
    if ends_on is not None:
        same = same.filter(starts_on__lte=ends_on)
    return same.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))


def administrators_over(organization: Organization, today: date) -> QuerySet[RoleGrant]:
    """The role administrators here and above."""
    return in_force(today).filter(role=Role.ROLE_ADMIN, organization__path__in=_here_or_above(organization.path))


def _here_or_above(path: str) -> list[str]:
    codes = path.split("/")
    return ["/".join(codes[: length + 1]) for length in range(len(codes))]


def accounts_in_charge(path: str, roles: Collection[str], today: date, *, apart_from: UUID) -> list[UUID]:
    """The accounts that hold one of the roles over this place, for telling them; without this person's own."""
    grants = in_force(today).filter(role__in=roles, organization__path__in=_here_or_above(path))
    found = grants.filter(account__ended_at=None).exclude(account__person=apart_from)
    return list(found.order_by("account").values_list("account", flat=True).distinct())


def holders(role: str, organizations: Collection[UUID], today: date) -> QuerySet[RoleGrant]:
    """Who holds the role in these very organisations."""
    return in_force(today).filter(role=role, organization__in=organizations).select_related("organization", "account")


def visible_grants(actor: Actor, *, current: bool, words: str = "") -> QuerySet[RoleGrant]:
    """Roles in the actor's organisations: those that count or will count, or those of the past; by part of a name."""
    lasting = Q(ended_at=None) & (Q(ends_on=None) | Q(ends_on__gte=actor.today()))
    grants = scope(RoleGrant.objects.select_related("organization", "account"), actor)
    grants = grants.filter(lasting) if current else grants.exclude(lasting)
    if words:
        grants = grants.filter(
            Q(organization__name_th__contains=words)
            | Q(organization__name_en__icontains=words)
            | Q(account__username__contains=words.lower())
            | Q(account__email=words.lower())
            | Q(account__person__given_name__startswith=words)
            | Q(account__person__family_name__startswith=words)
        )
    return grants


def get_grant(actor: Actor, grant_id: UUID) -> RoleGrant:
    grants = scope(RoleGrant.objects.select_related("organization", "account", "granted_by", "ended_by"), actor)
    grant = grants.filter(pk=grant_id).first()
    if grant is None:
        raise Http404("no such role in the actor's organisations")
    return grant


def own_grants(actor: Actor) -> QuerySet[RoleGrant]:
    """Every role the actor's account has held, the newest first."""
    if actor.account_id is None:
        return RoleGrant.objects.none()
    return (
        RoleGrant.objects.filter(account_id=actor.account_id)
        .select_related("organization")
        .order_by("-granted_at", "-id")
    )


def described(grants: Sequence[RoleGrant]) -> list[DescribedGrant]:
    """With names, in two queries, however many grants."""
    involved = {
        account_id
        for grant in grants
        for account_id in (grant.account_id, grant.granted_by_id, grant.ended_by_id)
        if account_id is not None
    }
    accounts = [cast(AccountFacts, each) for each in get_user_model()._default_manager.filter(pk__in=involved)]
    persons = [account.person_id for account in accounts if account.person_id is not None]
    names = display_names(SYSTEM, persons, get_language() or "th")
    called = {account.pk: _called(account, names) for account in accounts}
    return [
        DescribedGrant(
            grant=grant,
            holder=called[grant.account_id],
            granted_by=called[grant.granted_by_id] if grant.granted_by_id else "",
            ended_by=called[grant.ended_by_id] if grant.ended_by_id else "",
        )
        for grant in grants
    ]


def _called(account: AccountFacts, names: dict[UUID, str]) -> str:
    name = names.get(account.person_id, "") if account.person_id else ""
    return name or account.username or account.email


def grantable_organizations(actor: Actor) -> QuerySet[Organization]:
    return Organization.objects.filter(administered(actor), ended_at=None).order_by("kind", Collate("name_th", THAI))


def get_account(account_id: UUID, *, lock: bool = False) -> AccountFacts:
    accounts = get_user_model()._default_manager.filter(pk=account_id)
    account = (accounts.select_for_update(no_key=True) if lock else accounts).first()
    if account is None:
        raise Http404("no such account")
    return cast(AccountFacts, account)


def find_account(text: str) -> AccountFacts | None:
    """The active account with exactly this user name or e-mail; parts of a name find nobody."""
    exact = text.strip().lower()
    if not exact:
        return None
    found = get_user_model()._default_manager.filter(Q(username=exact) | Q(email=exact))[:2]
    account = found[0] if len(found) == 1 else None
    return cast(AccountFacts, account) if account is not None and account.is_active else None
