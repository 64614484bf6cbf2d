"""The registration on the phone, step by step. Everything entered is kept until it is finished."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid import clock
from tidtam.sandbox.thaid.choices import NoticeKind, PictureKind
from tidtam.sandbox.thaid.models import Holder, Phone, Picture
from tidtam.sandbox.thaid.pictures import as_jpeg
from tidtam.sandbox.thaid.pin import check_new_pin
from tidtam.sandbox.thaid.registration import TERMS_VERSION
from tidtam.sandbox.thaid.sample import new_sample

from .notices import tell
from .phones import keep_open
from .seed import card_facts


def _enter(phone: Phone, **facts: Any) -> None:
    with transaction.atomic():
        kept = Phone.objects.select_for_update().get(id=phone.id)
        kept.registration = {**kept.registration, **facts}
        kept.save(update_fields=["registration"])
    phone.registration = kept.registration


def choose_way(phone: Phone) -> None:
    _enter(phone, way="self")


def see_overview(phone: Phone) -> None:
    _enter(phone, overview=True)


def accept_terms(phone: Phone, *, is_accepted: bool) -> None:
    if not is_accepted:
        raise Refused(
            _("To register you must accept the terms. Tick the box, or leave the registration."),
            code="terms",
            field="terms",
        )
    _enter(phone, terms=TERMS_VERSION)


def keep_picture(phone: Phone, kind: PictureKind, upload: "UploadedFile[bytes] | None") -> None:
    jpeg = as_jpeg(upload)
    Picture.objects.update_or_create(phone=phone, kind=kind, defaults={"jpeg": jpeg, "is_confirmed": False})


def use_sample(phone: Phone, kind: PictureKind) -> None:
    """Without a camera: the picture of a card that is obviously invented, the same one for front and back."""
    if "sample" not in phone.registration:
        _enter(phone, sample=new_sample())
    Picture.objects.update_or_create(phone=phone, kind=kind, defaults={"jpeg": b"", "is_confirmed": False})


def drop_picture(phone: Phone, kind: PictureKind) -> None:
    Picture.objects.filter(phone=phone, kind=kind).delete()


def confirm_picture(phone: Phone, kind: PictureKind) -> None:
    if not Picture.objects.filter(phone=phone, kind=kind).update(is_confirmed=True):
        raise Refused(_("There is no picture. Take or choose one."), code="no_picture", field="picture")


def confirm_card(phone: Phone, card: Mapping[str, Any]) -> None:
    """The data of the card are right. Whoever is registered already must be the same person."""
    known = Holder.objects.filter(pid=card["pid"]).first()
    facts = ("given_name", "family_name", "birthdate")
    if known is not None and any(getattr(known, name) != card[name] for name in facts):
        raise Refused(
            _("Another person is registered with this number. Check the number, the name and the birth date."),
            code="other_person",
            field="pid",
        )
    _enter(phone, card=dict(card))


def set_pin(phone: Phone, pin: str) -> None:
    check_new_pin(pin)
    _enter(phone, pin_hash=make_password(pin), pin_repeated=False)


def repeat_pin(phone: Phone, pin: str) -> None:
    if not check_password(pin, phone.registration.get("pin_hash", "")):
        raise Refused(
            _("This PIN differs from the first one. Enter it again, or go back and choose another."),
            code="pins_differ",
            field="pin",
        )
    _enter(phone, pin_repeated=True)


def finish_registration(phone: Phone, pin: str) -> Holder:
    """The person consents with the PIN; from now on this is their phone. A former PIN ends."""
    with transaction.atomic():
        kept = Phone.objects.select_for_update().get(id=phone.id)
        entered = kept.registration
        if not check_password(pin, entered.get("pin_hash", "")):
            raise Refused(_("The PIN is wrong. Enter the PIN you have just set."), code="wrong_pin", field="pin")
        card = entered["card"]
        facts = {
            **{name: value for name, value in card.items() if name != "pid"},
            "pin_hash": entered["pin_hash"],
            "shown_pin": "",
            "wrong_pins": 0,
            "paused_until": None,
        }
        new_facts = {**facts, **card_facts(card["pid"]), "registered_at": clock.now()}
        holder, _made = Holder.objects.update_or_create(pid=card["pid"], defaults=facts, create_defaults=new_facts)
        Phone.objects.filter(id=phone.id).update(holder=holder, registration={})
        Picture.objects.filter(phone=phone).delete()
        tell(holder, NoticeKind.REGISTERED)
    phone.holder = holder
    keep_open(phone)
    return holder


def leave_registration(phone: Phone) -> None:
    """Forget everything that was entered."""
    Phone.objects.filter(id=phone.id).update(registration={})
    Picture.objects.filter(phone=phone).delete()
