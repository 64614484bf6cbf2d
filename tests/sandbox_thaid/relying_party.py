"""A relying party written after the standards and for nothing else: it knows an issuer, a client and a secret."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode

import httpx
import jwt

from tests.fixtures.thaid import query_of

CALLBACK = "http://127.0.0.1:8000/account/thaid/callback"
EVERY_SCOPE = (
    "openid pid address gender birthdate given_name middle_name family_name name given_name_en middle_name_en "
    "family_name_en name_en title title_en ial smartcard_code date_of_expiry date_of_issuance"
)


class NotTrusted(Exception):
    """The relying party would not sign anybody in."""


@dataclass
class RelyingParty:
    issuer: str
    client_id: str = "tidtam"
    secret: str = "sandbox-only"
    redirect_uri: str = CALLBACK
    scope: str = EVERY_SCOPE
    uses_pkce: bool = True
    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    def metadata(self) -> dict[str, Any]:
        answer: dict[str, Any] = httpx.get(f"{self.issuer}/.well-known/openid-configuration").json()
        assert answer["issuer"] == self.issuer
        return answer

    def authorization_url(self, **changes: str) -> str:
        parameters = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": self.scope,
            "state": self.state,
            "nonce": self.nonce,
        }
        if self.uses_pkce:
            digest = hashlib.sha256(self.verifier.encode()).digest()
            parameters |= {
                "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
                "code_challenge_method": "S256",
            }
        parameters = {name: value for name, value in {**parameters, **changes}.items() if value}
        return f"{self.metadata()['authorization_endpoint']}?{urlencode(parameters)}"

    def exchange(self, code: str, **changes: str) -> httpx.Response:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect_uri}
        if self.uses_pkce:
            form["code_verifier"] = self.verifier
        return self._post("token_endpoint", {**form, **changes})

    def refresh(self, token: str) -> httpx.Response:
        return self._post("token_endpoint", {"grant_type": "refresh_token", "refresh_token": token})

    def introspect(self, token: str) -> httpx.Response:
        return self._post("introspection_endpoint", {"token": token})

    def revoke(self, token: str) -> httpx.Response:
        return self._post("revocation_endpoint", {"token": token})

    def userinfo(self, token: str) -> httpx.Response:
        return httpx.get(self.metadata()["userinfo_endpoint"], headers={"Authorization": f"Bearer {token}"})

    def _post(self, endpoint: str, form: dict[str, str]) -> httpx.Response:
        auth = httpx.BasicAuth(quote_plus(self.client_id), quote_plus(self.secret))
        return httpx.post(self.metadata()[endpoint], data=form, auth=auth, timeout=10)

    def claims(self, callback: str) -> dict[str, Any]:
        """Everything a careful service checks, from the callback's address to the claims."""
        answer = query_of(callback)
        if answer.get("state") != self.state:
            raise NotTrusted("state")
        if "code" not in answer:
            raise NotTrusted(answer.get("error", "no code"))
        response = self.exchange(answer["code"])
        if response.status_code != 200 or "json" not in response.headers["content-type"]:
            raise NotTrusted(f"token endpoint: {response.status_code}")
        return self.verified(response.json())

    def verified(self, tokens: dict[str, Any]) -> dict[str, Any]:
        metadata = self.metadata()
        if tokens.get("token_type") != "Bearer" or not isinstance(tokens.get("expires_in"), int):
            raise NotTrusted("token response")
        try:
            key = jwt.PyJWKClient(metadata["jwks_uri"]).get_signing_key_from_jwt(tokens["id_token"])
            claims: dict[str, Any] = jwt.decode(
                tokens["id_token"],
                key.key,
                algorithms=metadata["id_token_signing_alg_values_supported"],
                audience=self.client_id,
                issuer=metadata["issuer"],
                options={"require": ["exp", "iat", "sub", "auth_time", "at_hash", "nonce"]},
            )
        except (jwt.PyJWTError, KeyError) as mistake:
            raise NotTrusted(type(mistake).__name__) from mistake
        half = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]
        if claims["at_hash"] != base64.urlsafe_b64encode(half).rstrip(b"=").decode():
            raise NotTrusted("at_hash")
        if claims["nonce"] != self.nonce:
            raise NotTrusted("nonce")
        return claims
