"""Doing something with the PIN: right, wrong, and wrong too often."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils.translation import ngettext

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid import clock
from tidtam.sandbox.thaid.models import Holder
from tidtam.sandbox.thaid.pin import pause_after, tries_left


def with_pin(
    holder_id: UUID, pin: str, then: Callable[[Holder], None], wrong: Callable[[Holder], None] | None = None
) -> None:
    """Do `then` if the PIN is right. A wrong one is counted, and the count outlives the refusal."""
    with transaction.atomic():
        holder = Holder.objects.select_for_update().get(id=holder_id)
        moment = clock.now()
        if holder.paused_until and moment < holder.paused_until:
            refusal: Refused | None = _paused(holder, (holder.paused_until - moment).total_seconds())
        elif check_password(pin, holder.pin_hash):
            refusal = None
            Holder.objects.filter(id=holder.id).update(wrong_pins=0, paused_until=None)
            then(holder)
        else:
            holder.wrong_pins += 1
            pause = pause_after(holder.wrong_pins)
            holder.paused_until = moment + pause if pause else None
            holder.save(update_fields=["wrong_pins", "paused_until"])
            refusal = _paused(holder, pause.total_seconds()) if pause else _wrong(holder)
            if wrong:
                wrong(holder)
    if refusal:
        raise refusal


def _wrong(holder: Holder) -> Refused:
    left = tries_left(holder.wrong_pins)
    text = ngettext(
        "The PIN is wrong. You can try once more before you have to wait.",
        "The PIN is wrong. You can try %(left)d times more before you have to wait.",
        left,
    )
    return Refused(text % {"left": left}, code="wrong_pin", field="pin")


def _paused(holder: Holder, seconds: float) -> Refused:
    minutes = max(1, -int(-seconds // 60))
    text = ngettext(
        "A wrong PIN was entered too often. Try again in one minute.",
        "A wrong PIN was entered too often. Try again in %(minutes)d minutes.",
        minutes,
    )
    return Refused(text % {"minutes": minutes}, code="paused", field="pin")
