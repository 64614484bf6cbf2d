"""Signing out that begins at a service (OpenID Connect RP-Initiated Logout 1.0): where it may lead back to."""

from dataclasses import dataclass

from django.http import HttpRequest

from tidtam.kernel.actor import acting_as, platform_for
from tidtam.kernel.identity.http import actor_of

from .addresses import with_answer
from .models import Service
from .queries.services import open_service
from .queries.signing import read_signed
from .rules import issuer


@dataclass(frozen=True)
class Leaving:
    service: Service | None
    back_url: str
    """At the service, registered letter by letter; nothing where none was asked for, or none that is registered."""


def leaving_of(request: HttpRequest) -> Leaving:
    service = _service_of(request)
    wanted = request.GET.get("post_logout_redirect_uri", "")
    if service is None or wanted not in service.logout_uris:
        return Leaving(service, "")
    return Leaving(service, with_answer(wanted, state=request.GET.get("state", "")))


def _service_of(request: HttpRequest) -> Service | None:
    """Named by its id, by an ID token that was given to it, or by both if they agree."""
    client_id, hint = request.GET.get("client_id", ""), request.GET.get("id_token_hint", "")
    if hint:
        with acting_as(platform_for(actor_of(request))) as platform:
            said = read_signed(platform, hint, issuer())
        if said is None or client_id not in {"", str(said["aud"])}:
            return None
        client_id = str(said["aud"])
    return open_service(client_id)
