"""What people see of their own data, and what they ask to be done with it. Nothing here is ever anybody else's."""

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain


def _kind(_world: World, label: str) -> Ask:
    return Ask({"key": {"identity": "people.identity", "none": "nothing"}[label]})


def _copy(_world: World, _label: str) -> Ask:
    return Ask({"download_id": NOBODY})


def _correct(world: World) -> Ask:
    form = {"item": "title", "wrong": "คำนำหน้าเดิม", "right": "นาง", "organization": str(world.ministry.pk)}
    return Ask(form=form)


def _delete(world: World) -> Ask:
    return Ask(form={"reason": "", "understood": "on", "organization": str(world.ministry.pk)})


ASKING: dict[str, dict[str, Asking]] = {
    "datarights:consent": plain(understood="on"),
    "datarights:correct": {"": _correct},
    "datarights:delete": {"": _delete},
    "datarights:download_json": each(_copy, "none"),
    "datarights:download_pdf": each(_copy, "none"),
    "datarights:downloads": plain(),
    "datarights:how_long": plain(),
    "datarights:kind": each(_kind, "identity", "none"),
    "datarights:mine": plain(),
    "datarights:schema": plain(),
    "datarights:stated": plain(),
    "datarights:stop": plain(),
}
