"""Programs, what they are told, and the addresses they call."""

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain
from .matters import matter


def _client(world: World, label: str) -> Ask:
    made = world.clients.get(label)
    return Ask({"client_id": made.client.pk if made else NOBODY}, {"overlap": "0"})


def _client_in(world: World, label: str) -> Ask:
    form = {"name": "ระบบสารบรรณ", "contact": "it@example.invalid", "role": "institution_officer"}
    return Ask(form={**form, "scopes": "cases:read", "organization": {"a": world.a.pk, "b": world.b.pk}[label]})


def _webhook(world: World, label: str) -> Ask:
    delivery = world.webhooks.get(label)
    return Ask({"webhook_id": delivery.subscription_id if delivery else NOBODY})


def _delivery(world: World, label: str) -> Ask:
    delivery = world.webhooks.get(label)
    return Ask({"delivery_id": delivery.pk if delivery else NOBODY})


ASKING: dict[str, dict[str, Asking]] = {
    "api_client": each(_client, "a", "b", "none"),
    "api_client_end": each(_client, "a", "b", "none"),
    "api_client_end_old": each(_client, "a", "b", "none"),
    "api_client_list": plain(),
    "api_client_new": each(_client_in, "a", "b"),
    "api_client_rotate": each(_client, "a", "b", "none"),
    "api_client_webhooks": each(_client, "a", "b", "none"),
    "oauth_revoke": plain(token="nonsense"),
    "oauth_token": plain(grant_type="client_credentials"),
    "tracking_api:case": each(matter, "a", "none"),
    "tracking_api:case_close": each(matter, "a", "none"),
    "tracking_api:case_continue": each(matter, "a", "none"),
    "tracking_api:case_events": each(matter, "a", "none"),
    "tracking_api:case_finish": each(matter, "a", "none"),
    "tracking_api:case_note": each(matter, "a", "none"),
    "tracking_api:case_reopen": each(matter, "a", "none"),
    "tracking_api:case_resume": each(matter, "a", "none"),
    "tracking_api:case_return": each(matter, "a", "none"),
    "tracking_api:case_suspend": each(matter, "a", "none"),
    "tracking_api:case_timeline": each(matter, "a", "none"),
    "tracking_api:case_withdraw": each(matter, "a", "none"),
    "tracking_api:files": plain(),
    "tracking_api:case_search": plain(),
    "tracking_api:cases": plain(),
    "tracking_api:docs": plain(),
    "tracking_api:nothing": plain(),
    "tracking_api:openapi": plain(),
    "tracking_api:process": {"sample": lambda world: Ask({"key": "sample"})},
    "tracking_api:processes": plain(),
    "tracking_api:webhook": each(_webhook, "a", "none"),
    "tracking_api:webhook_deliveries": each(_webhook, "a", "none"),
    "tracking_api:webhook_resume": each(_webhook, "a", "none"),
    "tracking_api:webhooks": plain(),
    "webhook_again": each(_delivery, "a", "b", "none"),
    "webhook_resume": each(_webhook, "a", "b", "none"),
}
