"""What ActorMiddleware leaves on a request beside the actor."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from tidtam.kernel.actor import Actor
from tidtam.kernel.actor.http import ActorRequest

from .choices import SessionEnd
from .models import Account


@dataclass(frozen=True)
class SignInFacts:
    account: Account | None = None
    roles_wait_for_second_factor: bool = False
    """The account holds roles, but this sign-in was by password alone."""
    ended: SessionEnd | None = None
    """A session of this browser ended with this very request."""


class IdentityRequest(ActorRequest):
    sign_in: SignInFacts
    acting: ExitStack
    is_in_transaction: bool


def actor_of(request: HttpRequest) -> Actor:
    return cast(IdentityRequest, request).actor


def facts_of(request: HttpRequest) -> SignInFacts:
    return cast(IdentityRequest, request).sign_in


def account_of(request: HttpRequest) -> Account:
    """The signed-in account; only for views that a visitor does not reach."""
    account = facts_of(request).account
    if account is None:
        raise RuntimeError("this view lacks member_required")
    return account
