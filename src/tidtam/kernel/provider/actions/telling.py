"""A service is told what the person agreed to; that it was told stands in the trail."""

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.actions import record
from tidtam.kernel.provider.claims import Claims, claims_of
from tidtam.kernel.provider.queries.services import actor_of_service
from tidtam.kernel.provider.queries.tokens import Shown


def tell_service(platform: Actor, shown: Shown) -> Claims:
    account, service = shown.authorization.account, shown.authorization.service
    record(
        actor_of_service(platform, service),
        "service.told",
        "account",
        account.pk,
        person_id=account.person_id,
        organization_path=service.organization.path,
        details={"scopes": shown.scopes},
    )
    return claims_of(platform, account, shown.scopes)
