"""What services call: discovery, keys, authorization, tokens, user info, the end of a session."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id import queries, signing
from tidtam.sandbox.digital_id.actions.authorize import SentBack, begin_sign_in
from tidtam.sandbox.digital_id.actions.tokens import TokenError, give_tokens, revoke_token
from tidtam.sandbox.digital_id.claims import SCOPES, claims_of
from tidtam.sandbox.digital_id.client_authentication import authenticated_client
from tidtam.sandbox.digital_id.environment import read_environment
from tidtam.sandbox.digital_id.middleware import play

from .browser import browser_of, refused_page, remember


@require_safe
def discovery(request: HttpRequest) -> HttpResponse:
    issuer = read_environment().issuer
    return JsonResponse(
        {
            "issuer": issuer,
            "jwks_uri": f"{issuer}/.well-known/openid-configuration/jwks",
            "authorization_endpoint": f"{issuer}/connect/authorize",
            "token_endpoint": f"{issuer}/connect/token",
            "userinfo_endpoint": f"{issuer}/connect/userinfo",
            "end_session_endpoint": f"{issuer}/connect/endsession",
            "revocation_endpoint": f"{issuer}/connect/revocation",
            "scopes_supported": list(SCOPES),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }
    )


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"keys": signing.published_keys()})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Open a sign-in for this browser and show its page."""
    browser = browser_of(request)
    parameters = request.POST if request.method == "POST" else request.GET
    try:
        sign_in = begin_sign_in(parameters.dict(), browser=browser)
    except SentBack as back:
        return HttpResponseRedirect(back.url)
    except Refused as refused:
        return refused_page(request, refused)
    return remember(redirect("digital_id_sandbox:sign_in", sign_in.id), browser)


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    client = authenticated_client(request)
    if client is None:
        return JsonResponse({"error": "invalid_client"}, status=401, headers={"WWW-Authenticate": "Basic"})
    try:
        sign_in, answer = give_tokens(client, request.POST.dict())
    except TokenError as mistake:
        return JsonResponse({"error": mistake.error}, status=400)
    return play(sign_in.fault) or _plain_json(answer)


@csrf_exempt
@require_POST
def revocation(request: HttpRequest) -> HttpResponse:
    client = authenticated_client(request)
    if client is None:
        return JsonResponse({"error": "invalid_client"}, status=401, headers={"WWW-Authenticate": "Basic"})
    revoke_token(client, request.POST.get("token", ""))
    return HttpResponse(b"")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = queries.good_token(secret.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        shown = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        return JsonResponse({"error": "invalid_token"}, status=401, headers=shown)
    return _plain_json(claims_of(found.sign_in))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def end_session(request: HttpRequest) -> HttpResponse:
    """Nobody stays signed in here, so nothing is to be ended; a registered address is led back to."""
    wanted = request.GET.get("post_logout_redirect_uri", "")
    known = {uri for client in read_environment().clients.values() for uri in client.redirect_uris}
    return HttpResponseRedirect(wanted) if wanted in known else redirect("digital_id_sandbox:front")


def _plain_json(answer: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "no-store"
    return response
