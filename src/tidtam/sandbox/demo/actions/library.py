"""The library of the other process is registered as a service, as an administrator would register it."""

from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.orgs.queries import get_organization
from tidtam.kernel.provider.actions.services import Facts, NewSecret, change_service, register_service, rotate_secret
from tidtam.kernel.provider.choices import Scope
from tidtam.kernel.provider.models import Service

from .accounts import beginning, system_on
from .department.staff import OFFICE, source_id

SERVICE = source_id("library")
_OTHER_NAME = {"127.0.0.1": "localhost"}


def library_url(sandbox_url: str) -> str:
    """By another name of this machine: to browsers it is another site, as a service of another office is."""
    parts = urlsplit(sandbox_url)
    host = _OTHER_NAME.get(parts.hostname or "", parts.hostname or "")
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, f"{host}{port}", "/service/", "", ""))


def connect_library(url: str) -> NewSecret | None:
    """Its registration with a secret of now, for the library alone; nothing once somebody ended the registration."""
    with acting_as(SYSTEM):
        service = Service.objects.filter(pk=SERVICE).first()
    if service is None:
        founder = system_on(beginning())
        with acting_as(founder):
            return register_service(
                founder, organization=get_organization(OFFICE), facts=_facts(url), service_id=SERVICE
            )
    if service.ended_at is not None:
        return None
    with acting_as(SYSTEM) as actor:
        if _addresses(url) != (service.redirect_uris, service.logout_uris):
            service = _moved(actor, service, url)
        return rotate_secret(actor, service, overlap=timedelta(0))


def _moved(actor: Actor, service: Service, url: str) -> Service:
    """What visitors changed of it otherwise stays."""
    redirect_uris, logout_uris = _addresses(url)
    facts = {name: getattr(service, name) for name in Facts.__dataclass_fields__}
    facts |= {"redirect_uris": redirect_uris, "logout_uris": logout_uris}
    return change_service(actor, service, version=service.version, facts=Facts(**facts))


def _addresses(url: str) -> tuple[list[str], list[str]]:
    return [f"{url}callback"], [f"{url}signed-out"]


def _facts(url: str) -> Facts:
    redirect_uris, logout_uris = _addresses(url)
    return Facts(
        name_th="ห้องสมุดกรมสุขภาวะสมมติ",
        name_en="Library of the Department of Sommut Wellbeing",
        purpose_th="ใช้ยืมหนังสือและอ่านในห้องสมุดโดยไม่ต้องสมัครสมาชิกใหม่",
        purpose_en="Borrowing and reading books without another registration.",
        contact="library@example.invalid",
        redirect_uris=redirect_uris,
        logout_uris=logout_uris,
        scopes=[Scope.PROFILE, Scope.EMAIL, Scope.PERSONNEL],
        takes_temporary=True,
    )
