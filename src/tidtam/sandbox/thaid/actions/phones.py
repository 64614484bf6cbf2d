"""The phone: whose it is, how it opens, how it is set."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid import clock, codes
from tidtam.sandbox.thaid.choices import NoticeKind
from tidtam.sandbox.thaid.models import Holder, Phone
from tidtam.sandbox.thaid.pin import check_new_pin

from .notices import tell
from .pins import with_pin

STAYS_OPEN = timedelta(minutes=10)


def make_phone(key: str) -> Phone:
    return Phone.objects.create(key_hash=codes.hash_of(key), made_at=clock.now())


def become_holders_phone(phone: Phone, holder: Holder) -> None:
    """A convenience of the sandbox: this browser plays the phone of that person. It is locked."""
    Phone.objects.filter(id=phone.id).update(holder=holder, open_until=None, registration={})
    phone.pictures.all().delete()


def unlock_phone(phone: Phone, pin: str) -> None:
    if phone.holder_id is None:
        raise Refused(_("This phone has no digital ID yet. Register first."), code="not_registered")
    with_pin(phone.holder_id, pin, lambda _holder: keep_open(phone))


def unlock_by_face(phone: Phone) -> None:
    if phone.holder is None or not phone.holder.unlocks_by_face:
        raise Refused(_("Unlocking by face is switched off. Enter the PIN."), code="no_face_unlock", field="pin")
    keep_open(phone)


def keep_open(phone: Phone) -> None:
    phone.open_until = clock.now() + STAYS_OPEN
    phone.save(update_fields=["open_until"])


def lock_phone(phone: Phone) -> None:
    phone.open_until = None
    phone.save(update_fields=["open_until"])


def change_pin(phone: Phone, *, pin: str, new_pin: str, new_pin_again: str) -> None:
    if phone.holder_id is None:
        raise Refused(_("This phone has no digital ID yet. Register first."), code="not_registered")
    check_new_pin(new_pin)
    if new_pin != new_pin_again:
        raise Refused(
            _("The two new PINs differ. Enter the same PIN twice."), code="pins_differ", field="new_pin_again"
        )

    def change(holder: Holder) -> None:
        Holder.objects.filter(id=holder.id).update(pin_hash=make_password(new_pin), shown_pin="")
        tell(holder, NoticeKind.PIN_CHANGED)

    with_pin(phone.holder_id, pin, change)


def set_preferences(holder: Holder, *, wants_notices: bool, unlocks_by_face: bool) -> None:
    Holder.objects.filter(id=holder.id).update(wants_notices=wants_notices, unlocks_by_face=unlocks_by_face)
