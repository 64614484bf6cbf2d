from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.queries import in_force
from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.policies import can_help, helped
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.models import ContactAddress
from tidtam.kernel.people.private_text import unseal_all
from tidtam.kernel.people.queries import display_names, masked_numbers, persons_matching
from tidtam.kernel.registration.consents import ConsentText
from tidtam.kernel.registration.queries import consent_to_renew
from tidtam.thai import mobile
from tidtam.thai.errors import ThaiInputError

from .choices import Deed
from .models import Intervention

MOST_FOUND = 50
MOST_SHOWN = 20


@dataclass(frozen=True)
class AccountLine:
    """An account as the list shows it."""

    account: Account
    name: str
    number: str
    """Masked."""
    is_expired: bool

    @property
    def state(self) -> str:
        """The weightiest first."""
        if self.account.ended_at:
            return _("Account ended")
        if self.account.locked_at:
            return _("Locked")
        if self.is_expired:
            return _("Temporary, run out")
        return _("Temporary") if self.account.temporary_until else _("Can be used")


@dataclass(frozen=True)
class Done:
    """What was done to an account before, by whom and why."""

    intervention: Intervention
    by: str
    reason: str


@dataclass(frozen=True)
class AccountState:
    """Everything that helps to help, and nothing of what the person does with the account."""

    line: AccountLine
    roles: list[RoleGrant]
    factors: list[str]
    sessions: int
    seen_at: datetime | None
    history: list[Done]
    deeds: list[Deed]
    """What the actor can do here now; nothing where it is done elsewhere."""


def accounts_found(actor: Actor, words: str) -> list[AccountLine]:
    """By user name, e-mail, mobile number or ID number typed whole, or by the name. Nobody leafs through all."""
    words = words.strip()
    if not words or not words.isprintable():
        return []
    with acting_as(platform_for(actor)) as platform:
        persons = persons_matching(platform, words) | _reached_at(words)
        exact = Q(username=words.lower()) | (Q(email=words.lower()) & ~Q(email=""))
        found = helped(Account.objects.filter(exact | Q(person__in=persons)), actor)
        return _lines(platform, list(found.order_by("pk")[:MOST_FOUND]))


def get_account(actor: Actor, account_id: UUID) -> Account:
    with acting_as(platform_for(actor)):
        found = helped(Account.objects.filter(pk=account_id), actor).first()
    if found is None:
        raise Http404("no such account")
    return found


def state_of(actor: Actor, account: Account) -> AccountState:
    with acting_as(platform_for(actor)) as platform:
        sessions = [row for row in UserSession.objects.filter(user_id=account.pk) if row.exists()]
        factors = list(Authenticator.objects.filter(user_id=account.pk).order_by("type").values_list("type", flat=True))
        held = in_force(actor.today()).filter(account=account).select_related("organization")
        return AccountState(
            line=_lines(platform, [account])[0],
            roles=list(held.order_by("organization__path", "role")),
            factors=factors,
            sessions=len(sessions),
            seen_at=max((row.last_seen_at for row in sessions), default=None),
            history=_history(platform, account),
            deeds=_deeds(account, sessions) if can_help(actor, account) else [],
        )


def _deeds(account: Account, sessions: Sequence[UserSession]) -> list[Deed]:
    """What makes sense as things stand."""
    deeds = [Deed.UNLOCK if account.locked_at else Deed.LOCK]
    if sessions:
        deeds.append(Deed.END_SESSIONS)
    return [] if account.ended_at else deeds


def _reached_at(words: str) -> set[UUID]:
    """Whose mobile number this is."""
    with suppress(ThaiInputError):
        rows = ContactAddress.objects.filter(kind=AddressKind.MOBILE, value=mobile.parse(words), ended_at=None)
        return set(rows.values_list("person", flat=True)[:MOST_FOUND])
    return set()


def _lines(platform: Actor, accounts: Sequence[Account]) -> list[AccountLine]:
    persons = [account.person_id for account in accounts if account.person_id]
    names = display_names(platform, persons, get_language() or "th")
    numbers = masked_numbers(platform, persons)
    return [
        AccountLine(
            account=account,
            name=names.get(account.person_id, ""),
            number=numbers.get(account.person_id, ""),
            is_expired=account.is_expired(platform.now()),
        )
        for account in accounts
        if account.person_id
    ]


def _history(platform: Actor, account: Account) -> list[Done]:
    rows = list(Intervention.objects.filter(account=account).select_related("done_by")[:MOST_SHOWN])
    reasons = unseal_all((row.person_id, row.sealed_reason) for row in rows)
    by = {row.done_by.person_id for row in rows if row.done_by.person_id}
    names = display_names(platform, by, get_language() or "th")
    return [
        Done(row, names.get(row.done_by.person_id, "") if row.done_by.person_id else "", reason or "")
        for row, reason in zip(rows, reasons, strict=True)
    ]


def consent_asked_for(actor: Actor, account: Account, deed: Deed) -> ConsentText | None:
    """What the person has to agree to again before the account is opened, if they took their consent back."""
    if deed != Deed.UNLOCK:
        return None
    with acting_as(platform_for(actor)) as platform:
        return consent_to_renew(platform, account)
