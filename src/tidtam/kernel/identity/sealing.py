"""Secrets of second factors are sealed like every other secret of the house, and sealed anew when keys change."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q

from tidtam.kernel.keys import decrypt, encrypt, keyring, rotation

FIELD = "identity.second_factor"
_PLACES = ("secret", "seed")
"""Where an authenticator's data hold something sealed: the app's secret, the seed of the recovery codes."""


def seal(text: str) -> str:
    return encrypt(text, FIELD)


def open_sealed(text: str) -> str:
    return decrypt(text, FIELD)


@dataclass(frozen=True)
class SecondFactorSecrets:
    """The rotation of values that stand inside JSON and not in a column of their own."""

    name: str = "secrets of second factors"

    def counts(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for data in Authenticator.objects.values_list("data", flat=True).iterator():
            found.update(data[place].split(".")[1] for place in _PLACES if place in data)
        return dict(found)

    def rotate_batch(self, after: Any, size: int) -> tuple[int, Any]:
        newest = f"v1.{keyring().newest.id}."
        is_old = Q()
        for place in _PLACES:
            has_it = {f"data__{place}__isnull": False}
            is_new = {f"data__{place}__startswith": newest}
            is_old |= Q(**has_it) & ~Q(**is_new)
        rows = Authenticator.objects.filter(is_old, pk__gt=after or 0).order_by("pk").select_for_update()
        batch = list(rows[:size])
        for row in batch:
            row.data |= {place: seal(open_sealed(row.data[place])) for place in _PLACES if place in row.data}
            row.save(update_fields=["data"])
        return len(batch), batch[-1].pk if batch else None


def register_rotation() -> None:
    rotation.register(SecondFactorSecrets())
