"""How offices, and the public lists of the kernel, are reached."""

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain

_CONTACT = {
    "matter": "documents",
    "label_th": "กองทดสอบ",
    "label_en": "Test division",
    "phone": "0 2000 0002",
    "order": "1",
    "version": "1",
}


def _office(world: World, label: str) -> Ask:
    offices = {"a": world.a.pk, "b": world.b.pk, "ministry": world.ministry.pk, "none": NOBODY}
    return Ask({"organization_id": offices[label]}, _CONTACT)


def _contact(world: World, label: str) -> Ask:
    contact = world.contacts.get(label)
    return Ask(
        {"contact_id": contact.pk if contact else NOBODY}, _CONTACT | {"version": contact.version if contact else 1}
    )


ASKING: dict[str, dict[str, Asking]] = {
    "contact": {
        "": lambda world: Ask(),
        "a": lambda world: Ask(query={"office": "uni-a"}),
        "none": lambda world: Ask(query={"office": "nowhere"}),
    },
    "contact_add": each(_office, "a", "b", "ministry", "none"),
    "contact_change": each(_contact, "a", "b", "none"),
    "contact_end": each(_contact, "a", "b", "none"),
    "contact_office": each(_office, "a", "b", "ministry", "none"),
    "contact_offices": plain(),
    "fields_find": {"": lambda world: Ask(query={"q": "05"})},
    "fields_of_study": plain(),
}
