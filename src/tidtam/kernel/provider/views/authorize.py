"""Where a service sends a person to sign in, and from where the person is sent back."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from oauthlib.oauth2 import FatalClientError, InvalidRequestError, OAuth2Error

from tidtam.kernel.actor import acting_as
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.http import account_of
from tidtam.kernel.identity.next_page import address
from tidtam.kernel.provider.actions.consents import CONSENT_LASTS, give_consent
from tidtam.kernel.provider.addresses import with_answer
from tidtam.kernel.provider.authorizing import ASKS_AGAIN, Asked
from tidtam.kernel.provider.choices import labels
from tidtam.kernel.provider.patience import WAIT_SECONDS, asks_too_often
from tidtam.kernel.provider.policies import may_enter
from tidtam.kernel.provider.queries.consents import agreed_scopes, covers
from tidtam.kernel.provider.rules import issuer


@never_cache
@csrf_exempt
@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: ActorRequest) -> HttpResponse:
    """A posted request is asked again by address: only then does the browser say who is signed in."""
    if request.method == "POST":
        return redirect_to(f"{reverse('oauth_authorize')}?{request.POST.urlencode()}", 303)
    account_id = request.actor.account_id
    action = "authorize_account" if account_id else "authorize"
    if asks_too_often(request, action, key=str(account_id or "")):
        response = render(request, "provider/too_often.html", status=429)
        response.headers["Retry-After"] = str(WAIT_SECONDS)
        return response
    with acting_as(request.actor):
        return _judged(request)


def _judged(request: ActorRequest) -> HttpResponse:
    asked = Asked(request, request.GET.urlencode())
    try:
        _scopes, wish = asked.server.validate_authorization_request(asked.address)
        return _next_step(request, asked, wish)
    except OAuth2Error as error:
        if isinstance(error, FatalClientError) or not error.redirect_uri:
            context = {"error": error.description or error.error}
            return render(request, "provider/wrong_request.html", context, status=400)
        return redirect_to(with_answer(error.redirect_uri, **(dict(error.twotuples) | {"iss": issuer()})))


def _next_step(request: ActorRequest, asked: Asked, wish: dict[str, Any]) -> HttpResponse:
    if asked.proof is None or not asked.is_fresh:
        if asked.is_too_long:
            raise InvalidRequestError("The request is too long.", request=wish["request"])
        back = f"{reverse('oauth_continue', args=['authorize'])}?{asked.marked_query}"
        return HttpResponseRedirect(address("sign_in" if asked.proof is None else "confirm_identity", back))
    service, scopes = wish["request"].client, wish["request"].scopes
    if not may_enter(asked.proof.account, service):
        return render(request, "provider/not_yet.html", _page(asked, wish))
    agreed = covers(agreed_scopes(request.actor, asked.proof.account.pk, service), scopes)
    if not agreed or (wish["prompt"] & ASKS_AGAIN):
        return render(request, "provider/consent.html", _page(asked, wish))
    return _answer(asked, wish)


def _answer(asked: Asked, wish: dict[str, Any]) -> HttpResponse:
    """With the registered address as it was registered: the library would write its query anew."""
    headers, _body, _status = asked.server.create_authorization_response(asked.address)
    told = dict(parse_qsl(urlsplit(headers["Location"]).query))
    answer = {"code": told["code"], "state": told.get("state", ""), "iss": issuer()}
    return redirect_to(with_answer(wish["redirect_uri"], **answer))


def _page(asked: Asked, wish: dict[str, Any]) -> dict[str, Any]:
    service, language = wish["request"].client, get_language() or "th"
    no = {"error": "access_denied", "state": wish["state"] or "", "iss": issuer()}
    return {
        "service": service,
        "name": service.name(language),
        "purpose": service.purpose(language),
        "told": labels(wish["request"].scopes),
        "until": asked.actor.now() + CONSENT_LASTS,
        "query": asked.whole_query,
        "refuse_url": with_answer(wish["redirect_uri"], **no),
        "again": f"{reverse('oauth_continue', args=['authorize'])}?{asked.query}",
        "account": asked.proof and asked.proof.account,
    }


@never_cache
@member_required
@require_POST
def agree(request: ActorRequest) -> HttpResponse:
    """The person agreed to what the page said; the request itself is judged anew before it is answered."""
    asked = Asked(request, request.POST.get("asked", "")[:4_000])
    try:
        _scopes, wish = asked.server.validate_authorization_request(asked.address)
    except OAuth2Error:
        return redirect("oauth_authorize")
    found = wish["request"]
    give_consent(request.actor, account_of(request), found.client, scopes=found.scopes)
    return redirect_to(f"{reverse('oauth_continue', args=['authorize'])}?{asked.answered_query}", 303)


@never_cache
@require_safe
def go_on(request: HttpRequest, goal: str) -> HttpResponse:
    """A page between a form of ours and another site: browsers do not let a form lead out of here, but a page may."""
    target = f"{reverse(f'oauth_{goal}')}?{request.GET.urlencode()}"
    return render(request, "provider/go_on.html", {"target": target})


def redirect_to(target: str, status: int = 302) -> HttpResponse:
    """To a registered address, letter by letter, or to one of ours; whatever its scheme, it was judged before."""
    response = HttpResponse(status=status)
    response.headers["Location"] = target
    return response
