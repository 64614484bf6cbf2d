"""The authorization request of a relying party, and the answer it is sent back with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid import clock, codes
from tidtam.sandbox.thaid.choices import SignInStatus, Stage
from tidtam.sandbox.thaid.clients import Client
from tidtam.sandbox.thaid.environment import read_environment
from tidtam.sandbox.thaid.faults import Reach
from tidtam.sandbox.thaid.models import SignIn

from .faults import take_fault

LONGEST_PARAMETER = 1000


class SentBack(Exception):
    """The request is answered with an error, by way of the service's own address."""

    def __init__(self, redirect_uri: str, state: str, error: str, description: str = "") -> None:
        super().__init__(error)
        parameters = {"error": error, "error_description": description, "state": state}
        self.url = address_with(redirect_uri, parameters)


def address_with(redirect_uri: str, parameters: Mapping[str, str]) -> str:
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{redirect_uri}{'&' if urlsplit(redirect_uri).query else '?'}{query}"


def begin_sign_in(parameters: Mapping[str, str], *, desktop_key: str) -> SignIn:
    """Check a relying party's request and open a sign-in for the browser that brought it.

    An unknown service or an address that is not registered is refused on a page of ours: sending anybody there
    would be an open redirect. Everything else goes back to the service.
    """
    client = _client(parameters)
    redirect_uri = parameters["redirect_uri"]
    asked = _Asked(client, redirect_uri, parameters)
    asked.check()
    fault = take_fault(Reach.SIGN_IN)
    if fault.name in {"server_error", "invalid_scope"}:
        raise asked.sent_back(fault.name)
    moment = clock.now()
    return SignIn.objects.create(
        client_id=client.id,
        redirect_uri=redirect_uri,
        scopes=asked.scopes,
        state=parameters.get("state", ""),
        nonce=parameters.get("nonce", ""),
        code_challenge=parameters.get("code_challenge", ""),
        code_challenge_method=asked.challenge_method,
        desktop_hash=codes.hash_of(desktop_key),
        fault=fault.name,
        fault_seconds=fault.seconds,
        created_at=moment,
        scan_code=codes.new_secret(),
        typed_code=codes.new_typed_code(),
        expires_at=moment + timedelta(seconds=read_environment().qr_seconds),
    )


def _client(parameters: Mapping[str, str]) -> Client:
    client = read_environment().clients.get(parameters.get("client_id", ""))
    if client is None:
        raise Refused(_("The service that sent you here is not registered (client_id)."), code="unknown_client")
    if parameters.get("redirect_uri") not in client.redirect_uris:
        raise Refused(
            _("The service gave an address to return to that is not registered for it (redirect_uri)."),
            code="unknown_redirect_uri",
        )
    return client


@dataclass(frozen=True)
class _Asked:
    client: Client
    redirect_uri: str
    parameters: Mapping[str, str]

    @property
    def scopes(self) -> str:
        return " ".join(dict.fromkeys(self.parameters.get("scope", "").split()))

    @property
    def challenge_method(self) -> str:
        if not self.parameters.get("code_challenge"):
            return ""
        return self.parameters.get("code_challenge_method", "plain")

    def sent_back(self, error: str, description: str = "") -> SentBack:
        return SentBack(self.redirect_uri, self.parameters.get("state", "")[:LONGEST_PARAMETER], error, description)

    def check(self) -> None:
        if any(len(value) > LONGEST_PARAMETER or "\0" in value for value in self.parameters.values()):
            raise self.sent_back("invalid_request", "a parameter is too long or not text")
        if "request" in self.parameters:
            raise self.sent_back("request_not_supported")
        if "request_uri" in self.parameters:
            raise self.sent_back("request_uri_not_supported")
        if self.parameters.get("response_type") != "code":
            missing = not self.parameters.get("response_type")
            raise self.sent_back("invalid_request" if missing else "unsupported_response_type", "response_type is code")
        if not self.scopes or not set(self.scopes.split()) <= self.client.scopes:
            raise self.sent_back("invalid_scope")
        if self.challenge_method not in {"", "plain", "S256"} or len(self.parameters.get("code_challenge", "")) > 128:
            raise self.sent_back("invalid_request", "code_challenge_method is S256 or plain")
        if "none" in self.parameters.get("prompt", "").split():
            raise self.sent_back("login_required", "a person must scan the QR code each time")


def renew_code(sign_in_id: UUID) -> None:
    """A fresh QR code in place of one that expired; the old one is worth nothing from then on."""
    with transaction.atomic():
        sign_in = SignIn.objects.select_for_update().get(id=sign_in_id)
        moment = clock.now()
        if sign_in.stage(moment) != Stage.EXPIRED:
            return
        sign_in.status = SignInStatus.WAITING
        sign_in.phone = None
        sign_in.wrong_pins = 0
        sign_in.scan_code = codes.new_secret()
        sign_in.typed_code = codes.new_typed_code()
        sign_in.expires_at = moment + timedelta(seconds=read_environment().qr_seconds)
        sign_in.save()


def cancel_sign_in(sign_in_id: UUID) -> None:
    with transaction.atomic():
        sign_in = SignIn.objects.select_for_update().get(id=sign_in_id)
        if sign_in.stage(clock.now()) not in {Stage.APPROVED, Stage.OVER}:
            sign_in.status = SignInStatus.CANCELLED
            sign_in.save(update_fields=["status"])


_ERRORS = {
    Stage.REFUSED: "user_denied",
    Stage.CANCELLED: "user_denied",
    Stage.FAILED: "access_denied",
}


def finish_sign_in(sign_in_id: UUID) -> str | None:
    """The address at which the service gets its answer, once; `None` while there is no answer, or no more."""
    with transaction.atomic():
        sign_in = SignIn.objects.select_for_update(of=("self",)).get(id=sign_in_id)
        moment = clock.now()
        stage = sign_in.stage(moment)
        if stage not in {Stage.APPROVED, *_ERRORS}:
            return None
        sign_in.status = SignInStatus.FINISHED
        parameters = {"error": _ERRORS.get(stage, ""), "state": _state(sign_in)}
        if stage == Stage.APPROVED and sign_in.fault in {"server_error", "invalid_scope"}:
            parameters["error"] = sign_in.fault
        elif stage == Stage.APPROVED:
            code = codes.new_secret()
            sign_in.code_hash = codes.hash_of(code)
            sign_in.code_expires_at = moment + timedelta(seconds=read_environment().code_seconds)
            parameters["code"] = code if sign_in.fault != "forged_code" else codes.new_secret()
        sign_in.save()
        return address_with(sign_in.redirect_uri, parameters)


def _state(sign_in: SignIn) -> str:
    return {"wrong_state": "another-state", "missing_state": ""}.get(sign_in.fault, sign_in.state)
