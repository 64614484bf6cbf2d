"""The authorization request of a service, who signs in for it, and the answer the browser is sent back with."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id import clock, codes
from tidtam.sandbox.digital_id.choices import SignInStatus
from tidtam.sandbox.digital_id.environment import Client
from tidtam.sandbox.digital_id.faults import OF_SIGN_IN
from tidtam.sandbox.digital_id.models import Holder, SignIn, is_over
from tidtam.sandbox.digital_id.passwords import hashed, is_right
from tidtam.sandbox.digital_id.queries import client_of

from .faults import take_fault

_LONGEST_PARAMETER = 1000
_FOR_SIGNING_IN = timedelta(minutes=30)  # long enough to register on the way
_FOR_CONSENT = timedelta(minutes=5)
_FOR_REDEEMING = timedelta(minutes=1)
_TRIES = 5
_PAUSE = timedelta(minutes=15)


class SentBack(Exception):
    """The request is answered with an error, by way of the service's own address."""

    def __init__(self, redirect_uri: str, state: str, error: str) -> None:
        super().__init__(error)
        self.url = _address(redirect_uri, {"error": error, "state": state})


def _address(redirect_uri: str, parameters: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{redirect_uri}{'&' if urlsplit(redirect_uri).query else '?'}{query}"


def begin_sign_in(parameters: Mapping[str, str], *, browser: str) -> SignIn:
    """Check a service's request and open a sign-in for the browser that brought it.

    An unknown service or address is refused on a page of ours: sending anybody there would be an open redirect.
    """
    client = _client(parameters)
    redirect_uri, state = parameters["redirect_uri"], parameters.get("state", "")
    fault = take_fault(OF_SIGN_IN).name
    error = _mistake(client, parameters) or (fault if fault in {"server_error", "invalid_scope"} else "")
    if error:
        raise SentBack(redirect_uri, state[:_LONGEST_PARAMETER], error)
    moment = clock.now()
    return SignIn.objects.create(
        client_id=client.id,
        redirect_uri=redirect_uri,
        scopes=" ".join(dict.fromkeys(parameters["scope"].split())),
        state=state,
        nonce=parameters.get("nonce", ""),
        code_challenge=parameters.get("code_challenge", ""),
        browser_hash=codes.hash_of(browser),
        begun_at=moment,
        expires_at=moment + _FOR_SIGNING_IN,
        fault=fault,
    )


def _client(parameters: Mapping[str, str]) -> Client:
    client = client_of(parameters.get("client_id", ""))
    if client is None:
        raise Refused(_("The service that sent you here is not registered (client_id)."), code="unknown_client")
    if parameters.get("redirect_uri") not in client.redirect_uris:
        raise Refused(
            _("The service gave an address to return to that is not registered for it (redirect_uri)."),
            code="unknown_redirect_uri",
        )
    return client


def _mistake(client: Client, parameters: Mapping[str, str]) -> str:
    """The error as RFC 6749 words it, or nothing."""
    scopes = parameters.get("scope", "").split()
    challenge = parameters.get("code_challenge", "")
    method = parameters.get("code_challenge_method", "plain")
    found = {
        "invalid_request": any(len(text) > _LONGEST_PARAMETER or "\0" in text for text in parameters.values())
        or (bool(challenge) and (method != "S256" or len(challenge) > 128)),
        "unsupported_response_type": parameters.get("response_type") != "code",
        "invalid_scope": "openid" not in scopes or not client.scopes.issuperset(scopes),
        "login_required": "none" in parameters.get("prompt", "").split(),
    }
    return next((error for error, is_so in found.items() if is_so), "")


def know_holder(sign_in: SignIn, *, username: str, password: str) -> None:
    """User name and password, as typed. The same answer whether there is such a user name or not."""
    wrong = Refused(_("The user name or the password is not right."), code="wrong_password")
    with transaction.atomic():
        holder = Holder.objects.select_for_update().filter(username=username.strip().lower()).first()
        if holder is None:
            hashed(password)  # takes as long as comparing
            raise wrong
        if not is_over(clock.now(), holder.paused_until):
            raise Refused(_("There were too many wrong tries. Wait 15 minutes and try again."), code="paused")
        fits = is_right(password, holder.password_hash)
        _count(holder, fits=fits)
        if fits:
            _open(sign_in.id)
            SignIn.objects.filter(id=sign_in.id).update(
                status=SignInStatus.KNOWN, holder=holder, known_at=clock.now(), expires_at=clock.now() + _FOR_CONSENT
            )
    if not fits:
        raise wrong


def _count(holder: Holder, *, fits: bool) -> None:
    holder.wrong_tries = 0 if fits else holder.wrong_tries + 1
    holder.paused_until = None
    if holder.wrong_tries >= _TRIES:
        holder.wrong_tries, holder.paused_until = 0, clock.now() + _PAUSE
    holder.save(update_fields=["wrong_tries", "paused_until"])


def consent_to(sign_in_id: UUID) -> str:
    """The address at which the service gets its code; once."""
    with transaction.atomic():
        sign_in = _open(sign_in_id)
        if sign_in.status != SignInStatus.KNOWN:
            raise Refused(_("Type the user name and the password first."), code="not_known")
        code, moment = codes.new_secret(), clock.now()
        sign_in.status = SignInStatus.ANSWERED
        sign_in.code_hash, sign_in.code_expires_at = codes.hash_of(code), moment + _FOR_REDEEMING
        sign_in.save()
    given = codes.new_secret() if sign_in.fault == "forged_code" else code
    state = {"wrong_state": "another-state", "missing_state": ""}.get(sign_in.fault, sign_in.state)
    return _address(sign_in.redirect_uri, {"code": given, "state": state})


def cancel_sign_in(sign_in_id: UUID) -> str:
    with transaction.atomic():
        sign_in = _open(sign_in_id)
        sign_in.status = SignInStatus.ANSWERED
        sign_in.save(update_fields=["status"])
    return _address(sign_in.redirect_uri, {"error": "access_denied", "state": sign_in.state})


def _open(sign_in_id: UUID) -> SignIn:
    sign_in = SignIn.objects.select_for_update(of=("self",)).get(id=sign_in_id)
    if sign_in.status == SignInStatus.ANSWERED or is_over(clock.now(), sign_in.expires_at):
        raise Refused(_("This sign-in is over. Go back to the service and start again."), code="over")
    return sign_in
