"""Who acts in a request."""

from dataclasses import replace

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.urls import reverse

from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import VISITOR, Actor, ActorKind, Clock, Grant
from tidtam.kernel.identity import session_state
from tidtam.kernel.identity.choices import SessionEnd, SignInMethod
from tidtam.kernel.identity.http import SignInFacts, actor_of
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.next_page import address
from tidtam.kernel.identity.origin import origin_of

STRONG = frozenset(
    method.value
    for method in (
        SignInMethod.THAID,
        SignInMethod.DIGITAL_ID_TWO_FACTORS,
        SignInMethod.SECOND_FACTOR,
        SignInMethod.PASSKEY,
    )
)
"""ThaiD is two factors by itself: the enrolled phone and its PIN. Digital ID is one unless it says more. A passkey is
the device and what unlocks it."""
_VOUCHING = STRONG | {SignInMethod.HANDED_CODE.value}


def identify(request: HttpRequest, clock: Clock) -> tuple[Actor, SignInFacts]:
    """The actor, and what else is known of the sign-in. Changes nothing: ending a session is an action."""
    visitor = replace(VISITOR, origin=origin_of(request), clock=clock)
    account = request.user
    if not isinstance(account, Account):
        return visitor, SignInFacts(ended=SessionEnd.CLOSED if SESSION_KEY in request.session else None)
    grants = grants_of(account.pk, visitor.today())
    ended = session_state.why_over(request.session, now=visitor.now(), grants=grants)
    if ended:
        return visitor, SignInFacts(ended=ended)
    waits = bool(grants) and not is_strong(request, account)
    facts = SignInFacts(account=account, roles_wait_for_second_factor=waits)
    return actor_for(account, request, visitor, grants=() if waits else grants), facts


def actor_for(account: Account, request: HttpRequest, visitor: Actor, *, grants: tuple[Grant, ...]) -> Actor:
    """The visitor's actor, now known by name and roles."""
    acting, others = session_state.split_grants(request.session, grants)
    return replace(
        visitor,
        kind=ActorKind.MEMBER,
        account_id=account.pk,
        person_id=account.person_id,
        also=tuple(account.person.also) if account.person else (),
        office_id=account.person.office_id if account.person else None,
        name=account.display_name,
        grants=acting,
        other_grants=others,
    )


def is_strong(request: HttpRequest, account: Account) -> bool:
    """Whether the person proved themselves with more than a password in this session."""
    return not STRONG.isdisjoint(_methods(request, account))


def is_named_by_digital_id(request: HttpRequest, account: Account) -> bool:
    """Whether Digital ID said who it is, and asked for no more than a password."""
    return SignInMethod.DIGITAL_ID.value in _methods(request, account)


def is_named_with_own_factor(request: HttpRequest, account: Account) -> bool:
    """The same, and a second factor of their own, for which nobody vouched, says it once more."""
    return {SignInMethod.DIGITAL_ID.value, SignInMethod.OWN_FACTOR.value} <= _methods(request, account)


def _methods(request: HttpRequest, account: Account) -> set[str]:
    return {record["method"] for record in get_authentication_records(request, account)}


def is_proven_anew(request: HttpRequest, account: Account) -> bool:
    """Whether the proof does not rest on what the account itself has set up: so a lost app can be replaced."""
    own = {SignInMethod.SECOND_FACTOR, SignInMethod.PASSKEY}
    return not _methods(request, account).isdisjoint(_VOUCHING - own)


def is_vouched_for(request: HttpRequest, account: Account) -> bool:
    """Whether somebody or something other than the password says that this session is the owner's."""
    return not _VOUCHING.isdisjoint(_methods(request, account))


def proofs_of(request: HttpRequest, account: Account) -> list[tuple[str, float]]:
    """How the person proved in this session who they are, and when."""
    return [(record["method"], record["at"]) for record in get_authentication_records(request, account)]


def proved_within(request: HttpRequest, account: Account, now: float, seconds: int) -> bool:
    """Whether the person proved who they are a short while ago, and not only at the start of a long session."""
    moments = [at for _method, at in proofs_of(request, account)]
    return bool(moments) and now - max(moments) < seconds


def destination(request: HttpRequest, account: Account, next_page: str) -> str:
    """Where a person goes on who has just signed in."""
    grants = grants_of(account.pk, actor_of(request).today())
    if grants and not is_strong(request, account):
        return address("second_factor_setup", next_page)
    return next_page or reverse("landing")
