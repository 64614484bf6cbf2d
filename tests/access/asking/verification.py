"""Verifying oneself, and deciding over the documents of others."""

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain


def _document(world: World) -> Ask:
    return Ask(form={"organization": world.a.pk, "kind": "public"})


def _request(world: World, label: str) -> Ask:
    request = world.verifications.get(label)
    version = request.version if request else 1
    form = {"decision": "refuse", "reason": "เอกสารไม่ชัด", "version": version}
    return Ask({"request_id": request.pk if request else NOBODY}, form)


ASKING: dict[str, dict[str, Asking]] = {
    "verification_detail": each(_request, "a", "b", "none"),
    "verification_file": each(_request, "a", "b", "none"),
    "verification_queue": plain(),
    "verify_account": plain(),
    "verify_cancel": plain(),
    "verify_card": plain(),
    "verify_document": {"": _document},
    "verify_file": plain(),
    "verify_form": plain(),
    "verify_request": plain(),
    "verify_staff_lists": plain(),
}
