"""Processes and their drafts."""

from tests.access.world import World
from tidtam.kernel.actor import SYSTEM
from tidtam.tracking.publishing.models import ProcessDraft
from tidtam.tracking.tests.factories import PROCESS

from .ask import NOBODY, Ask, Asking, each, plain

_SECOND = PROCESS.replace("version = 1", "version = 2")


def _draft_of_process(world: World, label: str) -> Ask:
    """`a` is the process administrator's own draft, `b` that of another one."""
    owners = {"a": world.accounts["process_admin"].pk, "b": NOBODY}
    form = {"act": "discard", "text": _SECOND}
    if label not in owners:
        return Ask({"draft_id": NOBODY}, form)
    given = {"file_name": "sample.toml", "saved_at": SYSTEM.now(), "text": _SECOND}
    draft, _is_new = ProcessDraft.objects.get_or_create(account_id=owners[label], defaults=given)
    day = world.today.isoformat()
    return Ask({"draft_id": draft.pk}, {**form, "in_force_from": day, "fingerprint": draft.fingerprint})


def _version_of_process(world: World, label: str) -> Ask:
    key, _, number = label.partition(" ")
    return Ask({"key": key, "number": int(number)})


ASKING: dict[str, dict[str, Asking]] = {
    "manage_draft": each(_draft_of_process, "a", "b", "none"),
    "manage_draft_change": each(_draft_of_process, "a", "b", "none"),
    "manage_draft_publish": each(_draft_of_process, "a", "b", "none"),
    "manage_process": {
        "sample": lambda world: Ask({"key": "sample"}),
        "none": lambda world: Ask({"key": "nothing"}),
    },
    "manage_processes": plain(),
    "manage_upload": plain(text=_SECOND),
    "manage_version": each(_version_of_process, "sample 1", "sample 9", "none 1"),
    "manage_version_file": each(_version_of_process, "sample 1", "sample 9", "none 1"),
    "manage_version_take_back": each(_version_of_process, "sample 1", "sample 9", "none 1"),
    "process_list": plain(),
    "process_estimate": {
        "sample": lambda world: Ask({"key": "sample"}),
        "none": lambda world: Ask({"key": "nothing"}),
    },
    "process_page": {
        "sample": lambda world: Ask({"key": "sample"}),
        "none": lambda world: Ask({"key": "nothing"}),
    },
    "public_statistics": plain(),
}
