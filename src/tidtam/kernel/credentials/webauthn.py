"""The relying party of WebAuthn: asks a browser for a passkey, and judges what comes back.

Every passkey is asked to be discoverable and to verify its owner (PIN, finger, face): so each is two factors by itself
and signs in without a user name. The name of the site and its origin come from the settings, never from the request.
"""

import json
import struct
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tidtam.kernel.identity.models import Account

_ADDING, _SHOWING = "tidtam_passkey_adding", "tidtam_passkey_showing"
LONGEST_ANSWER = 20_000


_BROKEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, struct.error)
"""What the library raises for answers that are none."""


class Unfit(Exception):
    """The browser's answer does not belong to what was asked, or is no answer at all."""


@dataclass(frozen=True)
class NewPasskey:
    answer: dict[str, Any]
    credential_id: str


@dataclass(frozen=True)
class Shown:
    """A passkey that proved itself, and how often it says it has done so."""

    authenticator: Authenticator
    count: int


def ask_to_add(session: SessionBase, account: Account, *, known: list[Authenticator]) -> str:
    """What the browser is given to make a passkey, as JSON."""
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=account.pk.bytes, name=_label(account), display_name=account.display_name),
        credentials=[_credential(passkey) for passkey in known],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    session[_ADDING] = _stored(state)
    return json.dumps(dict(options)["publicKey"])


def judge_new(session: SessionBase, text: str) -> NewPasskey:
    answer, state = _parse(text), session.pop(_ADDING, None)
    try:
        if state is None:
            raise Unfit
        made = _server().register_complete(state, RegistrationResponse.from_dict(answer)).credential_data
        if made is None:
            raise Unfit
        return NewPasskey(_kept(answer), websafe_encode(made.credential_id))
    except _BROKEN as error:
        raise Unfit from error


def ask_to_show(session: SessionBase) -> str:
    options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    session[_SHOWING] = _stored(state)
    return json.dumps(dict(options)["publicKey"])


def judge_shown(session: SessionBase, text: str) -> Shown:
    """The passkey that signed the question of this session; a question is good for one answer."""
    answer, state = _parse(text), session.pop(_SHOWING, None)
    try:
        if state is None:
            raise Unfit
        response = AuthenticationResponse.from_dict(answer)
        passkey = Authenticator.objects.filter(
            type=Authenticator.Type.WEBAUTHN, data__credential_id=websafe_encode(response.raw_id)
        ).first()
        if passkey is None or response.response.user_handle not in (None, passkey.user_id.bytes):
            raise Unfit
        _server().authenticate_complete(state, [_credential(passkey)], response)
        return Shown(passkey, response.response.authenticator_data.counter)
    except _BROKEN as error:
        raise Unfit from error


def _server() -> Fido2Server:
    environment = settings.ENVIRONMENT
    parts = urlsplit(environment.base_url)
    party = PublicKeyCredentialRpEntity(id=environment.host, name=environment.office_name or "Tidtam")
    return Fido2Server(party, verify_origin=lambda origin: origin == f"{parts.scheme}://{parts.netloc}")


def _credential(passkey: Authenticator) -> Any:
    return passkey.wrap().authenticator_data.credential_data


def _kept(answer: dict[str, Any]) -> dict[str, Any]:
    """Of the browser's answer, what is needed to know the passkey again."""
    response = {name: answer["response"][name] for name in ("clientDataJSON", "attestationObject")}
    return {"id": answer["id"], "rawId": answer["rawId"], "type": "public-key", "response": response}


def _label(account: Account) -> str:
    return account.username or account.email or "ThaiD"


def _stored(state: dict[str, Any]) -> dict[str, str]:
    """As the session keeps it; the library compares the word of the requirement with its own."""
    return {"challenge": state["challenge"], "user_verification": UserVerificationRequirement.REQUIRED.value}


def _parse(text: str) -> dict[str, Any]:
    try:
        answer = json.loads(text) if len(text) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise Unfit
    return answer
