"""The way out to a provider and back. Which one, the address says."""

import logging

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from tidtam.kernel.actor import acting_as
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.actions.sign_in import sign_in_proven
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.http import actor_of, facts_of
from tidtam.kernel.identity.next_page import next_of
from tidtam.kernel.issuers.actions.accounts import open_account, prove_account
from tidtam.kernel.issuers.actions.attempts import begin_attempt, use_attempt
from tidtam.kernel.issuers.actions.joining import sign_in_to_join
from tidtam.kernel.issuers.browser_state import last_failure, note_failure, note_proving, proves
from tidtam.kernel.issuers.openid import REPORTED, THEIRS, Failure, OpenIdFailure
from tidtam.kernel.issuers.providers import client_of, is_offered, method_of
from tidtam.kernel.issuers.queries.attempts import latest_attempt, seconds_left
from tidtam.web.errors import reference_of

logger = logging.getLogger(__name__)

_LONGEST_PARAMETER = 2_000


@never_cache
@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, provider: Provider) -> HttpResponse:
    """POST leads on to the provider's own page. GET tells how much time is left, and begins again."""
    actor, next_page = actor_of(request), next_of(request)
    if not is_offered(provider):
        raise Http404
    if request.method != "POST":
        return _begin_page(request, provider, next_page)
    try:
        with acting_as(actor):
            begun = begin_attempt(actor, request.session, provider=provider, next_page=next_page)
        account = facts_of(request).account
        if "prove" in request.POST and account is not None and account.temporary_until:
            note_proving(request.session, begun.id, account.pk)
        url = client_of(provider).authorization_url(
            state=begun.state, nonce=begun.nonce, code_challenge=begun.code_challenge
        )
    except OpenIdFailure as ended:
        return _tell(request, provider, ended.failure, next_page)
    return HttpResponseRedirect(url)


def _begin_page(request: HttpRequest, provider: Provider, next_page: str) -> HttpResponse:
    actor = actor_of(request)
    attempt = latest_attempt(actor, request.session, provider)
    context = {
        "provider": provider,
        "attempt": attempt,
        "seconds_left": seconds_left(actor, attempt),
        "next": next_page or (attempt.next_page if attempt else ""),
    }
    return render(request, "issuers/begin.html", context)


@never_cache
@own_transactions
@require_GET
def callback(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Where the provider sends the browser back to. It is asked while no transaction is open."""
    actor, next_page = actor_of(request), ""
    try:
        with acting_as(actor):
            attempt = use_attempt(actor, request.session, provider=provider, state=_parameter(request, "state"))
        next_page = attempt.next_page
        identified = client_of(provider).identify(
            code=_code(request), nonce=attempt.nonce, code_verifier=attempt.code_verifier, now=actor.now()
        )
        account = facts_of(request).account
        method = method_of(provider, identified)
        if account is None or not proves(request.session, attempt.pk, account.pk):
            return sign_in_proven(request, open_account(actor, provider, identified.holder), method, next_page)
        proven = prove_account(actor, account, provider, identified.holder)
        if proven.pk != account.pk:
            return sign_in_to_join(request, proven, account, method)
        return sign_in_proven(request, proven, method, next_page)
    except OpenIdFailure as ended:
        return _tell(request, provider, ended.failure, next_page)


def _code(request: HttpRequest) -> str:
    reported = _parameter(request, "error")
    if reported:
        raise OpenIdFailure(REPORTED.get(reported, Failure.PROVIDER))
    code = _parameter(request, "code")
    if not code:
        raise OpenIdFailure(Failure.GARBAGE)
    return code


def _parameter(request: HttpRequest, name: str) -> str:
    """Given once, and not longer than any that a provider sends."""
    values = request.GET.getlist(name)
    return values[0] if len(values) == 1 and len(values[0]) <= _LONGEST_PARAMETER else ""


def _tell(request: HttpRequest, provider: Provider, failure: Failure, next_page: str) -> HttpResponse:
    """The log learns the code only. The page that tells the person has an address without code and state."""
    level = logging.INFO if failure is Failure.CANCELLED else logging.WARNING
    logger.log(level, "sign-in by %s: %s", provider.value, failure.value)
    note_failure(request.session, provider, failure, next_page=next_page, reference=reference_of(request))
    return redirect(f"{provider.value}_failed")


@never_cache
@require_safe
def failed(request: HttpRequest, provider: Provider) -> HttpResponse:
    """What happened, in words, with a way back."""
    told = last_failure(request.session, provider)
    if told is None:
        return redirect(f"{provider.value}_begin")
    return render(request, "issuers/failed.html", {"told": told, "is_theirs": told.failure in THEIRS})
