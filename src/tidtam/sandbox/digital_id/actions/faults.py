"""Faults are armed, played and cleared; the clock is set."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id.faults import EVERY, OF_SIGN_IN
from tidtam.sandbox.digital_id.models import ArmedFault, Setting

_LONGEST_SECONDS = 60
_FURTHEST_AHEAD = 366 * 24 * 3600


@dataclass(frozen=True)
class Taken:
    name: str = ""
    seconds: int = 0


def arm_fault(name: str, *, seconds: int = 10) -> None:
    """Of the next sign-in, or of the service until it is cleared."""
    if name not in EVERY:
        raise Refused(_("There is no fault of this name."), code="unknown_fault")
    if not 0 <= seconds <= _LONGEST_SECONDS:
        raise Refused(_("Seconds must be a number from 0 to %(most)d.") % {"most": _LONGEST_SECONDS}, code="seconds")
    times = 1 if name in OF_SIGN_IN else None
    ArmedFault.objects.update_or_create(name=name, defaults={"times": times, "seconds": seconds})


def clear_faults() -> None:
    ArmedFault.objects.all().delete()


def take_fault(names: Collection[str]) -> Taken:
    """The fault of these that happens now, if one is armed; one of a sign-in is then over."""
    with transaction.atomic():
        fault = ArmedFault.objects.select_for_update().filter(name__in=list(names)).first()
        if fault is None:
            return Taken()
        if fault.times is not None:
            fault.delete()
        return Taken(fault.name, fault.seconds)


def set_clock_ahead(seconds: int) -> None:
    if abs(seconds) > _FURTHEST_AHEAD:
        raise Refused(_("The clock can be at most one year off."), code="clock")
    Setting.objects.update_or_create(pk=1, defaults={"seconds_ahead": seconds})
