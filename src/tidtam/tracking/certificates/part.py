"""What the page of one's own matter shows of certificates."""

from tidtam.kernel.actor import Actor
from tidtam.tracking.models import Case
from tidtam.tracking.parts import Part

from .policies import can_issue


def certificates_part(actor: Actor, case: Case) -> Part | None:
    return Part("tracking_certificates/part.html", {"case": case}) if can_issue(actor, case) else None
