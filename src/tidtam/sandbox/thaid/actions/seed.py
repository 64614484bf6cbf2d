"""Persons whose PIN is known: those of the product's demonstration, and the sandbox's own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused, date_in_bangkok
from tidtam.sandbox.thaid import clock
from tidtam.sandbox.thaid.choices import Gender
from tidtam.sandbox.thaid.faults import FAULTS
from tidtam.sandbox.thaid.models import Holder
from tidtam.sandbox.thaid.pin import check_new_pin
from tidtam.thai import national_id
from tidtam.thai.errors import ThaiInputError

CARD_YEARS = 8
_TEXTS = (
    "title",
    "title_en",
    "given_name",
    "middle_name",
    "family_name",
    "given_name_en",
    "middle_name_en",
    "family_name_en",
    "address",
)
_KEYS = frozenset({"pid", "birthdate", "gender", "pin", "quirk", *_TEXTS})


def seed_holders(entries: object) -> None:
    """Register all of a list, or none of what follows the first that is wrong."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Refused(_("The JSON must be a list of persons."), code="no_list")
    for place, entry in enumerate(entries, start=1):
        try:
            seed_holder(entry)
        except (Refused, ThaiInputError) as refused:
            text = _("person %(place)d: %(why)s") % {"place": place, "why": refused}
            raise Refused(text, code="entry") from refused


def seed_holder(entry: Mapping[str, Any]) -> Holder:
    """Register a person, or set them back to what the entry says. Says what is wrong with an entry."""
    unknown = set(entry) - _KEYS
    if unknown:
        raise Refused(_("Unknown keys: %(keys)s.") % {"keys": ", ".join(sorted(unknown))}, code="unknown_keys")
    pid = national_id.parse(str(entry.get("pid", "")), allow_zero=True)
    pin = str(entry.get("pin", ""))
    check_new_pin(pin)
    texts = {name: str(entry.get(name, "")).strip() for name in _TEXTS}
    if not texts["given_name"] or not texts["family_name"]:
        raise Refused(_("given_name and family_name are needed."), code="names")
    quirk, gender = str(entry.get("quirk", "")), str(entry.get("gender", ""))
    if quirk and quirk not in FAULTS:
        raise Refused(_("There is no fault of this name."), code="quirk")
    if gender not in {"", *Gender.values}:
        raise Refused(_("gender is male, female or empty."), code="gender")
    former = Holder.objects.filter(pid=pid).first()
    kept = former is not None and check_password(pin, former.pin_hash)
    holder, _made = Holder.objects.update_or_create(
        pid=pid,
        defaults={
            **texts,
            "birthdate": check_birthdate(str(entry.get("birthdate", ""))),
            "gender": gender,
            "quirk": quirk,
            "pin_hash": former.pin_hash if former and kept else make_password(pin),
            "shown_pin": pin,
            "wrong_pins": 0,
            "paused_until": None,
            "wants_notices": True,
            "unlocks_by_face": False,
        },
        create_defaults={
            **texts,
            **card_facts(pid),
            "birthdate": check_birthdate(str(entry.get("birthdate", ""))),
            "gender": gender,
            "quirk": quirk,
            "pin_hash": make_password(pin),
            "shown_pin": pin,
            "registered_at": clock.now(),
        },
    )
    return holder


def card_facts(pid: str) -> dict[str, Any]:
    """The dates and the number of the card itself, always the same for one number."""
    today = date_in_bangkok(clock.now())
    issued = date(today.year - int(pid[-2]) % 4, int(pid[-3]) + 1, 10 + int(pid[-1]))
    if issued > today:
        issued = issued.replace(year=issued.year - 1)
    return {
        "card_code": f"9900-{pid[3:5]}-{pid[5:13]}",
        "issued_on": issued,
        "expires_on": issued.replace(year=issued.year + CARD_YEARS),
    }


def check_birthdate(text: str) -> str:
    if len(text) == 4 and text.isdecimal() and 1850 <= int(text) <= 2100:
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refused(
            _("The birth date must be like 1985-03-24, or the year alone like 1985."),
            code="birthdate",
            field="birthdate",
        ) from None
