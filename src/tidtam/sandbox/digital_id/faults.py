"""What can go wrong at a real provider, by name. A test or a person arms a fault; the sandbox then plays it."""

from django.utils.translation import gettext_lazy as _

OF_SERVICE = {
    "down": _("Every endpoint answers 503"),
    "slow": _("Every endpoint answers late, by the seconds given"),
    "garbage": _("Every endpoint answers a page that is no JSON"),
    "sms_down": _("No text message can be sent"),
}
OF_SIGN_IN = {
    "token_down": _("The token endpoint answers 503"),
    "token_garbage": _("The token endpoint answers a page that is no JSON"),
    "token_refused": _("The token endpoint answers invalid_grant"),
    "expiry_as_time": _("The expiry is a point in time, and spelled expire_in"),
    "missing_id_token": _("The token response has no ID token"),
    "wrong_key": _("The ID token is signed with a key that is not published"),
    "unknown_kid": _("The ID token names a key that nobody knows"),
    "unsigned": _("The ID token is not signed (alg none)"),
    "wrong_nonce": _("The ID token carries another nonce"),
    "missing_nonce": _("The ID token carries no nonce"),
    "wrong_audience": _("The ID token is meant for another service"),
    "wrong_issuer": _("The ID token names another issuer"),
    "wrong_at_hash": _("The ID token belongs to another access token"),
    "expired_token": _("The ID token expired an hour ago"),
    "bad_pid": _("The national ID number fails its check digit"),
    "no_pid": _("There is no national ID number"),
    "unproven": _("The national ID number was not checked"),
    "wrong_state": _("The answer carries another state"),
    "missing_state": _("The answer carries no state"),
    "forged_code": _("The answer carries a code that was never given"),
    "server_error": _("The answer is server_error"),
    "invalid_scope": _("The answer is invalid_scope, as for a scope that was not approved"),
}
EVERY = {**OF_SERVICE, **OF_SIGN_IN}
