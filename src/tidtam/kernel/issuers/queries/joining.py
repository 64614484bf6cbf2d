"""Two accounts that a provider has just shown to be one person's, as their owner is asked about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.functional import Promise

from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import Actor, Refused, acting_as, platform_for
from tidtam.kernel.identity.choices import SignInMethod
from tidtam.kernel.identity.http import account_of, actor_of
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.queries.acting import proofs_of
from tidtam.kernel.issuers.browser_state import joining_with
from tidtam.kernel.issuers.choices import Carried
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.models import ContactAddress
from tidtam.kernel.people.queries import current_addresses
from tidtam.kernel.personal_data import Subject, holdings

_OWN = frozenset({SignInMethod.SECOND_FACTOR.value, SignInMethod.PASSKEY.value, SignInMethod.OWN_FACTOR.value})


@dataclass(frozen=True)
class Joinable:
    """The account of this session, and the temporary one whose owner was at this browser a moment ago."""

    into: Account
    lesser: Account
    carried: dict[Carried, str]
    """What the lesser one has and the other lacks: the person may take it along."""
    obstacle: str | Promise
    needs_code: bool
    """Who acts for an office shows the second factor of their own account, whatever a provider says."""


def joinable_in(request: HttpRequest) -> Joinable | None:
    """Nothing where none was proven in this very session, or not a short while ago."""
    actor, into = actor_of(request), account_of(request)
    lesser_id = joining_with(request.session, into.pk, now=actor.now())
    lesser = Account.objects.select_related("person").filter(pk=lesser_id).first() if lesser_id else None
    if lesser is None or lesser.ended_at is not None:
        return None
    with acting_as(platform_for(actor)) as platform:
        return Joinable(
            into,
            lesser,
            carried_from(platform, lesser, into),
            obstacle_between(platform, lesser, into),
            needs_own_factor(request, into),
        )


def needs_own_factor(request: HttpRequest, account: Account) -> bool:
    """Unless it was asked for already, when this session began."""
    if not grants_of(account.pk, actor_of(request).today()):
        return False
    shown = {method for method, _at in proofs_of(request, account)}
    return shown.isdisjoint(_OWN) and Authenticator.objects.filter(user=account).exists()


def subjects_of(lesser: Account, into: Account) -> tuple[Subject, Subject]:
    return Subject(lesser.person_id, lesser.pk), Subject(into.person_id, into.pk)


def obstacle_between(platform: Actor, lesser: Account, into: Account) -> str | Promise:
    try:
        for holding in holdings():
            holding.when_joined.refuse_to(platform, *subjects_of(lesser, into))
    except Refused as refused:
        return refused.message
    return ""


def carried_from(platform: Actor, lesser: Account, into: Account) -> dict[Carried, str]:
    """Only what is lacking: what the person has already is changed on its own page, and told at the old address."""
    theirs, own = addresses_of(platform, lesser), addresses_of(platform, into)
    email, mobile = theirs.get(AddressKind.EMAIL), theirs.get(AddressKind.MOBILE)
    found: dict[Carried, str] = {}
    if lesser.username and not into.username:
        found[Carried.USERNAME] = lesser.username
    is_proven = email is not None and email.verified_at is not None and lesser.email == email.value.lower()
    if email and is_proven and not into.email and AddressKind.EMAIL not in own:
        found[Carried.EMAIL] = email.value
    if mobile and AddressKind.MOBILE not in own:
        found[Carried.MOBILE] = mobile.value
    return found


def addresses_of(platform: Actor, account: Account) -> dict[str, ContactAddress]:
    return {} if account.person_id is None else current_addresses(platform, account.person_id)


def chosen_from(found: dict[Carried, str], take: Sequence[str]) -> dict[Carried, str]:
    return {kind: value for kind, value in found.items() if kind.value in take}
