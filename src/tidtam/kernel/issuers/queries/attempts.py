from django.contrib.sessions.backends.base import SessionBase

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import OpenIdAttempt
from tidtam.kernel.identity.session_state import browser_mark


def latest_attempt(actor: Actor, session: SessionBase, provider: Provider) -> OpenIdAttempt | None:
    """The sign-in by the provider begun last in this browser and not finished, whether its time is over or not."""
    mark = browser_mark(session)
    if mark is None:
        return None
    begun = OpenIdAttempt.objects.filter(provider=provider, browser_hash=mark, used_at=None)
    return begun.order_by("-begun_at").first()


def seconds_left(actor: Actor, attempt: OpenIdAttempt | None) -> int:
    """How much time an attempt has by our own clock; none if it is over or there is no attempt."""
    return max(0, round((attempt.expires_at - actor.now()).total_seconds())) if attempt else 0
