"""How often what a card says may be tried: guessing a code on the back is not a way in."""

from datetime import timedelta

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.crypto import blind_index

from .queries import mismatches

MOST_MISMATCHES = 5
_FIRST_PAUSE = timedelta(minutes=1)


def require_patience(request: HttpRequest, actor: Actor, national_id: str) -> None:
    """Counted by network address, by account and by the number typed, of which only a keyed digest is kept."""
    limits = {
        "verification_card": "",
        "verification_account": str(actor.account_id),
        "verification_number": blind_index(IdentifierKind.NATIONAL_ID, national_id),
    }
    for action, key in limits.items():
        if not ratelimit.consume(request, action=action, key=key):
            raise Refused(_("This was tried too often. Try again tomorrow, or send a document."), code="too_often")


def require_pause(actor: Actor) -> None:
    """After each card that did not agree the next may be tried later: 1, 2, 4, 8 minutes; after five, a day later."""
    wrong = mismatches(actor)
    if not wrong:
        return
    if len(wrong) >= MOST_MISMATCHES:
        raise Refused(
            _("What was typed did not agree five times. Try again tomorrow, or send a document."), code="too_often"
        )
    pause = _FIRST_PAUSE * 2 ** (len(wrong) - 1)
    if actor.now() < wrong[0].checked_at + pause:
        minutes = int(pause.total_seconds() // 60)
        text = _("What was typed did not agree. Check it with the card; you can try again %(minutes)d minutes later.")
        raise Refused(text % {"minutes": minutes}, code="too_soon")
