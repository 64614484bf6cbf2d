"""What can go wrong at a real provider, by name. A test or a person arms a fault; the sandbox then plays it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reach(StrEnum):
    SERVICE = "service"  # every request of a server, until cleared or so many times
    SIGN_IN = "sign_in"  # the next sign-in, from its authorization request to its tokens


@dataclass(frozen=True)
class Fault:
    name: str
    reach: Reach
    text: str | Promise


_ALL = (
    Fault("down", Reach.SERVICE, _("Every endpoint answers 503")),
    Fault("slow", Reach.SERVICE, _("Every endpoint answers late, by the seconds given")),
    Fault("garbage", Reach.SERVICE, _("Every endpoint answers a page that is no JSON")),
    Fault("token_down", Reach.SIGN_IN, _("The token endpoint answers 503")),
    Fault("token_slow", Reach.SIGN_IN, _("The token endpoint answers late, by the seconds given")),
    Fault("token_garbage", Reach.SIGN_IN, _("The token endpoint answers a page that is no JSON")),
    Fault("token_refused", Reach.SIGN_IN, _("The token endpoint answers invalid_grant")),
    Fault("expiry_as_time", Reach.SIGN_IN, _("The expiry is a point in time, and spelled expire_in")),
    Fault("missing_id_token", Reach.SIGN_IN, _("The token response has no ID token")),
    Fault("wrong_key", Reach.SIGN_IN, _("The ID token is signed with a key that is not published")),
    Fault("unknown_kid", Reach.SIGN_IN, _("The ID token names a key that nobody knows")),
    Fault("unsigned", Reach.SIGN_IN, _("The ID token is not signed (alg none)")),
    Fault("wrong_nonce", Reach.SIGN_IN, _("The ID token carries another nonce")),
    Fault("missing_nonce", Reach.SIGN_IN, _("The ID token carries no nonce")),
    Fault("wrong_audience", Reach.SIGN_IN, _("The ID token is meant for another service")),
    Fault("wrong_issuer", Reach.SIGN_IN, _("The ID token names another issuer")),
    Fault("wrong_at_hash", Reach.SIGN_IN, _("The ID token belongs to another access token")),
    Fault("expired_token", Reach.SIGN_IN, _("The ID token expired an hour ago")),
    Fault("bad_pid", Reach.SIGN_IN, _("The national ID number fails its check digit")),
    Fault("no_pid", Reach.SIGN_IN, _("There is no national ID number: a holder of a passport")),
    Fault("wrong_state", Reach.SIGN_IN, _("The answer carries another state")),
    Fault("missing_state", Reach.SIGN_IN, _("The answer carries no state")),
    Fault("forged_code", Reach.SIGN_IN, _("The answer carries a code that was never given")),
    Fault("server_error", Reach.SIGN_IN, _("The answer is server_error")),
    Fault("invalid_scope", Reach.SIGN_IN, _("The answer is invalid_scope, as for a scope that was not approved")),
)
FAULTS = {fault.name: fault for fault in _ALL}
