from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid.faults import FAULTS, Reach
from tidtam.sandbox.thaid.models import ArmedFault, Sandbox

LONGEST_SECONDS = 60
FURTHEST_AHEAD = 366 * 24 * 3600


@dataclass(frozen=True)
class Taken:
    name: str = ""
    seconds: int = 0


def arm_fault(name: str, *, times: int | None = None, seconds: int = 10) -> None:
    """Let a fault happen: to the next sign-in, or to the service until it is cleared."""
    if name not in FAULTS:
        raise Refused(_("There is no fault of this name."), code="unknown_fault", field="name")
    if FAULTS[name].reach is Reach.SIGN_IN:
        times = times or 1
    if times is not None and not 1 <= times <= 1000:
        raise Refused(_("How often must be a number from 1 to 1000."), code="times", field="times")
    if not 0 <= seconds <= LONGEST_SECONDS:
        raise Refused(
            _("Seconds must be a number from 0 to %(most)d.") % {"most": LONGEST_SECONDS},
            code="seconds",
            field="seconds",
        )
    ArmedFault.objects.update_or_create(name=name, defaults={"times": times, "seconds": seconds})


def clear_faults(name: str = "") -> None:
    armed = ArmedFault.objects.all()
    (armed.filter(name=name) if name else armed).delete()


def take_fault(reach: Reach) -> Taken:
    """The fault that happens now, if one is armed; it is then one time less."""
    with transaction.atomic():
        names = [fault.name for fault in FAULTS.values() if fault.reach is reach]
        fault = ArmedFault.objects.select_for_update().filter(name__in=names).first()
        if fault is None:
            return Taken()
        if fault.times == 1:
            fault.delete()
        elif fault.times is not None:
            ArmedFault.objects.filter(pk=fault.pk).update(times=F("times") - 1)
        return Taken(fault.name, fault.seconds)


def set_clock_ahead(seconds: int) -> None:
    if abs(seconds) > FURTHEST_AHEAD:
        raise Refused(_("The clock can be at most one year off."), code="clock", field="seconds")
    Sandbox.objects.update_or_create(id=1, defaults={"seconds_ahead": seconds})
