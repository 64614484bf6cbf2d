"""What relying parties call: discovery, keys, tokens, user info."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.sandbox.thaid import queries, signing
from tidtam.sandbox.thaid.actions.tokens import TokenError, give_tokens, revoke_token
from tidtam.sandbox.thaid.claims import claims_of
from tidtam.sandbox.thaid.client_authentication import authenticated_client
from tidtam.sandbox.thaid.environment import read_environment
from tidtam.sandbox.thaid.middleware import play, wait
from tidtam.sandbox.thaid.scopes import SCOPES

ENDPOINTS = "api/v2/oauth2"


@require_safe
def discovery(request: HttpRequest) -> HttpResponse:
    issuer = read_environment().issuer
    return JsonResponse(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/{ENDPOINTS}/auth/",
            "token_endpoint": f"{issuer}/{ENDPOINTS}/token/",
            "userinfo_endpoint": f"{issuer}/{ENDPOINTS}/userinfo/",
            "introspection_endpoint": f"{issuer}/{ENDPOINTS}/introspect/",
            "revocation_endpoint": f"{issuer}/{ENDPOINTS}/revoke/",
            "jwks_uri": f"{issuer}/jwks/",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "scopes_supported": list(SCOPES),
            "claims_supported": ["sub", *(scope for scope in SCOPES if scope != "openid")],
            "claims_parameter_supported": False,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
        }
    )


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"keys": signing.published_keys()})


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    client = authenticated_client(request)
    if client is None:
        return _unauthorized()
    try:
        sign_in, answer = give_tokens(client, request.POST.dict())
    except TokenError as mistake:
        body = {"error": mistake.error, "error_description": mistake.description}
        return _unstored(JsonResponse({k: v for k, v in body.items() if v}, status=400))
    if sign_in.fault == "token_slow":
        wait(sign_in.fault_seconds)
    return play(sign_in.fault) or _unstored(_json(answer))


def _json(answer: dict[str, Any]) -> JsonResponse:
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


def _unstored(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Pragma"] = "no-cache"
    return response


def _unauthorized() -> HttpResponse:
    response = JsonResponse({"error": "invalid_client"}, status=401)
    response.headers["WWW-Authenticate"] = 'Basic realm="ThaiD sandbox"'
    return _unstored(response)


@csrf_exempt
@require_POST
def introspect(request: HttpRequest) -> HttpResponse:
    client = authenticated_client(request)
    if client is None:
        return _unauthorized()
    found = queries.good_token(request.POST.get("token", ""), client_id=client.id)
    if found is None:
        return _unstored(JsonResponse({"active": False}))
    return _unstored(
        _json(
            {
                "active": True,
                "scope": found.sign_in.scopes,
                "client_id": found.sign_in.client_id,
                "token_type": "Bearer",
                "iss": read_environment().issuer,
                "iat": int(found.issued_at.timestamp()),
                "exp": int(found.expires_at.timestamp()),
                **claims_of(found.sign_in),
            }
        )
    )


@csrf_exempt
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    client = authenticated_client(request)
    if client is None:
        return _unauthorized()
    revoke_token(client, request.POST.get("token", ""))
    return _unstored(HttpResponse(b""))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = queries.good_token(secret.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        response = JsonResponse({"error": "invalid_token"}, status=401)
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
        return _unstored(response)
    return _unstored(_json(claims_of(found.sign_in)))
