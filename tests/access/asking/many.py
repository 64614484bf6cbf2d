"""Many matters at once, and the papers certified of one."""

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain


def _chosen(world: World, label: str) -> Ask:
    return Ask(form={"case": [world.cases[label].pk] if label in world.cases else [NOBODY], "act": "note"})


def _bulk(world: World, label: str) -> Ask:
    return Ask({"bulk_id": world.bulks[label].pk if label in world.bulks else NOBODY}, {"text": "บันทึก"})


def _import(world: World, label: str) -> Ask:
    return Ask({"import_id": world.imports[label].pk if label in world.imports else NOBODY}, {"mode": "good"})


def _certificate(world: World, label: str) -> Ask:
    return Ask({"certificate_id": world.certificates[label].pk if label in world.certificates else NOBODY})


def _verification(world: World, label: str) -> Ask:
    return Ask({"code": world.certificates[label].code if label in world.certificates else "a" * 26})


def _certified_case(world: World, label: str) -> Ask:
    return Ask({"case_id": world.cases[label].pk if label in world.cases else NOBODY}, {"language": "th"})


ASKING: dict[str, dict[str, Asking]] = {
    "bulk_begin": each(_chosen, "a", "b", "none"),
    "bulk_detail": each(_bulk, "a", "b", "none"),
    "bulk_list": plain(),
    "bulk_order": each(_bulk, "a", "b", "none"),
    "certificate": each(_certificate, "a", "b", "none"),
    "certificate_end": each(_certificate, "a", "b", "none"),
    "certificate_verify": each(_verification, "a", "none"),
    "certificate_verify_start": plain(),
    "certificates": each(_certified_case, "a", "b", "none"),
    "import_begin": plain(process="sample"),
    "import_detail": each(_import, "a", "b", "none"),
    "import_discard": each(_import, "a", "b", "none"),
    "import_mistakes": each(_import, "a", "b", "none"),
    "import_order": each(_import, "a", "b", "none"),
    "import_template": {
        "csv": lambda world: Ask({"key": "sample", "form": "csv"}),
        "none": lambda world: Ask({"key": "nothing", "form": "csv"}),
    },
}
