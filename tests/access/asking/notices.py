"""Notices, where they go, and what carries them."""

from tests.access.world import World
from tidtam.kernel.notifications.links import Stop, sign_stop

from .ask import NOBODY, Ask, Asking, each, plain


def _notice(world: World, label: str) -> Ask:
    owners = {"a": "applicant", "b": "other_applicant"}
    return Ask({"notice_id": world.notice(owners[label]).pk if label in owners else NOBODY})


def _destination(world: World, label: str) -> Ask:
    owners = {"a": "applicant", "b": "other_applicant"}
    return Ask({"destination_id": world.destination(owners[label]).pk if label in owners else NOBODY})


def _stop(world: World, label: str) -> Ask:
    notice = world.notice("applicant")
    token = sign_stop(Stop(notice.person_id, notice.account_id, notice.kind, "email")) if label == "a" else "none"
    return Ask({"token": token})


ASKING: dict[str, dict[str, Asking]] = {
    "demo_mail": plain(),
    "line_webhook": plain(),
    "notice": each(_notice, "a", "b", "none"),
    "notice_destination_end": each(_destination, "a", "b", "none"),
    "notice_device_add": plain(endpoint="https://example.invalid/"),
    "notice_settings": plain(),
    "notice_stop": each(_stop, "a", "none"),
    "notices": plain(),
    "notices_read_all": plain(),
    "push_worker": plain(),
    "sandbox_chat": {"": lambda world: Ask({"account": "@tidtam"}, {"words": "สวัสดี"})},
    "sandbox_line": plain(),
    "sandbox_messages": plain(),
    "sandbox_sms": plain(),
}
