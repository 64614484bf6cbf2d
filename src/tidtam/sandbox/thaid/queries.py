"""Every read of the sandbox."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.sandbox.thaid.environment import read_environment

from . import codes
from .choices import PictureKind, TokenKind
from .clients import Client
from .clock import now
from .models import ArmedFault, Holder, Notice, Phone, Picture, ReceivedRequest, Sandbox, SignIn, SigningKey, Token
from .registration import Draft


def good_token(secret: str, client_id: str = "") -> Token | None:
    """An access token that is neither expired nor revoked; with a client, only if it is that client's."""
    found = Token.objects.select_related("sign_in__holder").filter(
        token_hash=codes.hash_of(secret), kind=TokenKind.ACCESS
    )
    if client_id:
        found = found.filter(sign_in__client_id=client_id)
    token = found.first()
    return token if token and token.is_good(now()) else None


def desktops_sign_in(sign_in_id: UUID, desktop_key: str) -> SignIn:
    """A sign-in, for the browser that asked for it; for any other there is none."""
    sign_in = SignIn.objects.filter(id=sign_in_id, desktop_hash=codes.hash_of(desktop_key)).first()
    if sign_in is None or not desktop_key:
        raise Http404
    return sign_in


def phones_sign_in(phone: Phone, sign_in_id: UUID) -> SignIn:
    sign_in = SignIn.objects.filter(id=sign_in_id, phone=phone).first()
    if sign_in is None:
        raise Http404
    return sign_in


def client_of(client_id: str) -> Client | None:
    return read_environment().clients.get(client_id)


def find_phone(key: str) -> Phone | None:
    return Phone.objects.select_related("holder").filter(key_hash=codes.hash_of(key)).first() if key else None


def holders() -> QuerySet[Holder]:
    return Holder.objects.all()


def get_holder(holder_id: UUID) -> Holder:
    holder = Holder.objects.filter(id=holder_id).first()
    if holder is None:
        raise Http404
    return holder


def notices_of(holder: Holder) -> Sequence[Notice]:
    return list(Notice.objects.filter(holder=holder)[:30])


def picture_of(phone: Phone, kind: PictureKind) -> Picture | None:
    return Picture.objects.filter(phone=phone, kind=kind).first()


def received_requests() -> Sequence[ReceivedRequest]:
    """In the order in which they came: the clock may have been set back meanwhile."""
    return list(ReceivedRequest.objects.order_by("-pk")[:200])


def armed_faults() -> Sequence[ArmedFault]:
    return list(ArmedFault.objects.all())


def seconds_ahead() -> int:
    return Sandbox.current().seconds_ahead


def signing_keys() -> Sequence[SigningKey]:
    return list(SigningKey.objects.all()[:10])


def draft_of(phone: Phone) -> Draft:
    confirmed = Picture.objects.filter(phone=phone, is_confirmed=True).values_list("kind", flat=True)
    return Draft(phone.registration, frozenset(confirmed))


_CARD_FACTS = (
    "pid",
    "title",
    "given_name",
    "middle_name",
    "family_name",
    "title_en",
    "given_name_en",
    "middle_name_en",
    "family_name_en",
    "birthdate",
    "gender",
    "address",
)


def card_of(holder_id: str) -> dict[str, Any]:
    """The data on a registered person's card."""
    try:
        holder = get_holder(UUID(holder_id))
    except ValueError:
        raise Http404 from None
    return {name: getattr(holder, name) for name in _CARD_FACTS}
