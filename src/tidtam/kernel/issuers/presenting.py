"""What the account's pages show of the providers."""

from django.http import HttpRequest

from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.http import actor_of, facts_of
from tidtam.kernel.identity.parts import Part

from .providers import offers
from .queries.attempts import latest_attempt, seconds_left


def ways_in(request: HttpRequest) -> Part:
    actor = actor_of(request)
    left = seconds_left(actor, latest_attempt(actor, request.session, Provider.THAID))
    return Part("issuers/_ways_in.html", {"offers": offers(), "seconds_left": left})


def ways_to_confirm(request: HttpRequest) -> Part | None:
    account = facts_of(request).account
    has_person = account is not None and account.person_id is not None
    return Part("issuers/_ways_to_confirm.html", {"offers": offers()}) if has_person else None
