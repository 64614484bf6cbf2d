"""A token typed in a browser: only by who proved themselves with two factors, and slowly for who guesses."""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.agencies.written_token import read_token
from tidtam.kernel.identity.actions.second_factor import vouch_for_own_factor
from tidtam.kernel.identity.actions.sessions import take_up_role
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.queries.acting import is_named_with_own_factor, is_strong

from .redeeming import redeem_token


def may_enter(request: HttpRequest, account: Account) -> bool:
    """Two factors. That of a person whom Digital ID named may be one that nobody vouched for: the token does."""
    return is_strong(request, account) or is_named_with_own_factor(request, account)


def enter_token(request: HttpRequest, actor: Actor, account: Account, typed: str) -> RoleGrant:
    """The role, in which the session acts from now on. What is only mistyped is told and does not count as a guess."""
    if not may_enter(request, account):
        raise NotAllowed(_("Sign in with a second factor before you enter a token."))
    written = read_token(typed)
    if not ratelimit.consume(request, action="agency_token", key=str(account.pk)):
        raise Refused(_("There were too many tries. Wait 15 minutes and try again."), code="too_many", field="token")
    grant = redeem_token(actor, written)
    ratelimit.clear(request, action="agency_token", key=str(account.pk))
    vouch_for_own_factor(request, actor, account)
    take_up_role(request, actor, account, grant.pk)
    return grant
