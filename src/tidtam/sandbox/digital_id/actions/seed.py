"""Persons whose password is known: those of the product's demonstration, and the sandbox's own."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id import clock
from tidtam.sandbox.digital_id.models import Holder
from tidtam.sandbox.digital_id.passwords import hashed

_OWN = Path(__file__).parents[1] / "data" / "persons.json"
_KEPT = ("given_name", "middle_name", "family_name", "username", "mobile")


def seed_own_persons() -> None:
    """Made once; what somebody changed, or registered, since is not undone."""
    own = json.loads(_OWN.read_text("utf-8"))
    seed_persons([entry for entry in own if not _is_there(entry)])


def _is_there(entry: Mapping[str, str]) -> bool:
    same = Q(citizen_id=entry["citizen_id"]) | Q(username=entry["username"])
    return Holder.objects.filter(same).exists()


def seed_persons(entries: Sequence[Mapping[str, str]]) -> None:
    """Registers all of a list, or sets them back to what it says; nothing of it if a user name is another's."""
    with transaction.atomic():
        for entry in entries:
            _seed(entry)


def _seed(entry: Mapping[str, str]) -> None:
    if Holder.objects.filter(username=entry["username"]).exclude(citizen_id=entry["citizen_id"]).exists():
        text = _("The user name %(username)s is taken.") % {"username": entry["username"]}
        raise Refused(text, code="username_taken")
    Holder.objects.update_or_create(
        citizen_id=entry["citizen_id"],
        defaults={
            **{name: entry[name] for name in _KEPT},
            "birth_date": date.fromisoformat(entry["birth_date"]),
            "password_hash": hashed(entry["password"]),
            "shown_password": entry["password"],
            "wrong_tries": 0,
            "paused_until": None,
            "registered_at": clock.now(),
        },
    )
