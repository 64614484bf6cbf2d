"""Services that people sign in to: for those who register them, and for the doors they knock at."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor, ActorKind
from tidtam.kernel.keys import digest_of
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import within
from tidtam.kernel.provider.models import Service, ServiceSecret
from tidtam.kernel.provider.policies import scope


def visible_services(actor: Actor, *, current: bool) -> QuerySet[Service]:
    services = scope(Service.objects.select_related("organization"), actor)
    return services.filter(ended_at=None) if current else services.exclude(ended_at=None)


def get_service(actor: Actor, service_id: UUID) -> Service:
    service = scope(Service.objects.select_related("organization"), actor).filter(pk=service_id).first()
    if service is None:
        raise Http404("no such service in the actor's organisations")
    return service


def offices_for_services(actor: Actor) -> QuerySet[Organization]:
    """The organisations for which the actor may register services."""
    offices = Organization.objects.filter(ended_at=None).order_by("path")
    return offices if actor.is_system else offices.filter(within("path", actor.paths(Role.CLIENT_ADMIN)))


def valid_secrets(actor: Actor, service: Service) -> list[ServiceSecret]:
    """Those that count now, the newest first."""
    return list(_valid(ServiceSecret.objects.filter(service=service), actor).order_by("-created_at", "-id"))


def open_service(client_id: str) -> Service | None:
    """The service of this client id, if people may sign in to it now; who asks is not known yet."""
    try:
        wanted = UUID(client_id)
    except ValueError:
        return None
    services = Service.objects.filter(pk=wanted, ended_at=None, organization__ended_at=None)
    return services.select_related("organization").first()


def is_service(client_id: str) -> bool:
    """Whether the client id is, or was, a service's: then no other rules hold for it."""
    try:
        return Service.objects.filter(pk=UUID(client_id)).exists()
    except ValueError:
        return False


def service_with_secret(actor: Actor, client_id: str, secret: str) -> Service | None:
    service = open_service(client_id)
    if service is None:
        return None
    proved = _valid(ServiceSecret.objects.filter(service=service, digest=digest_of(secret)), actor).exists()
    return service if proved else None


def actor_of_service(platform: Actor, service: Service) -> Actor:
    """The service as it stands in the trail: it holds no role and sees nothing but what people agreed to."""
    return Actor(
        kind=ActorKind.CLIENT,
        client_id=service.pk,
        name=service.name_th,
        origin=platform.origin,
        clock=platform.clock,
    )


def _valid(secrets: QuerySet[ServiceSecret], actor: Actor) -> QuerySet[ServiceSecret]:
    return secrets.filter(Q(expires_at=None) | Q(expires_at__gt=actor.now()), service__ended_at=None)
