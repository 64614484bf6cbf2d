"""What the phone answers to a sign-in: it takes it up, and consents or refuses."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid import clock, codes
from tidtam.sandbox.thaid.choices import NoticeKind, SignInStatus, Stage
from tidtam.sandbox.thaid.environment import read_environment
from tidtam.sandbox.thaid.models import Holder, Phone, SignIn

from .notices import tell
from .pins import with_pin


def scan_code(phone: Phone, text: str) -> SignIn:
    """Take up the sign-in whose QR code was read, or whose code was typed. A code is taken up once."""
    if phone.holder is None:
        raise Refused(_("This phone has no digital ID yet. Register first."), code="not_registered")
    with transaction.atomic():
        found = SignIn.objects.select_for_update(of=("self",))
        sign_in = (
            found.filter(scan_code=text.strip()).first() or found.filter(typed_code=codes.as_typed(text)).first()
            if text.strip() and "\0" not in text
            else None
        )
        if sign_in is None:
            raise Refused(
                _("This is not a QR code of ThaiD, or a newer one replaced it. Scan the code on the screen again."),
                code="unknown_code",
                field="code",
            )
        stage = sign_in.stage(clock.now())
        if stage == Stage.EXPIRED:
            raise Refused(
                _("The QR code has expired. Make a new one on the screen, then scan it."),
                code="expired_code",
                field="code",
            )
        if sign_in.phone_id == phone.id and stage in {Stage.SCANNED, Stage.WRONG_PIN}:
            return sign_in
        if stage != Stage.WAITING:
            raise Refused(
                _("This QR code was used already. Start the sign-in again on the screen."),
                code="used_code",
                field="code",
            )
        sign_in.status = SignInStatus.SCANNED
        sign_in.phone = phone
        sign_in.expires_at = clock.now() + timedelta(seconds=read_environment().confirm_seconds)
        sign_in.save(update_fields=["status", "phone", "expires_at"])
        return sign_in


def approve_sign_in(phone: Phone, sign_in_id: UUID, pin: str) -> None:
    """The person consents to the claims, with the PIN; the desktop can go on."""

    def approve(holder: Holder) -> None:
        sign_in = _pending(phone, sign_in_id)
        sign_in.status = SignInStatus.APPROVED
        sign_in.holder = holder
        sign_in.approved_at = clock.now()
        sign_in.fault = sign_in.fault or holder.quirk
        sign_in.save(update_fields=["status", "holder", "approved_at", "fault"])
        tell(holder, NoticeKind.SIGNED_IN, sign_in.client_id)

    def count(holder: Holder) -> None:
        sign_in = _pending(phone, sign_in_id)
        sign_in.wrong_pins += 1
        if holder.paused_until:
            sign_in.status = SignInStatus.FAILED
        sign_in.save(update_fields=["wrong_pins", "status"])
        tell(holder, NoticeKind.WRONG_PIN, sign_in.client_id)

    _pending(phone, sign_in_id)
    if phone.holder_id is None:
        raise Refused(_("This phone has no digital ID yet. Register first."), code="not_registered")
    with_pin(phone.holder_id, pin, approve, count)


def refuse_sign_in(phone: Phone, sign_in_id: UUID) -> None:
    with transaction.atomic():
        sign_in = _pending(phone, sign_in_id)
        sign_in.status = SignInStatus.REFUSED
        sign_in.save(update_fields=["status"])
        if phone.holder is not None:
            tell(phone.holder, NoticeKind.REFUSED, sign_in.client_id)


def _pending(phone: Phone, sign_in_id: UUID) -> SignIn:
    """The sign-in this phone has taken up and can still answer."""
    with transaction.atomic():
        sign_in = SignIn.objects.select_for_update(of=("self",)).filter(id=sign_in_id, phone=phone).first()
        stage = sign_in.stage(clock.now()) if sign_in else Stage.OVER
        if stage == Stage.EXPIRED:
            raise Refused(_("Time is up. Make a new QR code on the screen, then scan it."), code="expired_code")
        if sign_in is None or stage not in {Stage.SCANNED, Stage.WRONG_PIN}:
            raise Refused(_("This request has been answered already."), code="used_code")
        return sign_in
