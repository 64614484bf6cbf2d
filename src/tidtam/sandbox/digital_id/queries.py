"""Every read of the sandbox."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404

from . import clock, codes
from .environment import Client, read_environment
from .models import ArmedFault, Draft, Holder, OneTimeCode, ReceivedRequest, Setting, SignIn, SigningKey, Token, is_over


def client_of(client_id: str) -> Client | None:
    return read_environment().clients.get(client_id)


def sign_in_of(browser: str, sign_in_id: UUID) -> SignIn:
    """A sign-in, for the browser that began it; for any other there is none."""
    found = SignIn.objects.select_related("holder").filter(id=sign_in_id, browser_hash=codes.hash_of(browser)).first()
    if found is None or not browser:
        raise Http404
    return found


def draft_of(browser: str) -> Draft | None:
    return Draft.objects.filter(browser_hash=codes.hash_of(browser)).first() if browser else None


def latest_code(draft: Draft) -> OneTimeCode | None:
    """The code sent last for the number that stands in the registration now."""
    return OneTimeCode.objects.filter(draft=draft, mobile=draft.answer("mobile")).order_by("-sent_at").first()


def good_token(secret: str) -> Token | None:
    found = Token.objects.select_related("sign_in__holder").filter(token_hash=codes.hash_of(secret)).first()
    return found if found and found.revoked_at is None and not is_over(clock.now(), found.expires_at) else None


def samples() -> Sequence[Holder]:
    return list(Holder.objects.exclude(shown_password="").order_by("citizen_id"))  # nosec B106 - none


def received_requests() -> Sequence[ReceivedRequest]:
    return list(ReceivedRequest.objects.all()[:100])


def signing_keys() -> Sequence[SigningKey]:
    return list(SigningKey.objects.all()[:3])


def armed_faults() -> Sequence[ArmedFault]:
    return list(ArmedFault.objects.all())


def seconds_ahead() -> int:
    return Setting.current().seconds_ahead
