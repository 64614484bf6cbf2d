"""Clients of the interface for programs: for those who administer them, and for the doors they knock at."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor, ActorKind, Grant
from tidtam.kernel.identity.models import ApiClient, ApiClientSecret, ApiToken
from tidtam.kernel.keys import digest_of
from tidtam.kernel.programs.policies import clients_in_scope


@dataclass(frozen=True)
class Presented:
    """A client that proved itself, and with what."""

    client: ApiClient
    secret_id: UUID
    scopes: frozenset[str]


def visible_clients(actor: Actor, *, current: bool) -> QuerySet[ApiClient]:
    clients = clients_in_scope(ApiClient.objects.select_related("organization"), actor)
    return clients.filter(ended_at=None) if current else clients.exclude(ended_at=None)


def get_client(actor: Actor, client_id: UUID) -> ApiClient:
    client = clients_in_scope(ApiClient.objects.select_related("organization"), actor).filter(pk=client_id).first()
    if client is None:
        raise Http404("no such client in the actor's organisations")
    return client


def valid_secrets(actor: Actor, client: ApiClient) -> list[ApiClientSecret]:
    """Those that count now, the newest first."""
    return list(_valid(ApiClientSecret.objects.filter(client=client), actor).order_by("-created_at", "-id"))


def _valid(secrets: QuerySet[ApiClientSecret], actor: Actor) -> QuerySet[ApiClientSecret]:
    return secrets.filter(
        Q(expires_at=None) | Q(expires_at__gt=actor.now()),
        client__ended_at=None,
        client__organization__ended_at=None,
    )


def client_with_secret(actor: Actor, client_id: str, secret: str) -> Presented | None:
    """The client of this id, if the secret is one of its own; who asks is not known before the answer is."""
    try:
        wanted = UUID(client_id)
    except ValueError:
        return None
    found = _valid(ApiClientSecret.objects.filter(client=wanted, digest=digest_of(secret)), actor)
    row = found.select_related("client__organization").first()
    return Presented(row.client, row.pk, frozenset(row.client.scopes)) if row else None


def client_with_token(actor: Actor, token: str) -> Presented | None:
    """The client that was given this token, while everything it rests on still counts. One query."""
    row = (
        ApiToken.objects.filter(
            Q(secret__expires_at=None) | Q(secret__expires_at__gt=actor.now()),
            digest=digest_of(token),
            expires_at__gt=actor.now(),
            secret__client__ended_at=None,
            secret__client__organization__ended_at=None,
        )
        .select_related("secret__client__organization")
        .first()
    )
    return Presented(row.secret.client, row.secret_id, frozenset(row.scopes)) if row else None


def token_of_client(actor: Actor, presented: Presented, token: str) -> ApiToken | None:
    """One of the client's own tokens, as long as it counts."""
    found = client_with_token(actor, token)
    if found is None or found.client.pk != presented.client.pk:
        return None
    return ApiToken.objects.filter(digest=digest_of(token)).first()


def actor_of_client(visitor: Actor, presented: Presented) -> Actor:
    """The client as an actor: its role in its organisation and below, and no person's."""
    client, office = presented.client, presented.client.organization
    grant = Grant(
        id=client.pk,
        role=client.role,
        organization_id=office.pk,
        organization_path=office.path,
        organization_name_th=office.name_th,
        organization_name_en=office.name_en,
    )
    return Actor(
        kind=ActorKind.CLIENT,
        client_id=client.pk,
        name=client.name,
        grants=(grant,),
        origin=visitor.origin,
        clock=visitor.clock,
    )
