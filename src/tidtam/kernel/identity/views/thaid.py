import logging

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from tidtam.kernel.actor import acting_as
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.actions.sign_in import sign_in_with_thaid
from tidtam.kernel.identity.actions.thaid import begin_attempt, open_account, use_attempt
from tidtam.kernel.identity.http import actor_of
from tidtam.kernel.identity.next_page import next_of
from tidtam.kernel.identity.queries.thaid import latest_attempt, seconds_left
from tidtam.kernel.identity.session_state import last_failure, note_failure
from tidtam.kernel.identity.thaid import REPORTED, THEIRS, Failure, ThaidFailure, provider
from tidtam.web.errors import reference_of

logger = logging.getLogger(__name__)

_LONGEST_PARAMETER = 2_000


@never_cache
@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def thaid_begin(request: HttpRequest) -> HttpResponse:
    """POST leads on to ThaiD's QR code. GET tells how much time is left, and begins again."""
    actor, next_page = actor_of(request), next_of(request)
    if request.method != "POST":
        attempt = latest_attempt(actor, request.session)
        context = {
            "attempt": attempt,
            "seconds_left": seconds_left(actor, attempt),
            "next": next_page or (attempt.next_page if attempt else ""),
        }
        return render(request, "identity/thaid_begin.html", context)
    try:
        with acting_as(actor):
            begun = begin_attempt(actor, request.session, next_page=next_page)
        url = provider().authorization_url(state=begun.state, nonce=begun.nonce, code_challenge=begun.code_challenge)
    except ThaidFailure as ended:
        return _tell(request, ended.failure, next_page)
    return HttpResponseRedirect(url)


@never_cache
@own_transactions
@require_GET
def thaid_callback(request: HttpRequest) -> HttpResponse:
    """Where ThaiD sends the browser back to. ThaiD is asked while no transaction is open."""
    actor, next_page = actor_of(request), ""
    try:
        with acting_as(actor):
            attempt = use_attempt(actor, request.session, state=_parameter(request, "state"))
        next_page = attempt.next_page
        holder = provider().identify(
            code=_code(request), nonce=attempt.nonce, code_verifier=attempt.code_verifier, now=actor.now()
        )
        return sign_in_with_thaid(request, open_account(actor, holder), next_page)
    except ThaidFailure as ended:
        return _tell(request, ended.failure, next_page)


def _code(request: HttpRequest) -> str:
    reported = _parameter(request, "error")
    if reported:
        raise ThaidFailure(REPORTED.get(reported, Failure.PROVIDER))
    code = _parameter(request, "code")
    if not code:
        raise ThaidFailure(Failure.GARBAGE)
    return code


def _parameter(request: HttpRequest, name: str) -> str:
    """Given once, and not longer than any that ThaiD sends."""
    values = request.GET.getlist(name)
    return values[0] if len(values) == 1 and len(values[0]) <= _LONGEST_PARAMETER else ""


def _tell(request: HttpRequest, failure: Failure, next_page: str) -> HttpResponse:
    """The log learns the code only. The page that tells the person has an address without code and state."""
    logger.log(logging.INFO if failure is Failure.CANCELLED else logging.WARNING, "ThaiD sign-in: %s", failure.value)
    note_failure(request.session, failure, next_page=next_page, reference=reference_of(request))
    return redirect("thaid_failed")


@never_cache
@require_safe
def thaid_failed(request: HttpRequest) -> HttpResponse:
    """What happened, in words, with a way back."""
    told = last_failure(request.session)
    if told is None:
        return redirect("thaid_begin")
    return render(request, "identity/thaid_failed.html", {"told": told, "is_theirs": told.failure in THEIRS})
