"""The library's server with the one way of signing in that is left in OAuth 2.1: a code, bound to who asked for it."""

from contextlib import AbstractContextManager
from typing import Any

from oauthlib.oauth2 import AuthorizationEndpoint, BearerToken, IntrospectEndpoint, RevocationEndpoint, TokenEndpoint
from oauthlib.oauth2.rfc6749.grant_types.authorization_code import code_challenge_method_s256
from oauthlib.openid.connect.core.grant_types import AuthorizationCodeGrant, RefreshTokenGrant

from tidtam.kernel.actor import Actor, acting_as, platform_for

from .actions.tokens import ACCESS_LIVES, new_access_token, new_refresh_token
from .queries.services import is_service
from .rules import AuthorizeRules, TokenRules, refuse_what_we_do_not_do


class AuthorizeServer(AuthorizationEndpoint):  # type: ignore[misc]  # oauthlib has no types
    def __init__(self, rules: AuthorizeRules) -> None:
        code = _code_grant(rules)
        code.custom_validators.pre_auth.append(refuse_what_we_do_not_do)
        super().__init__(default_response_type="code", default_token_type=None, response_types={"code": code})


class ServiceServer(TokenEndpoint, RevocationEndpoint, IntrospectEndpoint):  # type: ignore[misc]
    """What services call themselves. Acts in the platform's name: a service holds no role and sees no rows."""

    def __init__(self, visitor: Actor) -> None:
        self.platform = platform_for(visitor)
        rules = TokenRules(self.platform)
        bearer = BearerToken(rules, new_access_token, int(ACCESS_LIVES.total_seconds()), new_refresh_token)
        TokenEndpoint.__init__(
            self,
            default_grant_type="authorization_code",
            default_token_type=bearer,
            grant_types={"authorization_code": _code_grant(rules), "refresh_token": RefreshTokenGrant(rules)},
        )
        RevocationEndpoint.__init__(self, rules)
        IntrospectEndpoint.__init__(self, rules)

    def create_token_response(self, *args: Any, **kwargs: Any) -> Any:
        with self._acting():
            return super().create_token_response(*args, **kwargs)

    def create_revocation_response(self, *args: Any, **kwargs: Any) -> Any:
        with self._acting():
            return super().create_revocation_response(*args, **kwargs)

    def create_introspect_response(self, *args: Any, **kwargs: Any) -> Any:
        with self._acting():
            return super().create_introspect_response(*args, **kwargs)

    def _acting(self) -> AbstractContextManager[Actor]:
        return acting_as(self.platform)


def server_of_service(visitor: Actor, client_id: str) -> ServiceServer | None:
    """For the token endpoint, which clients of all kinds share."""
    return ServiceServer(visitor) if is_service(client_id) else None


def _code_grant(rules: Any) -> Any:
    grant = AuthorizationCodeGrant(rules)
    # The plain method protects nobody; the library would take it.
    grant.proxy_target._code_challenge_methods = {"S256": code_challenge_method_s256}
    return grant
